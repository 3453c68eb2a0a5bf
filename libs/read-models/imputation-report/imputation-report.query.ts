import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import type { Measure } from '#ledger';
import { combine, type Sums, written } from '../current-balance/balances.js';
import { AXES, type Axis } from '../imputation/imputation.projection.js';
import {
  all,
  type AsOf,
  type Moment,
  onSnapshot,
  resolve,
  type Stated,
  stated,
  streamed,
} from '../reading/as-of.js';
import { incompleteOf } from '../reading/incomplete.js';
import { addSums, eachSum, type Group, type Question, sumsBy } from '../reading/sums.js';

/** Amounts of one row of the état d'imputation (domain.md §6), as decimal strings. */
export interface ImputationFigures {
  /** RAP at 1 January. */
  readonly opening: string;
  readonly committed: string;
  readonly releasedOfYear: string;
  readonly releasedOfPrior: string;
  /** Corrections of closed years. */
  readonly commitmentCorrections: string;
  readonly paymentCorrections: string;
  /** CP. */
  readonly paid: string;
  /** RAP at 31 December: opening + committed + commitmentCorrections − released − paid − paymentCorrections. */
  readonly closing: string;
  readonly ofWhichNotDue: string;
  /** Charges à payer at 31 December. */
  readonly charges: string;
  readonly pending: string;
  readonly recovered: string;
  readonly recoveredCorrections: string;
  readonly ofWhichCreditsRestored: string;
}

/** From the imputation down to the entries; each level adds its columns to those above. */
export const LEVELS = ['imputation', 'convention', 'line', 'school', 'entry'] as const;
export type Level = (typeof LEVELS)[number];

const AXIS_COLUMNS = {
  ...(Object.fromEntries(AXES.map(axis => [axis, `i.${snake(axis)}`])) as Record<Axis, string>),
  code: 'i.code',
};
const COLUMNS: Readonly<Record<Level, Readonly<Record<string, string>>>> = {
  imputation: AXIS_COLUMNS,
  convention: { convention: 'c.id', reference: 'c.reference', academie: 'c.academie' },
  line: { line: 'l.line_id', payeeType: 'l.payee_type', payeeKey: 'l.payee_key', payeeName: 'l.payee_name' },
  school: { tranche: 'a.tranche', uai: 'a.uai', school: 'a.school_name', allocation: 'a.allocation_id' },
  entry: { position: 'm.position', effectiveOn: 'm.effective_on' },
};

export interface ImputationQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly year: number;
  readonly level?: Level;
  readonly academie?: string;
  /** Code of the scheme of the conventions. */
  readonly scheme?: string;
  readonly programme?: string;
  readonly activite?: string;
  readonly payeeType?: string;
  /** Uuid of a convention. */
  readonly convention?: string;
  /** The code of one full imputation, as rows give it. */
  readonly imputation?: string;
  /** Only what was recorded after this position. */
  readonly since?: string;
}

/** The columns of the level and of those above it; axes that are absent, and an imputation not yet known, are null. */
export interface ImputationRowOfReport {
  readonly at: Readonly<Record<string, string | null>>;
  readonly figures: ImputationFigures;
}

export interface ImputationReport extends Stated {
  readonly year: number;
  readonly level: Level;
  readonly incomplete: readonly string[];
  readonly rows: readonly ImputationRowOfReport[];
  readonly total: ImputationFigures;
}

const BALANCE = {
  committed: 1,
  commitment_correction: 1,
  released_of_year: -1,
  released_of_prior: -1,
  consumed: -1,
  consumption_correction: -1,
} as const satisfies Partial<Record<Measure, 1 | -1>>;
const MEASURES: readonly Measure[] = [
  ...(Object.keys(BALANCE) as Measure[]),
  'pending',
  'repaid',
  'repayment_correction',
  'credits_restored',
  'charges_at_year_end',
];

/** The same, its rows read as they are sent. */
export interface ImputationStream extends Omit<ImputationReport, 'rows'> {
  readonly rows: AsyncIterable<ImputationRowOfReport>;
}

/** The état d'imputation of a fiscal year: every figure adds up over all levels. */
export async function imputationReport(
  pool: pg.Pool,
  question: ImputationQuestion,
): Promise<ImputationReport> {
  const { rows, ...about } = await streamImputations(pool, question);
  return { ...about, rows: await all(rows) };
}

/**
 * What is said of all of them at once; the rows follow, each reading by itself up to the same position of the log.
 *
 * @param first the column by which rows are ordered before all others: one that stands at every level
 */
export function streamImputations(
  pool: pg.Pool,
  question: ImputationQuestion,
  first: 'programme' | 'activite' | 'code' = 'programme',
): Promise<ImputationStream> {
  const { year, perimeter, level = 'imputation' } = question;
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const filters = {
      'c.academie': question.academie,
      'c.scheme_code': question.scheme,
      'c.stream': question.convention && `convention-${question.convention}`,
      'i.programme': question.programme,
      'i.activite': question.activite,
      'i.code': question.imputation,
      'l.payee_type': question.payeeType,
    };
    const asked = { perimeter, year, level, filters, since: question.since, first };
    const years = await sumsBy(client, { ...askedOf({ ...asked, moment }), group: { fiscalYear: YEAR } });
    const known: Moment = { ...moment, latest: false };
    return {
      ...stated(question, moment),
      year,
      level,
      incomplete: await incompleteOf(client, perimeter),
      rows: {
        [Symbol.asyncIterator]: () => streamed(pool, reader => rowsOf(reader, { ...asked, moment: known })),
      },
      total: figuresOf(...partedBy(year, years)),
    };
  });
}

async function* rowsOf(client: ClientBase, asked: Asked): AsyncGenerator<ImputationRowOfReport> {
  for await (const { at, before, during } of partsOf(client, asked)) {
    const figures = figuresOf(before, during);
    if (hasFigures(figures)) yield { at, figures };
  }
}

/**
 * The figures of each convention, line and imputation of a year, all effects included, as known at a position of the
 * log: what a closed year is signed over.
 */
export async function balancesAt(
  client: ClientBase,
  year: number,
  position: string,
): Promise<readonly ImputationRowOfReport[]> {
  const moment = { effectiveOn: undefined, position, latest: false, held: [] };
  const parts = partsOf(client, {
    moment,
    perimeter: { kind: 'everything' },
    year,
    level: 'line',
    filters: {},
  });
  const rows: ImputationRowOfReport[] = [];
  for await (const { at, before, during } of parts) rows.push({ at, figures: figuresOf(before, during) });
  return rows;
}

interface Asked {
  readonly moment: Moment;
  readonly perimeter: Perimeter;
  readonly year: number;
  readonly level: Level;
  /** Columns and what they are to hold. */
  readonly filters: Readonly<Record<string, string | undefined>>;
  /** Only what was recorded after this position. */
  readonly since?: string | undefined;
  /** The column that comes first in the order. */
  readonly first?: string;
}

interface Part {
  readonly at: Readonly<Record<string, string | null>>;
  /** Of the years before, and of the year. */
  readonly before: Sums;
  readonly during: Sums;
}

const YEAR = 'm.fiscal_year';

type YearGroup = Group<string>;

function askedOf({ moment, perimeter, year, filters, since }: Asked): Omit<Question, 'group'> {
  return {
    moment,
    perimeter,
    measures: MEASURES,
    where: params => [
      `${YEAR} <= ${params.add(year)}::smallint`,
      ...(since === undefined ? [] : [`m.position > ${params.add(since)}::bigint`]),
      ...Object.entries(filters).flatMap(([column, value]) =>
        value === undefined ? [] : [`${column} = ${params.add(value)}`],
      ),
    ],
  };
}

async function* partsOf(client: ClientBase, asked: Asked): AsyncGenerator<Part> {
  const { level, year, first = 'programme' } = asked;
  const levels = LEVELS.slice(0, LEVELS.indexOf(level) + 1);
  const columns: Record<string, string> = Object.assign({}, ...levels.map(name => COLUMNS[name]));
  const names = Object.keys(columns);
  const group = { [first]: columns[first]!, ...columns, fiscalYear: YEAR };
  const partOf = (years: readonly YearGroup[]): Part => {
    const [before, during] = partedBy(year, years);
    return {
      at: Object.fromEntries(names.map(name => [name, years[0]!.key[name] ?? null])),
      before,
      during,
    };
  };
  let open: YearGroup[] = [];
  // The years of a place come one after the other.
  for await (const next of eachSum<string>(client, { ...askedOf(asked), group })) {
    if (open.length > 0 && names.some(name => open[0]!.key[name] !== next.key[name])) {
      yield partOf(open);
      open = [];
    }
    open.push(next);
  }
  if (open.length > 0) yield partOf(open);
}

/** What was before the year, and what was in it. */
function partedBy(year: number, years: readonly YearGroup[]): readonly [before: Sums, during: Sums] {
  const sumsOf = (during: boolean) =>
    addSums(
      years.filter(({ key }) => (Number(key['fiscalYear']) === year) === during).map(({ sums }) => sums),
    );
  return [sumsOf(false), sumsOf(true)];
}

function hasFigures(figures: ImputationFigures): boolean {
  return (Object.values(figures) as string[]).some(amount => amount !== '0.00');
}

function figuresOf(before: Sums, during: Sums): ImputationFigures {
  const ofYear = (measure: Measure) => written(during.get(measure) ?? 0n);
  const upTo = (measure: Measure) => (before.get(measure) ?? 0n) + (during.get(measure) ?? 0n);
  const opening = combine(before, BALANCE);
  const closing = opening + combine(during, BALANCE);
  return {
    opening: written(opening),
    committed: ofYear('committed'),
    releasedOfYear: ofYear('released_of_year'),
    releasedOfPrior: ofYear('released_of_prior'),
    commitmentCorrections: ofYear('commitment_correction'),
    paymentCorrections: ofYear('consumption_correction'),
    paid: ofYear('consumed'),
    closing: written(closing),
    ofWhichNotDue: written(closing - upTo('charges_at_year_end')),
    charges: written(upTo('charges_at_year_end')),
    pending: written(upTo('pending')),
    recovered: ofYear('repaid'),
    recoveredCorrections: ofYear('repayment_correction'),
    ofWhichCreditsRestored: ofYear('credits_restored'),
  };
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
