import { type SchemeState, schemeVersion } from '../scheme/scheme.js';
import type { SchemeVersion } from '../scheme/scheme.events.js';
import { amendedMinimumCheck, awardedAnew, unitsAfter } from './amended-lines.js';
import type { UnitAsked } from './award.js';
import {
  type Dated,
  type Deciding,
  decideAfter,
  firstOf,
  lifeChecks,
  lived,
  type Outcome,
  type Place,
  signedCheck,
} from './deciding.js';
import { unitsCheck } from './drafted-lines.js';
import { lineOf, trancheOf } from './evolving.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Allocation, ConventionState, HeadCount, Line } from './state.js';

/** What a school has in a cohort on a day; the quantities of its allocations follow where the scheme says so. */
export interface ObserveHeadCount extends Dated {
  readonly type: 'ObserveHeadCount';
  readonly uai: string;
  readonly tranche: string;
  readonly counts: readonly {
    readonly unit: string;
    readonly count: number;
    readonly arrivals?: number;
    readonly departures?: number;
  }[];
  readonly certified: boolean;
  readonly document?: string;
}

type Counted = ObserveHeadCount['counts'][number];

export function decideHeadCount(command: ObserveHeadCount, at: Deciding): Outcome {
  const { uai, tranche, counts, certified, document } = command;
  const { latest, context } = at;
  const { schools } = latest;
  const scheme = latest.draft?.scheme;
  const version = scheme && schemeVersion(context.get(scheme.stream) as SchemeState, scheme.version);
  const amended = { allocations: followingOf(command, latest, version), schools: [] };
  return decideAfter(
    [
      ...lifeChecks(command, at),
      signedCheck(command, at),
      () => (schools[uai] ? undefined : no('school_unknown', { uai }, '/uai')),
      () => cohortCheck(command, latest),
      () => firstOf(counts, (counted, pointer) => countCheck(counted, pointer, command, latest), '/counts'),
      () =>
        firstOf(
          amended.allocations,
          asked => {
            const flow = version!.flows.find(
              candidate => candidate.flow === lineOf(latest, asked.line)!.flow,
            )!;
            return unitsCheck(unitsAfter(amended, asked, latest), flow, '/counts');
          },
          '/counts',
        ),
      () => amendedMinimumCheck(amended, latest, version!),
    ],
    () => {
      const data = {
        uai,
        tranche,
        counts: [...counts],
        certified,
        ...(document === undefined ? {} : { document }),
        allocations: [...awardedAnew(amended, latest, version!)],
      };
      return { facts: [lived({ type: 'HeadCountObserved', data }, command)] };
    },
  );
}

/** The lines that have the school in the tranche of that name, neither abandoned nor proven to the end. */
function linesOf({ uai, tranche }: ObserveHeadCount, { lines }: ConventionState): readonly Line[] {
  return lines.filter(line =>
    line.tranches.some(known => known.id === tranche && known.allocations.some(of => of.uai === uai)),
  );
}

function cohortCheck(command: ObserveHeadCount, state: ConventionState): ConventionRefusal | undefined {
  const { uai, tranche } = command;
  const lines = linesOf(command, state);
  if (lines.length === 0) return no('head_count_of_no_tranche', { uai, tranche }, '/tranche');
  const abandoned = lines.map(line => trancheOf(state, line.id, tranche)!.abandonedOn);
  return abandoned.every(on => on !== undefined)
    ? no('tranche_abandoned', { tranche, abandonedOn: abandoned[0]! }, '/tranche')
    : undefined;
}

function countCheck(
  { unit, count, arrivals, departures }: Counted,
  at: string,
  command: ObserveHeadCount,
  state: ConventionState,
): ConventionRefusal | undefined {
  const { uai, tranche, counts } = command;
  if (counts.filter(other => other.unit === unit).length > 1) {
    return no('duplicate', { what: 'unit', value: unit }, `${at}/unit`);
  }
  const places = allocationsOf(command, unit, state);
  if (places.length === 0) return no('head_count_unit_unknown', { uai, tranche, unit }, `${at}/unit`);
  const before = lastCount(state, { uai, tranche, unit });
  const moved = arrivals !== undefined || departures !== undefined;
  if (before && (before.certified || moved)) {
    const expected = before.count + (arrivals ?? 0) - (departures ?? 0);
    if (count !== expected) {
      const moves = { arrivals: arrivals ?? 0, departures: departures ?? 0 };
      const figures = { before: before.count, since: before.on, ...moves, observed: count };
      return no('head_count_contradicts', { uai, unit, ...figures }, `${at}/count`);
    }
  }
  const accepted = Math.max(...places.map(({ acceptedQuantity }) => acceptedQuantity));
  return count + (departures ?? 0) < accepted
    ? no('head_count_below_accepted', { uai, unit, accepted, observed: count }, `${at}/count`)
    : undefined;
}

function lastCount(
  { headCounts }: ConventionState,
  of: Pick<HeadCount, 'uai' | 'tranche' | 'unit'>,
): HeadCount | undefined {
  return headCounts.findLast(
    ({ uai, tranche, unit }) => uai === of.uai && tranche === of.tranche && unit === of.unit,
  );
}

function allocationsOf(
  command: ObserveHeadCount,
  unit: string,
  state: ConventionState,
): readonly Allocation[] {
  return linesOf(command, state).flatMap(line =>
    trancheOf(state, line.id, command.tranche)!.allocations.filter(
      known => known.uai === command.uai && known.unit === unit,
    ),
  );
}

/**
 * The quantities that follow: on lines whose scheme says so, until the final service fait. What was accepted already
 * stays: pupils who left do not take back what was bought for them.
 */
function followingOf(
  command: ObserveHeadCount,
  state: ConventionState,
  version: SchemeVersion | undefined,
): readonly (UnitAsked & Place)[] {
  return linesOf(command, state).flatMap(line => {
    const tranche = trancheOf(state, line.id, command.tranche)!;
    if (line.quantities !== 'observation' || tranche.final) return [];
    const units = version?.flows.find(({ flow }) => flow === line.flow)?.units ?? [];
    return command.counts.flatMap(({ unit, count }) => {
      const known = tranche.allocations.find(of => of.uai === command.uai && of.unit === unit);
      const entitlement = units.find(terms => terms.unit === unit)?.entitlement;
      const due = count * (entitlement?.each ?? 1);
      const quantity = Math.max(due, known?.acceptedQuantity ?? 0);
      if (!known || known.quantity === quantity) return [];
      const asked = { line: line.id, tranche: tranche.id, uai: command.uai, unit, quantity };
      return [entitlement ? { ...asked, count } : asked];
    });
  });
}
