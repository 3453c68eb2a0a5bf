import type pg from 'pg';
import { dayInParis, Euros } from '#kernel';
import { type Asked, type ReportName, REPORTS } from '#rendering';
import { type IssuedReport, issuedBefore, type KeptReport, perimeterJson } from './issued-report.js';

/** By how much an entry changes one column of a report. Decimal strings. */
export interface ColumnChange {
  /** In French. */
  readonly column: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

/** A report issued before an entry, which the entry would change were it asked again. */
export interface ChangedIssue {
  readonly issued: IssuedReport;
  readonly changes: readonly ColumnChange[];
}

interface EntryPlace {
  /** Uuid of its convention. */
  readonly convention: string;
  readonly position: string;
}

/**
 * The issued reports that an entry changes: each is asked again, for the entry's convention only, just before it and
 * with it. Reports that ask the same are asked once.
 */
export async function changedIssues(
  pool: pg.Pool,
  entry: EntryPlace,
  isSeen: (issued: KeptReport) => boolean,
): Promise<readonly ChangedIssue[]> {
  const asked = new Map<string, Promise<readonly ColumnChange[]>>();
  const changed: ChangedIssue[] = [];
  for (const kept of await issuedBefore(pool, entry.position)) {
    const filters = filtersWithin(kept, entry.convention);
    if (!filters || !isSeen(kept)) continue;
    const key = JSON.stringify([kept.report, filters, kept.effectiveOn, perimeterJson(kept.perimeter)]);
    let changes = asked.get(key);
    if (!changes) asked.set(key, (changes = changesOf(pool, kept, filters, entry.position)));
    const found = await changes;
    if (found.length === 0) continue;
    const { perimeter: _, figuresShape: __, ...issued } = kept;
    changed.push({ issued, changes: found });
  }
  return changed;
}

/** The filters of a report narrowed to a convention; undefined where it is about another. */
function filtersWithin(
  { report, filters }: KeptReport,
  convention: string,
): KeptReport['filters'] | undefined {
  if (!('convention' in REPORTS[report].filters.shape)) return filters;
  if (filters['convention'] !== undefined && filters['convention'] !== convention) return undefined;
  return { ...filters, convention };
}

async function changesOf(
  pool: pg.Pool,
  { report, perimeter, effectiveOn, issuedAt }: KeptReport,
  filters: KeptReport['filters'],
  position: string,
): Promise<readonly ColumnChange[]> {
  const today = dayInParis(Date.parse(issuedAt));
  const upTo = (last: bigint) =>
    askedAgain(
      pool,
      report,
      { perimeter, effectiveOn: effectiveOn ?? undefined, upTo: String(last), today },
      filters,
    );
  const before = await upTo(BigInt(position) - 1n);
  const after = await upTo(BigInt(position));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(column => {
    const [was, is] = [before.get(column) ?? Euros.zero, after.get(column) ?? Euros.zero];
    const difference = is.minus(was);
    if (difference.isZero) return [];
    return [{ column, before: was.toString(), after: is.toString(), difference: difference.toString() }];
  });
}

async function askedAgain(
  pool: pg.Pool,
  report: ReportName,
  common: Parameters<(typeof REPORTS)[ReportName]['ask']>[1],
  filters: KeptReport['filters'],
): Promise<ReadonlyMap<string, Euros>> {
  const asked: Asked | undefined = await REPORTS[report].ask(pool, common, filters);
  return asked ? asked.deliverable.amounts() : new Map();
}
