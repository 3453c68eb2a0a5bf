import { Euros } from '#kernel';
import type { SchemeFlow, SchemeVersion } from '../scheme/scheme.events.js';
import { advanceWarnings } from '../scheme/general-law.js';
import {
  awarded,
  type AwardedAllocation,
  belowMinimum,
  capped,
  plannedExpense,
  type Terms,
  type UnitAsked,
} from './award.js';
import type { DraftConvention, LineAsked } from './draft-asked.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Draft } from './state.js';

/* What a scheme grants the lines of a draft: awards within the cap per school, advances, co-funding, warnings. */

type DraftedLine = Draft['lines'][number];

/** CGCT, art. L.1111-10: the collectivité bears at least 20 % of the public funding. In hundredths of a percent. */
const MOST_PUBLIC_AID = 80_00n;
export const PUBLIC_AID_WARNING = { code: 'public_aid_above_80', text: 'CGCT, art. L.1111-10' };

export function isAbovePublicAid(aid: Euros, cost: Euros): boolean {
  return aid.cents * 10_000n > cost.cents * MOST_PUBLIC_AID;
}

/** The lines as drafted. Lines of one flow share the cap of each school, in the order in which they are drafted. */
export function awardedLines(draft: DraftConvention, version: SchemeVersion): DraftedLine[] {
  const used = new Map<string, ReadonlyMap<string, Euros>>();
  return draft.lines.map(line => {
    const flow = version.flows.find(candidate => candidate.flow === line.flow)!;
    const terms: Terms = { flow, rounding: version.rounding, schools: draft.schools };
    const tranches = line.tranches.map(({ id, label, allocations: asked, conditional }) => {
      const result = capped(
        asked.map(unit => awarded(unit, terms)),
        terms,
        used.get(flow.flow),
      );
      used.set(flow.flow, result.used);
      const allocations = [...result.allocations];
      const maximum = Euros.sum(allocations.map(allocation => allocation.maximum));
      const advance = Euros.product([maximum, flow.advanceRate], version.rounding);
      return { id, label, allocations, advance, ...(conditional === true ? { conditional } : {}) };
    });
    return { ...termsOf(line, flow), tranches, ...cofunded(flow, tranches, terms) };
  });
}

/** The terms of the scheme's version, which the line keeps. */
function termsOf(line: LineAsked, flow: SchemeFlow): Omit<DraftedLine, 'tranches'> {
  const { interimShare, eligibleCategories, quantities, perSchool } = flow;
  const { expenseLeast: expense, aidLeast: aid } = perSchool ?? {};
  const leastAtEnd = { ...(expense && { expense }), ...(aid && { aid }) };
  return {
    id: line.id,
    flow: line.flow,
    kind: flow.kind,
    label: line.label ?? flow.label,
    payee: line.payee,
    axes: line.axes,
    advanceRate: flow.advanceRate,
    ...(interimShare === undefined ? {} : { interimShare }),
    ...(eligibleCategories === undefined ? {} : { eligibleCategories }),
    ...(quantities === undefined ? {} : { quantities }),
    ...(perSchool?.testedAtEnd === true ? { leastAtEnd } : {}),
  };
}

/** What the co-funders of the scheme bring, outside Chorus: their share of the same subsidised expense. */
function cofunded(flow: SchemeFlow, tranches: DraftedLine['tranches'], { rounding }: Terms) {
  if (!flow.cofunders) return {};
  const expense = Euros.sum(
    tranches.flatMap(({ allocations }) =>
      allocations.map(({ quantity, unitCeiling }) => Euros.product([quantity, unitCeiling], rounding)),
    ),
  );
  const cofunding = flow.cofunders.map(({ funder, label, rate }) => {
    return { funder, label, rate, amount: Euros.product([expense, rate], rounding) };
  });
  return { cofunding };
}

/** An award below the least that the scheme grants one school, over all lines and tranches of a flow. */
export function minimumCheck(lines: readonly DraftedLine[], version: SchemeVersion) {
  for (const flow of version.flows) {
    const own = lines.flatMap((line, index) => (line.flow === flow.flow ? [[line, index] as const] : []));
    const below = belowMinimum(
      own.flatMap(([line]) => allocationsOf(line)),
      flow,
    );
    if (below) return no('award_below_minimum', { ...below }, `/lines/${own[0]![1]}/tranches`);
  }
  return undefined;
}

function allocationsOf({ tranches }: DraftedLine): readonly AwardedAllocation[] {
  return tranches.flatMap(({ allocations }) => allocations);
}

/** What departs from the general law on the day of the draft: an advance above its cap, public aid above 80 %. */
export function draftWarnings(draft: DraftConvention, version: SchemeVersion, lines: readonly DraftedLine[]) {
  const flows = version.flows.filter(({ flow }) => lines.some(line => line.flow === flow));
  const aided = lines.some(line => {
    if (line.kind === 'flat_grant') return false;
    const allocations = allocationsOf(line);
    const aid = [
      ...allocations.map(({ maximum }) => maximum),
      ...(line.cofunding ?? []).map(of => of.amount),
    ];
    return isAbovePublicAid(Euros.sum(aid), Euros.sum(allocations.map(plannedExpense)));
  });
  return [
    ...advanceWarnings(flows, draft.eligibleFrom ?? draft.on).map(({ code, text }) => ({ code, text })),
    ...(aided ? [PUBLIC_AID_WARNING] : []),
  ];
}

/** A unit that counts by expense states one project and its planned expense; no other does. */
export function expenseCheck(
  asked: readonly UnitAsked[],
  flow: SchemeFlow,
  at: string,
): ConventionRefusal | undefined {
  for (const { uai, unit, quantity, expense } of asked) {
    const byExpense = flow.units.find(candidate => candidate.unit === unit)?.countedBy === 'expense';
    if (byExpense && quantity > 0 && !expense?.isPositive)
      return no('planned_expense_missing', { uai, unit }, at);
    if (!byExpense && expense !== undefined) return no('planned_expense_not_of_unit', { uai, unit }, at);
  }
  return undefined;
}
