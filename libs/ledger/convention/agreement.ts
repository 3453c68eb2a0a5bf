import { type Day, Euros } from '#kernel';
import type { DataOf } from './convention.events.js';
import { endsOf } from './duration.js';
import { changeLine, changeTrancheOf, type Evolutions } from './evolving.js';
import { withDues } from './formulas.js';
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
    ...amended(state, data),
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
        changeTrancheOf(reduced, place, (tranche, line) => {
          const allocations = tranche.allocations.map(allocation => {
            if (allocation.id !== id) return allocation;
            const { uncapped: _, ...known } = allocation;
            return { ...known, maximum };
          });
          return withDues({ ...tranche, allocations }, line, state.rounding);
        }),
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

/** The lines as an amendment leaves them. */
export function amended(
  state: ConventionState,
  { allocations, tranches = [] }: Pick<DataOf<'AvenantSigned'>, 'allocations' | 'tranches'>,
): ConventionState {
  const added = tranches.reduce(
    (before, { line: id, tranche }) =>
      changeLine(before, id, line => ({ ...line, tranches: [...line.tranches, openTranche(tranche)] })),
    state,
  );
  return allocations.reduce(amendAllocation, added);
}

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
  const { id, flow, kind, label, payee, axes, advanceRate, tranches, ...terms } = drafted;
  const line = { id, flow, kind, label, payee, axes, advanceRate, tranches: tranches.map(openTranche) };
  return { ...line, certifiers: [], orderers: [], executors: [], ...terms };
}

export function openTranche({
  id,
  label,
  advance,
  allocations,
  conditional,
}: DraftedLine['tranches'][number]): Tranche {
  return {
    status: conditional === true ? 'conditional' : 'firm',
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

function drafted({ expense, count, uncapped, ...allocation }: DraftedAllocation) {
  const { id, uai, unit, quantity, unitCeiling, rate, maximum } = allocation;
  const granted = { id, uai, unit, quantity, unitCeiling, rate, maximum, award: maximum };
  return {
    ...granted,
    ...(expense === undefined ? undefined : { expense }),
    ...(count === undefined ? undefined : { count }),
    ...(uncapped === undefined ? undefined : { uncapped }),
  };
}

function openAllocation(allocation: DraftedAllocation): Allocation {
  return {
    ...drafted(allocation),
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

function amendAllocation(
  state: ConventionState,
  { allocation, ...place }: DataOf<'AvenantSigned'>['allocations'][number],
): ConventionState {
  return changeTrancheOf(state, place, (tranche, line) => {
    const known = tranche.allocations.find(({ id }) => id === allocation.id);
    const amended = known ? { ...kept(known), ...drafted(allocation) } : openAllocation(allocation);
    const others = tranche.allocations.filter(({ id }) => id !== allocation.id);
    return withDues({ ...tranche, allocations: inOrder([...others, amended]) }, line, state.rounding);
  });
}

/** What the proofs and deliveries have made of an allocation: an amendment leaves it as it is. */
function kept({
  claimed,
  cut,
  accepted,
  acceptedQuantity,
  due,
  delivered,
  lent,
  returned,
}: Allocation): Omit<Allocation, keyof ReturnType<typeof drafted>> {
  return { claimed, cut, accepted, acceptedQuantity, due, delivered, lent, returned };
}
