import { Euros, type Rate, rateExceeds, type Rounding } from '#kernel';
import type { SchemeFlow } from '../scheme/scheme.events.js';
import type { Draft, School } from './state.js';

/** What is asked for one school. */
export interface UnitAsked {
  readonly uai: string;
  readonly unit: string;
  readonly quantity: number;
  /** Planned expense of the school's project: for a unit that counts by expense, and for no other. */
  readonly expense?: Euros;
  /** What the quantity is due for, where the unit has an entitlement: classes, directors, posts. */
  readonly count?: number;
}

export type AwardedAllocation = Draft['lines'][number]['tranches'][number]['allocations'][number];

/** Where the awards are made: the terms of the scheme, and the schools of the convention. */
export interface Terms {
  readonly flow: SchemeFlow;
  readonly rounding: Rounding;
  readonly schools: readonly Pick<School, 'uai' | 'priorityEducation'>[];
}

/**
 * `M_a = round(q × c × r)`, with the ceiling and rate of the scheme (domain.md §4): the rate of priority education
 * where the school is of it; the planned expense, up to the ceiling, where the unit counts by expense. The unit must
 * be the flow's.
 */
export function awarded(
  { uai, unit, quantity, expense, count }: UnitAsked,
  { flow, rounding, schools }: Terms,
): AwardedAllocation {
  const terms = flow.units.find(candidate => candidate.unit === unit);
  if (!terms) throw new TypeError(`no such unit: ${unit}`);
  const priority = schools.some(school => school.uai === uai && school.priorityEducation === true);
  const rate = (priority ? terms.priorityRate : undefined) ?? terms.rate;
  const byExpense = terms.countedBy === 'expense' && expense !== undefined;
  const unitCeiling = byExpense ? Euros.min(expense, terms.ceiling) : terms.ceiling;
  const maximum = Euros.product([quantity, unitCeiling, rate], rounding);
  return {
    id: `${uai}-${unit}`,
    uai,
    unit,
    quantity,
    unitCeiling,
    rate,
    maximum,
    ...(byExpense ? { expense } : {}),
    ...(count === undefined ? {} : { count }),
  };
}

/**
 * Lowers the awards of one tranche to the cap per school: what exceeds it is taken off by largest remainder. `used`
 * is what each school holds in the tranches before; it is given back with this tranche's.
 */
export function capped(
  allocations: readonly AwardedAllocation[],
  { flow, rounding }: Terms,
  used: ReadonlyMap<string, Euros> = new Map(),
): { readonly allocations: readonly AwardedAllocation[]; readonly used: ReadonlyMap<string, Euros> } {
  if (!flow.perSchool) return { allocations, used };
  const lowered = new Map<AwardedAllocation, AwardedAllocation>();
  const now = new Map(used);
  for (const [uai, own] of Map.groupBy(allocations, allocation => allocation.uai)) {
    const before = now.get(uai) ?? Euros.zero;
    const total = Euros.sum(own.map(({ maximum }) => maximum));
    const most = capOf(flow, own, rounding);
    const room = most ? most.minus(before).orZero() : total;
    now.set(uai, before.plus(Euros.min(total, room)));
    if (!total.exceeds(room)) continue;
    const shares = room.split(own.map(({ maximum }) => maximum.cents));
    for (const [index, allocation] of own.entries()) {
      lowered.set(allocation, { ...allocation, maximum: shares[index]!, uncapped: allocation.maximum });
    }
  }
  return { allocations: allocations.map(allocation => lowered.get(allocation) ?? allocation), used: now };
}

/** The most aid of a school: as the scheme states it, or the highest rate of the most expense. */
function capOf(
  { perSchool }: SchemeFlow,
  allocations: readonly { readonly rate: Rate }[],
  rounding: Rounding,
): Euros | undefined {
  const { aidMost, expenseMost } = perSchool ?? {};
  const highest = allocations.map(({ rate }) => rate).reduce((a, b) => (rateExceeds(b, a) ? b : a));
  const ofExpense = expenseMost && Euros.product([expenseMost, highest], rounding);
  return aidMost && ofExpense ? Euros.min(aidMost, ofExpense) : (aidMost ?? ofExpense);
}

/** What an allocation plans to spend: its project's expense, or its units at their ceiling. */
export function plannedExpense({
  expense,
  quantity,
  unitCeiling,
}: Pick<AwardedAllocation, 'expense' | 'quantity' | 'unitCeiling'>): Euros {
  return expense ?? Euros.product([quantity, unitCeiling], 'down');
}

/** What a school would be awarded below the least of its scheme. */
export interface BelowMinimum {
  readonly uai: string;
  readonly of: 'expense' | 'aid';
  readonly asked: string;
  readonly least: string;
}

/** The first school whose planned expense or aid, over a whole flow, is below the least (tested at award). */
export function belowMinimum(
  allocations: readonly AwardedAllocation[],
  { perSchool }: SchemeFlow,
): BelowMinimum | undefined {
  const { expenseLeast, aidLeast } = perSchool ?? {};
  for (const [uai, own] of Map.groupBy(allocations, allocation => allocation.uai)) {
    const below = (of: 'expense' | 'aid', asked: Euros, least: Euros | undefined) =>
      least?.exceeds(asked) ? { uai, of, asked: asked.toString(), least: least.toString() } : undefined;
    const found =
      below('expense', Euros.sum(own.map(plannedExpense)), expenseLeast) ??
      below('aid', Euros.sum(own.map(({ maximum }) => maximum)), aidLeast);
    if (found) return found;
  }
  return undefined;
}
