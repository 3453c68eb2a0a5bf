import { type Perimeter } from '#access';
import type { Day } from '#kernel';
import {
  type Allocation,
  type ConventionState,
  type History,
  type Measure,
  payeeKey,
  type Statement,
  type Tranche,
  stageOf,
  stateAt,
  lastEndOf,
  latestState,
  withParent,
} from '#ledger';
import { type Balances, balancesOf } from '#read-models';
import type { ConventionAnswer } from '../answers/convention.answer.js';
import type { StatementAnswer } from '../answers/money.answer.js';
import { type LineSeen, linesSeen } from '../writing/sight.js';
import { named, signatoryOf, type SignatoryNames } from './history.view.js';

export interface Viewed {
  readonly history: History;
  readonly perimeter: Perimeter;
  /** Absent: all that is effective. */
  readonly effectiveOn: Day | undefined;
  readonly today: Day;
  readonly names: SignatoryNames | undefined;
  /** The convention that it is a child of. */
  readonly parent?: History | undefined;
}

type View = Omit<ConventionAnswer, 'id' | 'version' | 'effectiveOn' | 'knownAt'>;

/**
 * A convention on a day, as far as the perimeter sees it: nothing of the other lines, nor of their schools. Undefined
 * where it was not yet drafted.
 */
export function conventionView(viewed: Viewed): View | undefined {
  const { history, perimeter, effectiveOn, today, parent } = viewed;
  const on = (of: History) => (effectiveOn === undefined ? latestState(of) : stateAt(of, effectiveOn));
  const state = withParent(on(history), parent && on(parent));
  const { draft } = state;
  if (!draft) return undefined;
  const seen = linesSeen(perimeter, state);
  const staff = perimeter.kind !== 'bodies';
  const visible = new Set(seen.filter(({ whole }) => whole).map(({ line }) => line.id));
  const moved = movedIn(history, effectiveOn, state.suspended !== undefined);
  const lines = seen.map(line => lineView(line, moved));
  const ofSeen = <T extends { readonly line: string }>(entries: Readonly<Record<string, T>>) =>
    Object.values(entries).filter(({ line }) => visible.has(line));
  const uais = new Set(
    lines.flatMap(line => line.tranches.flatMap(({ schools }) => schools.map(s => s.uai))),
  );
  return {
    reference: draft.reference,
    title: draft.title,
    academie: draft.academie,
    scheme: { code: draft.scheme.code, version: draft.scheme.version },
    fictitious: draft.fictitious,
    stage: stageOf(state, effectiveOn ?? today),
    parties: draft.parties.map(party => ({ ...party, ...signatureOf(party.id, viewed) })),
    visa: state.visa,
    signedOn: state.signedOn,
    validUntil: lastEndOf(state),
    openEnded: draft.openEnded,
    renewal: state.renewal,
    renewals: state.renewals,
    superseded: supersededBy(state, staff),
    committeeMetOn: state.committeeMetOn,
    deployment: state.deployment,
    suspended: ownOrStaff(state.suspended, staff),
    forceMajeure: state.suspensions.forceMajeure,
    termination: ownOrStaff(state.termination, staff),
    financialReport: state.financialReport,
    closedOn: state.closedOn,
    amendments: state.amendments,
    objectChanges: state.objectChanges,
    schools: Object.values(state.schools).filter(({ uai }) => uais.has(uai)),
    headCounts: state.headCounts.filter(({ uai }) => uais.has(uai)),
    balances: sumOf(
      moved,
      seen.flatMap(line => placesOf(line)),
    ),
    lines,
    payments: ofSeen(state.payments).map(({ eventId: _, ...payment }) => payment),
    statements: ofSeen(state.statements).map(statementView),
    resourceUses: ofSeen(state.uses),
    repaymentOrders: ofSeen(state.orders).map(({ eventId: _, ...order }) => order),
    accounts: accountsSeen(state, seen),
    ...(staff
      ? {
          observations: draft.observations,
          warnings: state.warnings,
          ...(draft.parent ? { parent: parentSeen(draft.parent) } : {}),
          fourEyesRelaxed: state.relaxed,
          anomalies: state.anomalies,
        }
      : {}),
  };
}

/** Which parent is suspended or ends is told to staff only: others may not see it. */
function ownOrStaff<T extends { readonly of?: string }>(
  fact: T | undefined,
  staff: boolean,
): T | Omit<T, 'of'> | undefined {
  if (!fact || staff) return fact;
  const { of: _, ...own } = fact;
  return own;
}

function parentSeen({ stream, reference }: { readonly stream: string; readonly reference: string }) {
  return { id: stream.slice(stream.indexOf('-') + 1), reference };
}

/** What replaces a parent is told to staff only. */
function supersededBy({ superseded }: ConventionState, staff: boolean) {
  if (!superseded) return undefined;
  const { on, by, reference, of } = superseded;
  if (of !== undefined && !staff) return { on };
  return { on, by: by.slice(by.indexOf('-') + 1), reference, ...(of === undefined ? {} : { of }) };
}

/** When and by whom a party signed. */
function signatureOf(party: string, { history, effectiveOn, names }: Viewed) {
  for (const { stored } of history.slots) {
    if (effectiveOn !== undefined && stored.effectiveOn > effectiveOn) break;
    if (stored.fact.type !== 'ConventionSigned' || stored.fact.data.party !== party) continue;
    const { capacity } = stored.fact.data;
    return {
      signedOn: stored.effectiveOn,
      ...(capacity === undefined ? {} : { capacity }),
      ...named(signatoryOf(stored), names),
    };
  }
  return {};
}

function statementView(statement: Statement): StatementAnswer {
  const { id, line, tranche, submittedOn, expenses, documents, claimed, status } = statement;
  const shares = claimed.map(({ allocation, amount }) => ({ allocation, amount }));
  return { id, line, tranche, submittedOn, expenses, documents, claimed: shares, status };
}

function accountsSeen({ accounts }: ConventionState, seen: readonly LineSeen[]) {
  const payees = new Set(seen.filter(({ whole }) => whole).map(({ line }) => payeeKey(line.payee)));
  return Object.values(accounts)
    .filter(({ payee }) => payees.has(payee))
    .map(({ registeredBy: _, confirmedBy, ...account }) => ({
      ...account,
      confirmed: confirmedBy !== undefined,
    }));
}

type LineAnswer = ConventionAnswer['lines'][number];

function lineView(seen: LineSeen, moved: Moved): LineAnswer {
  const { line, whole, sees } = seen;
  const shown = ({ uai }: Allocation) => sees(uai);
  return {
    line: line.id,
    flow: line.flow,
    kind: line.kind,
    label: line.label,
    payee: line.payee,
    advanceRate: line.advanceRate,
    interimShare: line.interimShare,
    eligibleCategories: line.eligibleCategories,
    quantities: line.quantities,
    cofunding: line.cofunding,
    axes: line.axes,
    imputation: line.imputation,
    whole,
    balances: sumOf(moved, placesOf(seen)),
    tranches: line.tranches.map(
      ({ id, label, status, abandonedOn, advance, final, postes, allocations, ...credits }) => ({
        tranche: id,
        label,
        status,
        ...(abandonedOn === undefined ? {} : { abandonedOn }),
        final,
        ...(whole ? { advance, postes: Object.values(postes), ...notifiedOf(credits) } : {}),
        balances: sumOf(moved, placesOf(seen, id)),
        schools: allocations.filter(shown).map(allocation => ({
          allocation: allocation.id,
          uai: allocation.uai,
          unit: allocation.unit,
          quantity: allocation.quantity,
          unitCeiling: allocation.unitCeiling,
          rate: allocation.rate,
          ...(allocation.expense === undefined ? {} : { expense: allocation.expense }),
          acceptedQuantity: allocation.acceptedQuantity,
          delivered: allocation.delivered,
          lent: allocation.lent,
          returned: allocation.returned,
          claimed: allocation.claimed,
          cut: allocation.cut,
          balances: sumOf(moved, [placeOf(line.id, id, allocation.id)]),
        })),
      }),
    ),
  };
}

/** What notified credits may be spent on, how they were split, what was spent. */
function notifiedOf({ posts, split, usedByPost }: Pick<Tranche, 'posts' | 'split' | 'usedByPost'>) {
  return { posts, split, usedByPost };
}

const placeOf = (line: string, tranche: string, allocation: string) => `${line}/${tranche}/${allocation}`;

/** The allocations of a line that are seen; of one tranche, where it is given. */
function placesOf({ line, sees }: LineSeen, of?: string): readonly string[] {
  return line.tranches.flatMap(({ id, allocations }) =>
    of === undefined || of === id
      ? allocations.filter(({ uai }) => sees(uai)).map(allocation => placeOf(line.id, id, allocation.id))
      : [],
  );
}

/** What each allocation moved of each measure: the same movements as the read models add up. */
type Moved = ReadonlyMap<string, ReadonlyMap<Measure, bigint>>;

/** @param suspended by its own facts or by its parent's, of which its movements know nothing: nothing is payable. */
function movedIn({ slots }: History, effectiveOn: Day | undefined, suspended: boolean): Moved {
  const moved = new Map<string, Map<Measure, bigint>>();
  for (const { stored, rows } of slots) {
    if (effectiveOn !== undefined && stored.effectiveOn > effectiveOn) break;
    for (const { line, tranche, allocation, measure, amount } of rows) {
      if (suspended && measure === 'payable') continue;
      const place = placeOf(line, tranche, allocation);
      const sums = moved.get(place) ?? new Map<Measure, bigint>();
      moved.set(place, sums);
      sums.set(measure, (sums.get(measure) ?? 0n) + amount);
    }
  }
  return moved;
}

function sumOf(moved: Moved, places: readonly string[]): Balances {
  const sums = new Map<Measure, bigint>();
  for (const place of places) {
    for (const [measure, amount] of moved.get(place) ?? []) {
      sums.set(measure, (sums.get(measure) ?? 0n) + amount);
    }
  }
  return balancesOf(sums);
}
