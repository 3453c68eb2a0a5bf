import { day, Euros } from '#kernel';
import type { StoredConventionFact } from './convention.events.js';
import { historyOf, noHistory, record } from './history.js';
import { movementsOf, timelineOf, valueOn } from './movements.js';
import type { Measure, Row } from './rows.js';

/* The columns of the worked examples, added up from rows: one line of text per row of their tables. */

const PARTS: readonly (readonly Measure[])[] = [
  ['maximum'],
  ['committed', 'commitment_correction'],
  ['released_of_year', 'released_of_prior'],
  ['accepted'],
  ['due'],
  ['pending'],
  ['consumed', 'consumption_correction'],
  ['repaid', 'repayment_correction'],
  ['order_open'],
  ['payable'],
  ['to_order'],
];

const written = (cents: bigint) => Euros.ofCents(cents).toString();

/** max · AE com. · AE rel. · accepted · due · pending · paid · repaid · order open · payable · to order · RAP */
export function balances(rows: readonly Row[], on: string): string {
  const sum = (measures: readonly Measure[]) =>
    measures.reduce((total, measure) => total + valueOn(rows, measure, day(on)), 0n);
  const sums = PARTS.map(sum);
  const [, committed, released, , , , paid] = sums;
  return [...sums, committed! - released! - paid!].map(written).join(' ');
}

/** RAP 1 Jan · AE com. · rel. of year · rel. prior · CP · corr. CP · RAP 31 Dec · recovered · CAP 31 Dec */
export function yearOfImputation(rows: readonly Row[], fiscalYear: number): string {
  const sum = (measure: Measure, years: (year: number) => boolean) =>
    rows
      .filter(row => row.measure === measure && years(row.fiscalYear))
      .reduce((total, { amount }) => total + amount, 0n);
  const outstanding = (years: (year: number) => boolean) =>
    sum('committed', years) +
    sum('commitment_correction', years) -
    sum('released_of_year', years) -
    sum('released_of_prior', years) -
    sum('consumed', years) -
    sum('consumption_correction', years);
  const flows = (
    ['committed', 'released_of_year', 'released_of_prior', 'consumed', 'consumption_correction'] as const
  ).map(measure => sum(measure, year => year === fiscalYear));
  return [
    outstanding(year => year < fiscalYear),
    ...flows,
    outstanding(year => year <= fiscalYear),
    sum('repaid', year => year === fiscalYear),
    sum('charges_at_year_end', year => year <= fiscalYear),
  ]
    .map(written)
    .join(' ');
}

/** The rows of a history by both ways: folded at once, and added up from the movements of each fact. */
export function rowsOfLine(
  facts: readonly StoredConventionFact[],
  line: string,
): { folded: readonly Row[]; moved: readonly Row[] } {
  const moved: Row[] = [];
  let history = noHistory;
  for (const fact of facts) {
    const after = record(history, fact);
    moved.push(...movementsOf(history, after));
    history = after;
  }
  const ofLine = (rows: readonly Row[]) => rows.filter(row => row.line === line);
  return { folded: ofLine(timelineOf(historyOf(facts))), moved: ofLine(moved) };
}

/** What each school has of a measure on a day, in the order asked. */
export function perSchool(rows: readonly Row[], schools: readonly string[], measure: Measure, on: string) {
  return schools.map(uai =>
    written(
      valueOn(
        rows.filter(({ allocation }) => allocation.startsWith(uai)),
        measure,
        day(on),
      ),
    ),
  );
}
