import { Euros, type Rounding } from '#kernel';
import type { SchemeFlow } from '../scheme/scheme.events.js';
import type { Draft } from './state.js';

/** What is asked for one school. */
export interface UnitAsked {
  readonly uai: string;
  readonly unit: string;
  readonly quantity: number;
  /** What the quantity is due for, where the unit has an entitlement: classes, directors, posts. */
  readonly count?: number;
}

type AwardedAllocation = Draft['lines'][number]['tranches'][number]['allocations'][number];

/** `M_a = round(q × c × r)`, with the ceiling and rate of the scheme (domain.md §4). The unit must be the flow's. */
export function awarded(
  { uai, unit, quantity }: UnitAsked,
  flow: SchemeFlow,
  rounding: Rounding,
): AwardedAllocation {
  const terms = flow.units.find(candidate => candidate.unit === unit);
  if (!terms) throw new TypeError(`no such unit: ${unit}`);
  const { ceiling, rate } = terms;
  const maximum = Euros.product([quantity, ceiling, rate], rounding);
  return { id: `${uai}-${unit}`, uai, unit, quantity, unitCeiling: ceiling, rate, maximum };
}
