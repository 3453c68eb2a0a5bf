import { type Day, Euros } from '#kernel';
import type { DataOf } from './convention.events.js';
import { endsOf } from './duration.js';
import { changeTranche, type Evolutions, lineOf } from './evolving.js';
import { withDue } from './formulas.js';
import type { Allocation, ConventionState, Line, School, Tranche } from './state.js';

type DraftedLine = DataOf<'ConventionDrafted'>['lines'][number];
type DraftedAllocation = DraftedLine['tranches'][number]['allocations'][number];

/** What the life of a convention changes. */
export const agreementEvolutions: Evolutions<
  | 'ConventionDrafted'
  | 'VisaGiven'
  | 'VisaRefused'
  | 'ConventionSigned'
  | 'AvenantSigned'
  | 'ConventionSuspended'
  | 'ConventionResumed'
  | 'ConventionReduced'
  | 'ObjectChangeAuthorised'
  | 'TerminationNotified'
  | 'FinancialReportReceived'
  | 'ConventionClosed'
  | 'FourEyesRelaxed'
> = {
  ConventionDrafted: ({ deployment: _, renewal: __, ...state }, draft) => ({
    ...state,
    draft,
    rounding: draft.rounding,
    validity: draft.validity,
    schools: bySchool({}, draft.schools),
    lines: draft.lines.map(openLine),
    visa: draft.visaRequired ? 'awaited' : 'not_required',
    warnings: draft.warnings,
    ...(draft.renewal === undefined ? {} : { renewal: draft.renewal }),
    ...(draft.deployment === undefined ? {} : { deployment: draft.deployment }),
  }),
  VisaGiven: state => ({ ...state, visa: 'given' }),
  VisaRefused: state => ({ ...state, visa: 'refused' }),
  ConventionSigned: (state, data, { effectiveOn }) => ({
    ...state,
    signatures: { ...state.signatures, [data.party]: effectiveOn },
    ...(data.complete ? { signedOn: effectiveOn } : {}),
    ...(data.validUntil === undefined ? {} : { validUntil: data.validUntil }),
    ...(data.renewal === undefined ? {} : { renewal: data.renewal }),
  }),
  AvenantSigned: (state, data, { effectiveOn }) => ({
    ...data.allocations.reduce(amendAllocation, state),
    amendments: state.amendments + 1,
    schools: bySchool(state.schools, data.schools),
    ...(data.validUntil === undefined ? {} : prolonged(state, effectiveOn, data.validUntil)),
    ...(data.deployment === undefined ? {} : { deployment: data.deployment }),
  }),
  ConventionSuspended: (state, { cause, reason }, { effectiveOn }) =>
    suspend(state, {
      ...state.suspensions,
      [cause === 'force_majeure' ? 'forceMajeure' : 'payments']: { since: effectiveOn, cause, reason },
    }),
  ConventionResumed: (state, { cause }) => {
    const { payments, forceMajeure } = state.suspensions;
    if (cause === 'force_majeure' && payments) return suspend(state, { payments });
    return suspend(state, cause === 'payments' && forceMajeure ? { forceMajeure } : {});
  },
  ConventionReduced: (state, data) =>
    data.allocations.reduce(
      (reduced, { id, maximum, ...place }) =>
        changeTranche(reduced, place, tranche => ({
          ...tranche,
          allocations: tranche.allocations.map(allocation =>
            allocation.id === id ? dueOf({ ...allocation, maximum }, state, place.line) : allocation,
          ),
        })),
      state,
    ),
  ObjectChangeAuthorised: (state, { change }, { effectiveOn }) => ({
    ...state,
    objectChanges: [...state.objectChanges, { on: effectiveOn, change }],
  }),
  TerminationNotified: (state, { party, noticeUntil }, { effectiveOn }) => ({
    ...state,
    termination: { notifiedOn: effectiveOn, noticeUntil, party },
  }),
  FinancialReportReceived: (state, { document }, { effectiveOn }) => ({
    ...state,
    financialReport: { receivedOn: effectiveOn, document },
  }),
  ConventionClosed: (state, _, { effectiveOn }) => ({ ...state, closedOn: effectiveOn }),
  FourEyesRelaxed: (state, { rule }) => ({ ...state, relaxed: [...state.relaxed, rule] }),
};

/** The term that an amendment sets; tacit renewals that have taken place are not taken again. */
function prolonged(
  state: ConventionState,
  on: Day,
  validUntil: Day,
): Pick<ConventionState, 'validUntil' | 'renewal'> {
  const { renewal } = state;
  if (!renewal) return { validUntil };
  const taken = endsOf(state).filter(end => end < on).length;
  return { validUntil, renewal: { ...renewal, most: Math.max(0, renewal.most - taken) } };
}

function suspend(
  { suspended: _, ...state }: ConventionState,
  suspensions: ConventionState['suspensions'],
): ConventionState {
  const suspended = suspensions.payments ?? suspensions.forceMajeure;
  return suspended === undefined ? { ...state, suspensions } : { ...state, suspensions, suspended };
}

export function bySchool(known: Readonly<Record<string, School>>, schools: readonly School[]) {
  const all: Record<string, School> = { ...known };
  for (const school of schools) all[school.uai] = school;
  return all;
}

// Field by field, not by spreading what was read: each kind of object then has one shape, which copies fast.
export function openLine(drafted: DraftedLine): Line {
  const { id, flow, kind, label, payee, axes, advanceRate, interimShare, tranches } = drafted;
  const line = { id, flow, kind, label, payee, axes, advanceRate, tranches: tranches.map(openTranche) };
  const persons = { certifiers: [], orderers: [], executors: [] };
  return interimShare === undefined ? { ...line, ...persons } : { ...line, ...persons, interimShare };
}

export function openTranche({ id, label, advance, allocations }: DraftedLine['tranches'][number]): Tranche {
  return {
    id,
    label,
    advance,
    allocations: inOrder(allocations.map(openAllocation)),
    postes: {},
    consumed: Euros.zero,
    requested: Euros.zero,
    returned: Euros.zero,
    repaid: Euros.zero,
    creditsRestored: Euros.zero,
    orderOpen: Euros.zero,
    writtenOff: Euros.zero,
    carriedOver: Euros.zero,
    forgone: Euros.zero,
    declared: Euros.zero,
    advanceTaken: false,
    certified: false,
    final: false,
  };
}

function openAllocation(drafted: DraftedAllocation): Allocation {
  const { id, uai, unit, quantity, unitCeiling, rate, maximum } = drafted;
  return {
    id,
    uai,
    unit,
    quantity,
    unitCeiling,
    rate,
    maximum,
    award: maximum,
    claimed: Euros.zero,
    cut: Euros.zero,
    accepted: Euros.zero,
    acceptedQuantity: 0,
    due: Euros.zero,
    delivered: 0,
    lent: 0,
    returned: 0,
  };
}

/** By UAI, then unit, then id, code unit order: ties in a sharing go to the first. */
function inOrder(allocations: readonly Allocation[]): readonly Allocation[] {
  if (allocations.length === 1) return allocations;
  const key = ({ uai, unit, id }: Allocation) => `${uai}|${unit}|${id}`;
  return [...allocations].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function dueOf(allocation: Allocation, state: ConventionState, line: string): Allocation {
  return withDue(allocation, lineOf(state, line)?.kind ?? 'on_expense', state.rounding);
}

function amendAllocation(
  state: ConventionState,
  { allocation, ...place }: DataOf<'AvenantSigned'>['allocations'][number],
): ConventionState {
  return changeTranche(state, place, tranche => {
    const known = tranche.allocations.find(({ id }) => id === allocation.id);
    const amended: Allocation = known
      ? dueOf({ ...known, ...allocation, award: allocation.maximum }, state, place.line)
      : openAllocation(allocation);
    const others = tranche.allocations.filter(({ id }) => id !== allocation.id);
    return { ...tranche, allocations: inOrder([...others, amended]) };
  });
}
