import { Euros } from '#kernel';
import type { Changed } from './amended-lines.js';
import { openTranche } from './agreement.js';
import type { ConventionFact } from './convention.events.js';
import { type Deciding, firstOf, type Place } from './deciding.js';
import type { LineAsked } from './draft-asked.js';
import { changeLine, lineOf, trancheOf } from './evolving.js';
import { maximumOf } from './formulas.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { ConventionState } from './state.js';
import { traced } from './trace.js';

/* The yearly financial amendment: tranches that it adds, and those that it makes firm. */

export type TrancheAdded = LineAsked['tranches'][number] & { readonly line: string };

/** What an amendment says of tranches. */
interface OfTranches {
  readonly tranches?: readonly TrancheAdded[];
  readonly firm?: readonly Place[];
}

/** What the added tranches ask for, as any other allocation. */
export function allocationsAdded({ tranches = [] }: OfTranches) {
  return tranches.flatMap(({ line, id, allocations }) =>
    allocations.map(asked => ({ ...asked, line, tranche: id })),
  );
}

/** The convention with the added tranches, still empty. */
export function withTranchesAdded(state: ConventionState, { tranches = [] }: OfTranches): ConventionState {
  return tranches.reduce(
    (before, { line: id, ...added }) =>
      changeLine(before, id, line => ({ ...line, tranches: [...line.tranches, openTranche(empty(added))] })),
    state,
  );
}

function empty({ id, label }: Pick<TrancheAdded, 'id' | 'label'>) {
  return { id, label, allocations: [], advance: Euros.zero, conditional: true };
}

/** Added to a line of the convention, under a name that it does not have. */
export function tranchesAddedCheck({ tranches = [] }: OfTranches, { latest }: Deciding) {
  return firstOf(
    tranches,
    ({ line, id }, at) => {
      if (!lineOf(latest, line)) return no('line_unknown', { line }, `${at}/line`);
      const twice = tranches.filter(other => other.line === line && other.id === id).length > 1;
      return twice || trancheOf(latest, line, id)
        ? no('duplicate', { what: 'tranche', value: id }, `${at}/id`)
        : undefined;
    },
    '/tranches',
  );
}

/** A tranche is made firm once, and an abandoned one never. */
export function firmAskedCheck(
  { firm = [] }: OfTranches,
  { latest }: Deciding,
): ConventionRefusal | undefined {
  return firstOf(
    firm,
    ({ line, tranche: id }, at) => {
      if (!lineOf(latest, line)) return no('line_unknown', { line }, `${at}/line`);
      const tranche = trancheOf(latest, line, id);
      if (!tranche) return no('tranche_unknown', { line, tranche: id }, `${at}/tranche`);
      if (tranche.abandonedOn !== undefined) {
        return no('tranche_abandoned', { tranche: id, abandonedOn: tranche.abandonedOn }, `${at}/tranche`);
      }
      const twice = firm.filter(other => other.line === line && other.tranche === id).length > 1;
      return twice || tranche.status === 'firm'
        ? no('tranche_already_firm', { tranche: id }, `${at}/tranche`)
        : undefined;
    },
    '/firm',
  );
}

/** The changed allocations, those of the added tranches with them. */
export function amendedTerms({ tranches = [] }: OfTranches, changed: readonly Changed[]) {
  const isOf = (added: TrancheAdded) => (change: Changed) =>
    change.line === added.line && change.tranche === added.id;
  const added = tranches.map(tranche => ({
    line: tranche.line,
    tranche: {
      ...empty(tranche),
      allocations: changed.filter(isOf(tranche)).map(({ allocation }) => allocation),
    },
  }));
  const allocations = changed.filter(change => !tranches.some(tranche => isOf(tranche)(change)));
  return { allocations, ...(added.length === 0 ? {} : { tranches: added }) };
}

/** The facts that make tranches firm, each with its advance on the maximum of that day (domain.md §4). */
export function madeFirm(
  { tranches = [], firm = [] }: OfTranches,
  after: ConventionState,
): readonly ConventionFact[] {
  const added = tranches.filter(({ conditional }) => conditional !== true);
  return [...added.map(({ line, id }) => ({ line, tranche: id })), ...firm].map((place): ConventionFact => {
    const { advanceRate } = lineOf(after, place.line)!;
    const maximum = maximumOf({ ...trancheOf(after, place.line, place.tranche)!, status: 'firm' });
    const advance = Euros.product([maximum, advanceRate], after.rounding);
    const inputs = { rate: advanceRate, M: maximum };
    const trace = traced('advance', 'round(rate × M)', inputs, advance, after.rounding);
    const { line, tranche } = place;
    return {
      type: 'TrancheMadeFirm',
      data: { line, tranche, avenant: after.amendments + 1, advance, trace },
    };
  });
}
