import type pg from 'pg';
import { Euros, type Instant } from '#kernel';
import type { Stated } from '../reading/as-of.js';
import {
  type ImputationFigures,
  type ImputationQuestion,
  imputationReport,
  type ImputationRowOfReport,
  type Level,
} from './imputation-report.query.js';

/** The same question twice: of another year, or as known at another moment. */
export interface ComparisonQuestion extends Omit<ImputationQuestion, 'since'> {
  /** The year compared with; the same by default. */
  readonly withYear?: number;
  /** The moment compared with; all that is known by default. */
  readonly withKnownAt?: Instant;
}

/** Amounts as decimal strings; `difference` is after less before. */
export interface ComparedRow {
  readonly at: Readonly<Record<string, string | null>>;
  readonly before: ImputationFigures;
  readonly after: ImputationFigures;
  readonly difference: ImputationFigures;
}

export interface ImputationComparison extends Stated {
  readonly year: number;
  readonly withYear: number;
  readonly withKnownAt: Instant | null;
  /** The last position that the earlier figures take into account. */
  readonly withPosition: string;
  readonly level: Level;
  readonly incomplete: readonly string[];
  /** What differs only. */
  readonly rows: readonly ComparedRow[];
  readonly total: Omit<ComparedRow, 'at'>;
  /**
   * The entries recorded between the two moments: their figures add up to the difference. None where two years are
   * compared.
   */
  readonly entries: readonly ImputationRowOfReport[];
}

/** What changed between two years, or since what was known at another moment, and which entries changed it. */
export async function compareImputations(
  pool: pg.Pool,
  { withYear, withKnownAt, ...question }: ComparisonQuestion,
): Promise<ImputationComparison> {
  const { level = 'imputation', year } = question;
  const after = await imputationReport(pool, question);
  const other = { ...question, year: withYear ?? year };
  const before = await imputationReport(
    pool,
    withKnownAt === undefined
      ? { ...other, upTo: after.position }
      : { ...other, knownAt: withKnownAt, upTo: undefined },
  );
  const keyed = (rows: readonly ImputationRowOfReport[]) =>
    new Map(rows.map(row => [JSON.stringify(Object.values(row.at)), row]));
  const [then, now] = [keyed(before.rows), keyed(after.rows)];
  const rows = [...new Set([...now.keys(), ...then.keys()])].flatMap((key): ComparedRow[] => {
    const [was, is] = [then.get(key), now.get(key)];
    const compared = comparedOf(was?.figures ?? ZERO, is?.figures ?? ZERO);
    const differs = Object.values<string>({ ...compared.difference }).some(amount => amount !== '0.00');
    return differs ? [{ at: (is ?? was)!.at, ...compared }] : [];
  });
  const entries =
    before.year === year && BigInt(before.position) < BigInt(after.position)
      ? await imputationReport(pool, {
          ...question,
          level: 'entry',
          since: before.position,
          upTo: after.position,
        })
      : undefined;
  return {
    ...after,
    level,
    withYear: before.year,
    withKnownAt: withKnownAt ?? null,
    withPosition: before.position,
    rows,
    total: comparedOf(before.total, after.total),
    entries: entries?.rows ?? [],
  };
}

const ZERO: ImputationFigures = {
  opening: '0.00',
  committed: '0.00',
  releasedOfYear: '0.00',
  releasedOfPrior: '0.00',
  commitmentCorrections: '0.00',
  paymentCorrections: '0.00',
  paid: '0.00',
  closing: '0.00',
  ofWhichNotDue: '0.00',
  charges: '0.00',
  pending: '0.00',
  recovered: '0.00',
  recoveredCorrections: '0.00',
  ofWhichCreditsRestored: '0.00',
};

function comparedOf(before: ImputationFigures, after: ImputationFigures): Omit<ComparedRow, 'at'> {
  const less = (key: keyof ImputationFigures) => Euros.of(after[key]).minus(Euros.of(before[key])).toString();
  const names = Object.keys(ZERO) as (keyof ImputationFigures)[];
  const difference = Object.fromEntries(names.map(name => [name, less(name)])) as Record<
    keyof ImputationFigures,
    string
  >;
  return { before, after, difference };
}
