import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import type { Stage } from '#ledger';
import {
  type Balance,
  BALANCE_NAMES,
  type Balances,
  balancesOf,
  balanceSql,
  measuresOf,
  writtenBalances,
} from '../current-balance/balances.js';
import { CurrentBalanceRow } from '../current-balance/current-balance.entity.js';
import {
  type AsOf,
  movedBy,
  type Moment,
  momentOf,
  onSnapshot,
  resolve,
  type Stated,
  stated,
} from '../reading/as-of.js';
import { CursorUnknown } from '../reading/cursor.js';
import { incompleteOf } from '../reading/incomplete.js';
import { Params } from '../reading/params.js';
import { conventionWithin, within } from '../reading/perimeter.js';
import { sumsBy } from '../reading/sums.js';
import { tableOf } from '../table.js';
import { stageSql, standingSql } from './stage.sql.js';

export interface ConventionsQuestion extends AsOf {
  readonly perimeter: Perimeter;
  /** Stages that depend on the passing of time are those of `effectiveOn`, else of today. */
  readonly today: Day;
  /** Words of the reference, title, parties, payees or schools. */
  readonly search?: string;
  readonly academie?: string;
  readonly stage?: Stage;
  /** By reference, or by a balance with the largest first. */
  readonly sort?: 'reference' | Balance;
  /** 1 to 200. */
  readonly limit?: number;
  readonly cursor?: string;
}

export interface ListedConvention {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly academie: string;
  readonly stage: Stage;
  readonly signedOn: Day | null;
  readonly validUntil: Day | null;
  readonly fictitious: boolean;
  /** A fact of it could not be read: what is shown stops before it. */
  readonly incomplete: boolean;
  readonly balances: Balances;
}

export interface Conventions extends Stated {
  readonly incomplete: readonly string[];
  readonly conventions: readonly ListedConvention[];
  /** To be given back for the next page; null on the last. */
  readonly cursor: string | null;
}

/** Where a page ended, and the two dates of the first page: later pages see what it saw. */
interface Cursor {
  readonly after: readonly [value: string, key: number];
  readonly sort: string;
  readonly effectiveOn: Day | null;
  readonly position: string;
}

interface Ranked {
  readonly key: number;
  readonly value: string;
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly academie: string;
  readonly fictitious: boolean;
  readonly incomplete: boolean;
}

export function conventions(pool: pg.Pool, question: ConventionsQuestion): Promise<Conventions> {
  return onSnapshot(pool, async client => {
    const sort = question.sort ?? 'reference';
    const cursor = question.cursor === undefined ? undefined : readCursor(question.cursor, sort);
    const now = await resolve(client, question);
    const moment: Moment = cursor
      ? await momentOf(client, {
          effectiveOn: cursor.effectiveOn ?? undefined,
          position: cursor.position,
          latest: cursor.effectiveOn === null && cursor.position === now.position,
        })
      : now;
    const limit = Math.min(Math.max(question.limit ?? 50, 1), 200);
    const ranked = await rank(client, question, moment, cursor, limit + 1);
    const page = ranked.slice(0, limit);
    const last = page.at(-1);
    const keys = page.map(({ key }) => key);
    const balances = await balancesByConvention(client, question.perimeter, moment, keys);
    const stages = await stagesOf(client, question, moment, keys);
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, question.perimeter),
      conventions: page.map(({ key, value: _, ...row }) => ({
        ...row,
        ...stages.get(key)!,
        balances: balances.get(key) ?? writtenBalances(() => 0n),
      })),
      cursor:
        ranked.length > limit && last
          ? writeCursor({
              after: [last.value, last.key],
              sort,
              effectiveOn: moment.effectiveOn ?? null,
              position: moment.position,
            })
          : null,
    };
  });
}

/** First step: the keys of the page, by no more figures than the order needs. */
async function rank(
  client: ClientBase,
  question: ConventionsQuestion,
  moment: Moment,
  cursor: Cursor | undefined,
  limit: number,
): Promise<readonly Ranked[]> {
  const { sort = 'reference', perimeter, search, academie, stage } = question;
  const params = new Params();
  const conditions = [
    conventionWithin(perimeter, params),
    `c.first_position <= ${params.add(moment.position)}::bigint`,
  ];
  if (moment.effectiveOn !== undefined)
    conditions.push(`c.drafted_on <= ${params.add(moment.effectiveOn)}::date`);
  if (academie !== undefined) conditions.push(`c.academie = ${params.add(academie)}`);
  for (const word of search?.split(/\s+/).filter(Boolean) ?? []) {
    const pattern = params.add(`%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`);
    conditions.push(matches(pattern, within(perimeter, params)));
  }
  let joins = sort === 'reference' ? '' : rankingSql(sort, perimeter, moment, params);
  if (stage !== undefined) {
    joins += ` ${standingSql(moment, params)}`;
    conditions.push(`${stageSql(params.add(moment.effectiveOn ?? question.today))} = ${params.add(stage)}`);
  }
  const value = sort === 'reference' ? 'c.reference' : '-coalesce(b.total, 0)';
  if (cursor) {
    const type = sort === 'reference' ? 'text' : 'numeric';
    const [after, key] = cursor.after.map(part => params.add(part));
    conditions.push(`(${value}, c.key) > (${after}::${type}, ${key}::integer)`);
  }
  const { rows } = await client.query<Ranked>(
    `select c.key, ${value} as value, c.id, c.reference, c.title, c.academie, c.fictitious, c.incomplete
    from read.convention c ${joins} where ${conditions.join(' and ')}
    order by ${value}, c.key limit ${params.add(limit)}`,
    params.values,
  );
  return rows;
}

/** A word of the convention's own, or of the lines and schools that are seen: another's would tell that it exists. */
function matches(pattern: string, seen: readonly string[]): string {
  const words = ['l.payee_name', 'l.payee_key', 'a.school_name', 'a.uai'];
  const found = words.map(word => `${word} ilike ${pattern}`).join(' or ');
  return `(c.reference ilike ${pattern} or c.title ilike ${pattern} or c.parties like ${pattern}
    or exists (select from read.line l
      join read.allocation a on a.convention_key = l.convention_key and a.line_key = l.key
      where ${['l.convention_key = c.key', ...seen, `(${found})`].join(' and ')}))`;
}

/** A table `b` with one balance of every convention. */
function rankingSql(sort: Balance, perimeter: Perimeter, moment: Moment, params: Params): string {
  const held = sort === 'payable' && moment.held.length > 0;
  if (moment.latest && perimeter.kind !== 'bodies' && !held) {
    const column = tableOf(CurrentBalanceRow).columns.find(({ property }) => property === sort)!.name;
    return `left join (select convention_key, sum(${column}) as total from read.current_balance
      group by convention_key) b on b.convention_key = c.key`;
  }
  const conditions = [
    `m.measure = any (${params.add(measuresOf(sort))}::smallint[])`,
    ...movedBy(moment, params),
  ];
  let lines = '';
  if (perimeter.kind === 'bodies') {
    lines = `join read.line l on l.convention_key = m.convention_key and l.key = m.line_key
      join read.allocation a on a.convention_key = m.convention_key and a.key = m.allocation_key`;
    conditions.push(...within(perimeter, params));
  }
  return `left join (select m.convention_key, ${balanceSql(sort)} as total from read.movement m ${lines}
    where ${conditions.join(' and ')} group by m.convention_key) b on b.convention_key = c.key`;
}

/** Second step: all balances, for the page only. */
async function balancesByConvention(
  client: ClientBase,
  perimeter: Perimeter,
  moment: Moment,
  keys: readonly number[],
): Promise<ReadonlyMap<number, Balances>> {
  if (moment.latest && perimeter.kind !== 'bodies') {
    const columns = tableOf(CurrentBalanceRow).columns.filter(({ property }) =>
      (BALANCE_NAMES as readonly string[]).includes(property),
    );
    const { rows } = await client.query<Record<string, string> & { key: number }>(
      `select convention_key as key, ${columns.map(({ name, property }) => `sum(${name}) as "${property}"`).join()}
      from read.current_balance where convention_key = any ($1) group by convention_key`,
      [keys],
    );
    const held = new Set(moment.held);
    const centsOf = (row: (typeof rows)[number]) => (name: Balance) =>
      name === 'payable' && held.has(row.key) ? 0n : BigInt(row[name]!);
    return new Map(rows.map(row => [row.key, writtenBalances(centsOf(row))]));
  }
  const groups = await sumsBy(client, {
    moment,
    perimeter,
    group: { key: 'm.convention_key' },
    where: params => [`m.convention_key = any (${params.add(keys)}::integer[])`],
  });
  return new Map(groups.map(({ key, sums }) => [Number(key.key), balancesOf(sums)]));
}

type Staged = Pick<ListedConvention, 'stage' | 'signedOn' | 'validUntil'>;

async function stagesOf(
  client: ClientBase,
  question: ConventionsQuestion,
  moment: Moment,
  keys: readonly number[],
): Promise<ReadonlyMap<number, Staged>> {
  const params = new Params();
  const standing = standingSql(moment, params);
  const stage = stageSql(params.add(moment.effectiveOn ?? question.today));
  const { rows } = await client.query<Staged & { key: number }>(
    `select c.key, ${stage} as stage, s.signed_on::text as "signedOn", s.valid_until::text as "validUntil"
    from read.convention c ${standing} where c.key = any (${params.add(keys)}::integer[])`,
    params.values,
  );
  return new Map(rows.map(({ key, ...staged }) => [key, staged]));
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string, sort: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
    if (cursor.sort === sort && /^\d+$/.test(cursor.position) && cursor.after.length === 2) return cursor;
  } catch {
    // Not JSON: answered below.
  }
  throw new CursorUnknown('not a cursor of this list');
}
