import { Euros, type Rounding } from '#kernel';
import type { FlowKind } from '../words.js';
import type { Allocation, ConventionState, Line, Tranche } from './state.js';

/*
 * The formulas of domain.md §4, per tranche of a line and never offset between tranches. Number 1, in force since
 * the first release: never edited afterwards, a repaired formula is a new number (docs/adr/2026-11-21-facts.md).
 */

/** `M`: the sum of the maxima; nothing while the tranche is not firm. */
export function maximumOf(tranche: Tranche): Euros {
  if (tranche.status === 'conditional') return Euros.zero;
  return Euros.sum(tranche.allocations.map(allocation => allocation.maximum));
}

/** `D`: the sum of what is due. */
export function dueOf(tranche: Tranche): Euros {
  return Euros.sum(tranche.allocations.map(allocation => allocation.due));
}

export function acceptedOf(tranche: Tranche): Euros {
  return Euros.sum(tranche.allocations.map(allocation => allocation.accepted));
}

/** Paid: executed, less what the bank returned. */
export function paidOf(tranche: Tranche): Euros {
  return tranche.consumed.minus(tranche.returned);
}

/** Requested, or returned by the bank and to be re-issued. */
export function pendingOf(tranche: Tranche): Euros {
  return tranche.requested.plus(tranche.returned);
}

/** `net = paid − repaid`. */
export function netOf(tranche: Tranche): Euros {
  return paidOf(tranche).minus(tranche.repaid);
}

export function committedOf(tranche: Tranche): Euros {
  return Euros.sum(Object.values(tranche.postes).map(poste => poste.committed));
}

export function releasedOf(tranche: Tranche): Euros {
  return Euros.sum(Object.values(tranche.postes).map(poste => poste.released));
}

/** Reste à payer: committed − released − paid gross. */
export function outstandingOf(tranche: Tranche): Euros {
  return committedOf(tranche).minus(releasedOf(tranche)).minus(tranche.consumed);
}

/** `T`: what is due once the final service fait is in force, else the maximum. */
export function entitledOf(tranche: Tranche): Euros {
  return tranche.final ? dueOf(tranche) : maximumOf(tranche);
}

/**
 * `D_a = min(round(r × E_a), round(q'_a × c × r), M_a)`: what is due on the cumulated accepted amount and quantity.
 * Rounded once, on the cumulated amount. A project has no number of units; where the cap per school lowered the
 * awards, `M_a` is the award before it, and the cap is applied to the school's sum (`withDues`).
 */
export function dueOfAllocation(
  allocation: Pick<Allocation, 'unitCeiling' | 'rate' | 'maximum' | 'expense' | 'uncapped'>,
  accepted: Euros,
  quantity: number,
  rounding: Rounding,
): Euros {
  const most = allocation.uncapped ?? allocation.maximum;
  const ofExpense = Euros.product([accepted, allocation.rate], rounding);
  if (allocation.expense !== undefined) return Euros.min(ofExpense, most);
  const ofQuantity = Euros.product([quantity, allocation.unitCeiling, allocation.rate], rounding);
  return Euros.min(ofExpense, ofQuantity, most);
}

/**
 * A tranche with what is due as it stands: when a signed amendment or a reduction changes `M_a`, `D_a` follows. A flat
 * grant's is min(granted, accepted use). Then, per school: the scheme's cap, which is the sum of its maxima; and, where
 * the scheme says so, nothing after the final service fait for a school below the least expense or aid.
 */
export function withDues(
  tranche: Tranche,
  line: Pick<Line, 'kind' | 'leastAtEnd'>,
  rounding: Rounding,
): Tranche {
  const allocations = tranche.allocations.map(allocation => ({
    ...allocation,
    due: dueAlone(allocation, line.kind, rounding),
  }));
  const { leastAtEnd } = line;
  const isCapped = allocations.some(({ uncapped }) => uncapped !== undefined);
  if (!isCapped && (leastAtEnd === undefined || !tranche.final)) return { ...tranche, allocations };
  const dues = new Map<string, Euros>();
  for (const own of Map.groupBy(allocations, ({ uai }) => uai).values()) {
    const sum = Euros.sum(own.map(({ due }) => due));
    const most = Euros.sum(own.map(({ maximum }) => maximum));
    const due = Euros.min(sum, most);
    const least = tranche.final && isBelowLeast(own, due, leastAtEnd) ? Euros.zero : due;
    const shares = least.equals(sum)
      ? own.map(allocation => allocation.due)
      : least.split(own.map(a => a.due.cents));
    for (const [index, { id }] of own.entries()) dues.set(id, shares[index]!);
  }
  return { ...tranche, allocations: allocations.map(known => ({ ...known, due: dues.get(known.id)! })) };
}

function dueAlone(allocation: Allocation, kind: FlowKind, rounding: Rounding): Euros {
  const { accepted, acceptedQuantity, maximum } = allocation;
  return kind === 'flat_grant'
    ? Euros.min(accepted, maximum)
    : dueOfAllocation(allocation, accepted, acceptedQuantity, rounding);
}

function isBelowLeast(own: readonly Allocation[], due: Euros, least: Line['leastAtEnd']): boolean {
  const expense = Euros.sum(own.map(({ accepted }) => accepted));
  return least?.expense?.exceeds(expense) === true || least?.aid?.exceeds(due) === true;
}

/** What may be asked for now: nothing before every signature and any required visa, nothing while suspended. */
export function payableOf(state: ConventionState, line: Line, tranche: Tranche): Euros {
  if (!isPayable(state)) return Euros.zero;
  return payableStill(state, line, tranche);
}

/** The same whatever suspends payments: a convention that was replaced pays no more advance or grant. */
export function payableStill(state: ConventionState, line: Line, tranche: Tranche): Euros {
  const over = state.superseded !== undefined && !tranche.final && !tranche.certified;
  return over ? Euros.zero : payableByTerms(line, tranche, state.rounding);
}

export function isPayable({ signedOn, visa, suspended }: ConventionState): boolean {
  return signedOn !== undefined && visa !== 'awaited' && visa !== 'refused' && suspended === undefined;
}

/**
 * What the terms make payable: after the final service fait `D − net − pending`; a flat grant in full; after an
 * interim one, where the scheme allows, `min(D, round(share × M)) − net − pending`; else the advance, until it is
 * requested. All less what an open order already claims back; never negative.
 */
export function payableByTerms(line: Line, tranche: Tranche, rounding: Rounding): Euros {
  const taken = netOf(tranche).plus(pendingOf(tranche)).plus(tranche.orderOpen).plus(tranche.forgone);
  const maximum = maximumOf(tranche);
  if (tranche.final) return dueOf(tranche).minus(taken).orZero();
  if (line.kind === 'flat_grant') return maximum.minus(taken).orZero();
  if (tranche.certified && line.interimShare !== undefined) {
    const cap = Euros.product([maximum, line.interimShare], rounding);
    return Euros.min(dueOf(tranche), cap).minus(taken).orZero();
  }
  if (tranche.advanceTaken) return Euros.zero;
  return Euros.min(tranche.advance, maximum.minus(taken).orZero());
}

/** To order back: `max(0, net − order open − written off − carried over − T)`. */
export function toOrderOf(tranche: Tranche): Euros {
  return netOf(tranche)
    .minus(tranche.orderOpen)
    .minus(tranche.writtenOff)
    .minus(tranche.carriedOver)
    .minus(entitledOf(tranche))
    .orZero();
}

/** Paid and not yet proven: an advance before its final service fait, a grant before its final use (à justifier). */
export function toProveOf(line: Line, tranche: Tranche): Euros {
  if (tranche.final) return Euros.zero;
  const proven = line.kind === 'flat_grant' ? tranche.declared : dueOf(tranche);
  return netOf(tranche).minus(proven).orZero();
}

/** Due and not paid: charges à payer, when looked at on 31 December. */
export function dueUnpaidOf(tranche: Tranche): Euros {
  return owedOf(tranche).minus(forgoneOf(tranche));
}

/** What is due, not paid and claimed no more. */
export function forgoneOf(tranche: Tranche): Euros {
  return Euros.min(tranche.forgone, owedOf(tranche));
}

function owedOf(tranche: Tranche): Euros {
  return dueOf(tranche).minus(netOf(tranche)).orZero();
}
