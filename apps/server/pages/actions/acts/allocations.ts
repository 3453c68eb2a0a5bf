import type { ActField, Situation } from '../action.js';
import { placeName } from './common.js';

/** One group of fields for each ligne d’annexe. */
export function perAllocation(
  { of, flows }: Situation,
  fields: (
    at: string,
    group: string,
    of: { line: string; tranche: string; allocation: Allocation },
  ) => readonly ActField[],
): readonly ActField[] {
  const all = of.lines.flatMap(line =>
    line.tranches
      .filter(({ status }) => status !== 'abandoned')
      .flatMap(tranche =>
        tranche.schools.map(allocation => ({ line: line.line, tranche: tranche.tranche, allocation })),
      ),
  );
  return all.flatMap((place, index) =>
    fields(
      `allocations.${index}`,
      `${place.allocation.uai} ${unitName(flows, place.allocation.unit)} (${placeName(of, place)})`,
      place,
    ),
  );
}
type Allocation = Situation['of']['lines'][number]['tranches'][number]['schools'][number];

export const fixedIn = (
  at: string,
  group: string,
  values: Readonly<Record<string, string>>,
): readonly ActField[] =>
  Object.entries(values).map(([name, value]) => ({
    name: `${at}.${name}`,
    label: name,
    kind: 'fixed',
    value,
    group,
  }));

/** A unit as its scheme calls it. */
export const unitName = (flows: Situation['flows'], unit: string) =>
  flows.flatMap(({ units }) => units).find(known => known.unit === unit)?.label ?? unit;
