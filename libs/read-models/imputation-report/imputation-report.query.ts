import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import type { Measure } from '#ledger';
import { combine, type Sums, written } from '../current-balance/balances.js';
import { AXES, type Axis } from '../imputation/imputation.projection.js';
import { type AsOf, type Moment, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { incompleteOf } from '../reading/incomplete.js';
import { addSums, sumsBy } from '../reading/sums.js';

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

/** The état d'imputation of a fiscal year: every figure adds up over all levels. */
export function imputationReport(pool: pg.Pool, question: ImputationQuestion): Promise<ImputationReport> {
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
    const parts = await partsOf(client, { moment, perimeter, year, level, filters, since: question.since });
    return {
      ...stated(question, moment),
      year,
      level,
      incomplete: await incompleteOf(client, perimeter),
      rows: parts
        .map(({ at, before, during }) => ({ at, figures: figuresOf(before, during) }))
        .filter(({ figures }) => hasFigures(figures)),
      total: figuresOf(
        addSums(parts.map(({ before }) => before)),
        addSums(parts.map(({ during }) => during)),
      ),
    };
  });
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
  const moment = { effectiveOn: undefined, position, latest: false };
  const parts = await partsOf(client, {
    moment,
    perimeter: { kind: 'everything' },
    year,
    level: 'line',
    filters: {},
  });
  return parts.map(({ at, before, during }) => ({ at, figures: figuresOf(before, during) }));
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
}

interface Part {
  readonly at: Readonly<Record<string, string | null>>;
  /** Of the years before, and of the year. */
  readonly before: Sums;
  readonly during: Sums;
}

async function partsOf(
  client: ClientBase,
  { moment, perimeter, year, level, filters, since }: Asked,
): Promise<readonly Part[]> {
  const levels = LEVELS.slice(0, LEVELS.indexOf(level) + 1);
  const columns: Record<string, string> = Object.assign({}, ...levels.map(name => COLUMNS[name]));
  const groups = await sumsBy<string>(client, {
    moment,
    perimeter,
    measures: MEASURES,
    group: { ...columns, fiscalYear: 'm.fiscal_year' },
    where: params => [
      `m.fiscal_year <= ${params.add(year)}::smallint`,
      ...(since === undefined ? [] : [`m.position > ${params.add(since)}::bigint`]),
      ...Object.entries(filters).flatMap(([column, value]) =>
        value === undefined ? [] : [`${column} = ${params.add(value)}`],
      ),
    ],
  });
  const names = Object.keys(columns);
  const rows = [...Map.groupBy(groups, ({ key }) => names.map(name => key[name] ?? '').join('|')).values()];
  const sumsOf = (years: (typeof groups)[number][], during: boolean) =>
    addSums(
      years.filter(({ key }) => (Number(key['fiscalYear']) === year) === during).map(({ sums }) => sums),
    );
  return rows.map(years => ({
    at: Object.fromEntries(names.map(name => [name, years[0]!.key[name] ?? null])),
    before: sumsOf(years, false),
    during: sumsOf(years, true),
  }));
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
