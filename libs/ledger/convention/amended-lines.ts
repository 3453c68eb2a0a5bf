import { Euros } from '#kernel';
import type { SchemeVersion } from '../scheme/scheme.events.js';
import { awarded, type AwardedAllocation, belowMinimum, capped, type UnitAsked } from './award.js';
import { lineOf, trancheOf } from './evolving.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Allocation, ConventionState, Line, School } from './state.js';

/* What a signed amendment grants, by the version of the scheme that the convention was signed under. */

/** What an amendment changes. */
interface Amended {
  readonly allocations: readonly (UnitAsked & { readonly line: string; readonly tranche: string })[];
  readonly schools: readonly School[];
}

export interface Changed {
  readonly line: string;
  readonly tranche: string;
  readonly allocation: AwardedAllocation;
}

/**
 * The allocations in their new state. Where a cap per school holds, the school's other allocations of the tranche are
 * awarded anew with them, within what its other tranches leave.
 */
export function awardedAnew(
  { allocations, schools }: Amended,
  state: ConventionState,
  { flows }: SchemeVersion,
): readonly Changed[] {
  const known = Object.values(state.schools).filter(({ uai }) => !schools.some(school => school.uai === uai));
  const places = Map.groupBy(allocations, ({ line, tranche }) => `${line}|${tranche}`);
  return [...places.values()].flatMap(asked => {
    const { line: lineId, tranche } = asked[0]!;
    const line = lineOf(state, lineId)!;
    const flow = flows.find(candidate => candidate.flow === line.flow)!;
    const terms = { flow, rounding: state.rounding, schools: [...known, ...schools] };
    const changed = asked.map(({ line: _, tranche: __, ...unit }) => awarded(unit, terms));
    const others = flow.perSchool
      ? othersOf(changed, trancheOf(state, lineId, tranche)?.allocations ?? [])
      : [];
    const after = capped([...changed, ...others], terms, heldElsewhere(line, tranche));
    return after.allocations
      .filter((allocation, index) => index < changed.length || allocation !== others[index - changed.length])
      .map(allocation => ({ line: lineId, tranche, allocation }));
  });
}

/** The other allocations of the schools that change, before the cap. */
function othersOf(
  changed: readonly AwardedAllocation[],
  allocations: readonly Allocation[],
): readonly AwardedAllocation[] {
  return allocations
    .filter(
      ({ id, uai }) => !changed.some(other => other.id === id) && changed.some(other => other.uai === uai),
    )
    .map(({ id, uai, unit, quantity, unitCeiling, rate, maximum, expense, count, uncapped }) => ({
      id,
      uai,
      unit,
      quantity,
      unitCeiling,
      rate,
      maximum: uncapped ?? maximum,
      ...(expense === undefined ? {} : { expense }),
      ...(count === undefined ? {} : { count }),
    }));
}

/** What each school holds in the other tranches of a line. */
function heldElsewhere({ tranches }: Line, tranche: string): ReadonlyMap<string, Euros> {
  const held = new Map<string, Euros>();
  for (const { uai, maximum } of tranches.filter(({ id }) => id !== tranche).flatMap(of => of.allocations)) {
    held.set(uai, (held.get(uai) ?? Euros.zero).plus(maximum));
  }
  return held;
}

/** A school is not amended below the least of its scheme, unless it is dropped. */
export function amendedMinimumCheck(
  command: Amended,
  state: ConventionState,
  version: SchemeVersion,
): ConventionRefusal | undefined {
  const changed = awardedAnew(command, state, version);
  for (const flow of version.flows) {
    const lines = state.lines.filter(line => line.flow === flow.flow);
    const amended = changed.filter(({ line }) => lines.some(({ id }) => id === line));
    const touched = new Set(amended.map(({ allocation }) => allocation.uai));
    const kept = lines.flatMap(line =>
      line.tranches.flatMap(tranche =>
        tranche.allocations.filter(
          ({ id, uai }) =>
            touched.has(uai) &&
            !amended.some(
              other => other.line === line.id && other.tranche === tranche.id && other.allocation.id === id,
            ),
        ),
      ),
    );
    const after = [...amended.map(({ allocation }) => allocation), ...kept].filter(
      ({ quantity }) => quantity > 0,
    );
    const below = belowMinimum(after, flow);
    if (below) return no('award_below_minimum', { ...below }, '/allocations');
  }
  return undefined;
}

/** What the school of an allocation has on the line, in all tranches, once the amendment is signed. */
export function unitsAfter(
  { allocations }: Pick<Amended, 'allocations'>,
  { line, uai, unit }: Amended['allocations'][number],
  state: ConventionState,
): readonly UnitAsked[] {
  const ofSchool = (other: UnitAsked) => other.uai === uai && other.unit === unit;
  const changed = allocations.filter(other => other.line === line && ofSchool(other));
  const kept = (lineOf(state, line)?.tranches ?? []).flatMap(tranche =>
    changed.some(other => other.tranche === tranche.id) ? [] : tranche.allocations.filter(ofSchool),
  );
  return [...changed, ...kept];
}
