import type { StoredConventionFact } from './convention.events.js';

/*
 * The balances of the domain from scratch, in a plainly different way: no fold, only the facts that count at
 * (effectiveOn, knownAt), filtered and added up in whole cents. Equipment at 50 %, grants in full, rounding down.
 */

export type ReferenceBalance = Readonly<Record<(typeof FIGURES)[number], bigint>>;
const FIGURES = [
  'maximum',
  'committed',
  'released',
  'accepted',
  'due',
  'pending',
  'paid',
  'consumed',
  'repaid',
  'orderOpen',
  'payable',
  'toOrder',
  'outstanding',
] as const;

type Data = Readonly<Record<string, unknown>> & {
  readonly amount?: { readonly cents: bigint };
  readonly line?: string;
  readonly payment?: string;
  readonly order?: string;
};
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly data: Data;
  readonly on: string;
  readonly year: number;
}

/** The entries that count at an effective date, given what was recorded up to a position, in effective order. */
function entriesAt(
  facts: readonly StoredConventionFact[],
  effectiveOn: string,
  upTo: bigint,
): readonly Entry[] {
  const known = facts.filter(({ position }) => position <= upTo);
  const gone = new Set<unknown>();
  for (const { fact, effectiveOn: on } of known) {
    if (fact.type !== 'EntryReversed') continue;
    if (fact.data.mode === 'erased' || on <= effectiveOn) gone.add(fact.data.entry);
  }
  return known
    .filter(stored => stored.effectiveOn <= effectiveOn && !gone.has(stored.eventId))
    .toSorted((a, b) =>
      a.effectiveOn === b.effectiveOn
        ? Number(a.position - b.position)
        : a.effectiveOn < b.effectiveOn
          ? -1
          : 1,
    )
    .map(({ eventId, fact, effectiveOn: on, fiscalYear }) => ({
      id: eventId,
      type: fact.type,
      data: fact.data as Data,
      on,
      year: fiscalYear ?? Number(on.slice(0, 4)),
    }));
}

const least = (...amounts: readonly bigint[]) => amounts.reduce((a, b) => (b < a ? b : a));
const orZero = (amount: bigint) => (amount < 0n ? 0n : amount);

export interface Terms {
  readonly interimShareHundredths?: bigint;
}

export function referenceBalance(
  facts: readonly StoredConventionFact[],
  line: string,
  effectiveOn: string,
  upTo: bigint,
  { interimShareHundredths }: Terms = {},
): ReferenceBalance {
  const all = entriesAt(facts, effectiveOn, upTo);
  const entries = all.filter(({ data }) => data.line === undefined || data.line === line);
  const ofType = (...types: readonly string[]) => entries.filter(({ type }) => types.includes(type));
  const total = (chosen: readonly Entry[]) => chosen.reduce((sum, { data }) => sum + data.amount!.cents, 0n);
  const sum = (...types: readonly string[]) =>
    total(ofType(...types).filter(({ data }) => data.order === undefined || ofLine(data.order)));
  const orders = new Set(ofType('ReversementOrdered').map(({ data }) => data.order));
  const ofLine = (order: string) => orders.has(order);

  const allocations = allocationsOf(all, line);
  const maximum = allocations.reduce((m, { maximum: a }) => m + a, 0n);
  const grant = line.startsWith('resources');
  const certificates = ofType('ServiceFaitCertified', 'ResourceUseAccepted');
  const last = certificates.at(-1);
  const shares = (last?.data['certified'] ?? last?.data['accepted'] ?? []) as readonly {
    readonly allocation: string;
    readonly accepted?: { readonly cents: bigint };
    readonly amount?: { readonly cents: bigint };
    readonly quantity?: number;
  }[];
  let accepted = 0n;
  let due = 0n;
  for (const share of shares) {
    const amount = (share.accepted ?? share.amount!).cents;
    const allocation = allocations.find(({ id }) => id === share.allocation)!;
    accepted += amount;
    due += grant
      ? least(amount, allocation.maximum)
      : least(amount / 2n, (BigInt(share.quantity!) * allocation.ceiling) / 2n, allocation.maximum);
  }
  const final = grant ? last !== undefined : certificates.some(({ data }) => data['final'] === true);

  const executions = ofType('PaymentExecuted', 'PaymentObserved');
  const consumed = total(executions);
  const named = (type: string, payment: unknown) =>
    all.filter(entry => entry.type === type && entry.data.payment === payment).length;
  const returned = total(
    executions.filter(
      ({ data }) =>
        named('PaymentReturned', data.payment) >
        named('PaymentReissued', data.payment) + named('PaymentAbandoned', data.payment),
    ),
  );
  const standing = ofType('PaymentRequested').filter(
    ({ data }) =>
      named('PaymentCancelled', data.payment) + named('PaymentRejected', data.payment) === 0 ||
      named('PaymentExecuted', data.payment) > 0,
  );
  const requested = total(standing.filter(({ data }) => named('PaymentExecuted', data.payment) === 0));
  const pending = requested + returned;
  const paid = consumed - returned;
  const abandoned = sum('PaymentAbandoned');
  const received = sum('RepaymentReceived');
  const repaid = received + abandoned;
  const net = paid - repaid;
  const writtenOff = sum('ReversementWrittenOff');
  const orderOpen =
    sum('ReversementOrdered') - sum('ReversementCut', 'ReversementCancelled') - writtenOff - received;
  const committed = sum('CommitmentRecorded', 'CommitmentRaised') - sum('CommitmentLowered');
  const released = sum('CommitmentReleased');

  const taken = net + pending + orderOpen + abandoned;
  const advanced = standing.some(({ data }) => data['kind'] === 'advance');
  const byTerms = () => {
    if (final) return due - taken;
    if (grant) return maximum - taken;
    if (last && interimShareHundredths !== undefined) {
      return least(due, (maximum * interimShareHundredths) / 100n) - taken;
    }
    return advanced ? 0n : least(advanceOf(all, line), maximum - taken);
  };
  const stops = all.filter(({ type }) => type === 'ConventionSuspended' || type === 'ConventionResumed');
  const blocked = stops.at(-1)?.type === 'ConventionSuspended';
  const signed = all.some(({ type, data }) => type === 'ConventionSigned' && data['complete'] === true);
  return {
    maximum,
    committed,
    released,
    accepted,
    due,
    pending,
    paid,
    consumed,
    repaid,
    orderOpen,
    payable: signed && !blocked ? orZero(byTerms()) : 0n,
    toOrder: orZero(
      net - orderOpen - writtenOff - sum('CarryOverAuthorised', 'GrantReassigned') - (final ? due : maximum),
    ),
    outstanding: committed - released - consumed,
  };
}

/** Reste à payer of a line at the end of an exercice, from the fiscal years of all facts. */
export function referenceOutstanding(
  facts: readonly StoredConventionFact[],
  line: string,
  year: number,
): bigint {
  const erased = new Set<string>();
  for (const { fact } of facts) {
    if (fact.type === 'EntryReversed' && fact.data.mode === 'erased') erased.add(fact.data.entry);
  }
  const SIGN: Readonly<Record<string, bigint>> = {
    CommitmentRecorded: 1n,
    CommitmentRaised: 1n,
    CommitmentLowered: -1n,
    CommitmentReleased: -1n,
    PaymentExecuted: -1n,
    PaymentObserved: -1n,
  };
  const worth = ({ fact }: StoredConventionFact) => {
    const data = fact.data as Data;
    return data.line === line && fact.type in SIGN ? SIGN[fact.type]! * data.amount!.cents : 0n;
  };
  let sum = 0n;
  for (const stored of facts) {
    if ((stored.fiscalYear ?? Number(stored.effectiveOn.slice(0, 4))) > year || erased.has(stored.eventId))
      continue;
    const { fact } = stored;
    if (fact.type !== 'EntryReversed') sum += worth(stored);
    else if (fact.data.mode === 'corrected') {
      const entry = fact.data.entry;
      sum -= worth(facts.find(({ eventId }) => eventId === entry)!);
    }
  }
  return sum;
}

interface ReferenceAllocation {
  readonly id: string;
  readonly maximum: bigint;
  readonly ceiling: bigint;
}

function allocationsOf(entries: readonly Entry[], line: string): readonly ReferenceAllocation[] {
  const known = new Map<string, ReferenceAllocation>();
  const set = (id: string, maximum: bigint, ceiling: bigint) => known.set(id, { id, maximum, ceiling });
  for (const { type, data } of entries) {
    for (const { id, maximum, unitCeiling } of type === 'ConventionDrafted' ? draftedOf(data, line) : []) {
      set(id, maximum.cents, unitCeiling.cents);
    }
    if (type === 'GrantNotified') {
      const notified = data['line'] as unknown as Parameters<typeof trancheAllocations>[0];
      for (const { id, maximum, unitCeiling } of notified.id === line ? trancheAllocations(notified) : []) {
        set(id, maximum.cents, unitCeiling.cents);
      }
    }
    if (type === 'ConventionReduced') {
      for (const lowered of data['allocations'] as readonly (Drafted & { line: string })[]) {
        const before = known.get(lowered.id);
        if (lowered.line === line) set(lowered.id, lowered.maximum.cents, before!.ceiling);
      }
    }
    if (type === 'AvenantSigned') {
      const changed = data['allocations'] as readonly { line: string; allocation: Drafted }[];
      for (const { line: of, allocation } of changed) {
        if (of === line) set(allocation.id, allocation.maximum.cents, allocation.unitCeiling.cents);
      }
    }
  }
  return [...known.values()];
}

interface Drafted {
  readonly id: string;
  readonly maximum: { readonly cents: bigint };
  readonly unitCeiling: { readonly cents: bigint };
}

function draftedOf(data: Data, line: string): readonly Drafted[] {
  const lines = data['lines'] as readonly {
    id: string;
    tranches: readonly { allocations: readonly Drafted[] }[];
  }[];
  return lines.filter(({ id }) => id === line).flatMap(trancheAllocations);
}

function trancheAllocations({
  tranches,
}: {
  readonly id: string;
  readonly tranches: readonly { readonly allocations: readonly Drafted[] }[];
}): readonly Drafted[] {
  return tranches.flatMap(({ allocations }) => allocations);
}

function advanceOf(entries: readonly Entry[], line: string): bigint {
  const drafted = entries.findLast(({ type }) => type === 'ConventionDrafted')!;
  return draftedOf(drafted.data, line).reduce((sum, { maximum }) => sum + maximum.cents, 0n) / 2n;
}
