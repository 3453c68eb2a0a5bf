import { Euros, rate, rateExceeds, type Refusal, refuse, sumOfRates } from '#kernel';
import type { SchemeFlow, SchemeUnit, SchemeVersion } from './scheme.events.js';

/* The terms of a flow beyond its units and its advance: limits per school, priority rates, categories, co-funders. */

export type TermsRefusal =
  | Refusal<
      'scheme_cap_below_minimum',
      { flow: string; of: 'expense' | 'aid' | 'units'; least: string; most: string }
    >
  | Refusal<'scheme_interim_below_advance', { flow: string; interim: string; advance: string }>
  | Refusal<'scheme_priority_not_higher', { flow: string; unit: string; rate: string; priority: string }>
  | Refusal<'scheme_grant_by_expense', { flow: string; unit: string }>
  | Refusal<'scheme_shares_above_one', { flow: string; total: string }>
  | Refusal<'scheme_category_twice', { category: string }>
  | Refusal<'scheme_category_not_shared', { flow: string; category: string }>;

export function termsRefusal(flow: SchemeFlow, at: string): TermsRefusal | undefined {
  return (
    interimRefusal(flow, at) ?? unitsRefusal(flow, at) ?? limitsRefusal(flow, at) ?? sharesRefusal(flow, at)
  );
}

/** The interim cap counts the advance: below it no interim payment could ever be made. */
function interimRefusal({ flow, advanceRate, interimShare }: SchemeFlow, at: string) {
  return interimShare !== undefined && rateExceeds(advanceRate, interimShare)
    ? refuse(
        'scheme_interim_below_advance',
        { flow, interim: interimShare, advance: advanceRate },
        `${at}/interimShare`,
      )
    : undefined;
}

function unitsRefusal({ flow, kind, units }: SchemeFlow, at: string): TermsRefusal | undefined {
  for (const [index, { unit, rate: normal, priorityRate, countedBy }] of units.entries()) {
    const pointer = `${at}/units/${index}`;
    if (kind === 'flat_grant' && countedBy === 'expense') {
      return refuse('scheme_grant_by_expense', { flow, unit }, `${pointer}/countedBy`);
    }
    if (priorityRate === undefined) continue;
    if (rateExceeds(priorityRate, rate('1')) || !rateExceeds(priorityRate, normal)) {
      const rates = { rate: normal, priority: priorityRate };
      return refuse('scheme_priority_not_higher', { flow, unit, ...rates }, `${pointer}/priorityRate`);
    }
  }
  return undefined;
}

function limitsRefusal({ flow, units, perSchool }: SchemeFlow, at: string): TermsRefusal | undefined {
  if (!perSchool) return undefined;
  const { expenseLeast, expenseMost, aidLeast, aidMost } = perSchool;
  const below = (of: 'expense' | 'aid' | 'units', least: Euros, most: Euros, field: string) =>
    least.exceeds(most)
      ? refuse(
          'scheme_cap_below_minimum',
          { flow, of, least: least.toString(), most: most.toString() },
          `${at}/perSchool/${field}`,
        )
      : undefined;
  const most = mostAid(units);
  return (
    (expenseLeast && expenseMost && below('expense', expenseLeast, expenseMost, 'expenseMost')) ??
    (aidLeast && aidMost && below('aid', aidLeast, aidMost, 'aidMost')) ??
    (aidLeast && most && below('units', aidLeast, most, 'aidLeast'))
  );
}

/** The most aid that the units allow one school, where each says how many it may be granted. */
function mostAid(units: readonly SchemeUnit[]): Euros | undefined {
  const each = units.map(({ ceiling, rate: normal, priorityRate, perSchoolMost, countedBy }) => {
    const most = countedBy === 'expense' ? 1 : perSchoolMost;
    return most === undefined ? undefined : Euros.product([most, ceiling, priorityRate ?? normal], 'down');
  });
  return each.every(amount => amount !== undefined) ? Euros.sum(each) : undefined;
}

/** The State and its co-funders never pay more than the expense. */
function sharesRefusal({ flow, units, cofunders }: SchemeFlow, at: string): TermsRefusal | undefined {
  if (!cofunders) return undefined;
  const highest = units
    .flatMap(({ rate: normal, priorityRate }) => [normal, priorityRate ?? normal])
    .reduce((a, b) => (rateExceeds(b, a) ? b : a));
  const total = sumOfRates([highest, ...cofunders.map(({ rate: share }) => share)]);
  return rateExceeds(total, rate('1'))
    ? refuse('scheme_shares_above_one', { flow, total }, `${at}/cofunders`)
    : undefined;
}

/** No category twice; what the collectivité bears alone is eligible nowhere. */
export function matrixRefusal({ expenseMatrix = [], flows }: Pick<SchemeVersion, 'expenseMatrix' | 'flows'>) {
  const categories = expenseMatrix.map(({ category }) => category);
  const twice = categories.findIndex((category, index) => categories.indexOf(category) < index);
  if (twice !== -1) {
    const pointer = `/expenseMatrix/${twice}/category`;
    return refuse('scheme_category_twice', { category: categories[twice]! }, pointer);
  }
  for (const [index, { flow, eligibleCategories = [] }] of flows.entries()) {
    const category = eligibleCategories.find(eligible =>
      expenseMatrix.some(borne => borne.category === eligible && borne.bornBy === 'collectivite'),
    );
    if (category !== undefined) {
      const pointer = `/flows/${index}/eligibleCategories`;
      return refuse('scheme_category_not_shared', { flow, category }, pointer);
    }
  }
  return undefined;
}
