import type { ClientBase } from 'pg';
import type pg from 'pg';
import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import { DEADLINE_KINDS, type DeadlineKind } from '#ledger';
import {
  type AsOf,
  by,
  type Moment,
  onSnapshot,
  resolve,
  type Stated,
  stated,
  streamed,
} from '../reading/as-of.js';
import { CursorUnknown } from '../reading/cursor.js';
import { eachRow } from '../reading/each-row.js';
import { incompleteOf } from '../reading/incomplete.js';
import { Params } from '../reading/params.js';
import { conventionWithin, within } from '../reading/perimeter.js';
import { OF_TERM, underParentSql } from './under-parent.sql.js';

export interface DeadlinesQuestion extends AsOf {
  readonly perimeter: Perimeter;
  /** The day of the dates, unless `effectiveOn` says another. */
  readonly today: Day;
  readonly kind?: DeadlineKind;
  readonly academie?: string;
  /** Code of the scheme of the conventions. */
  readonly scheme?: string;
  /** Uuid of a convention. */
  readonly convention?: string;
  /** SIRET or UAI: a payee of the convention, or one of its schools. */
  readonly body?: string;
  /** Dates from this day on, and up to that one, both included. */
  readonly from?: Day;
  readonly until?: Day;
}

export interface DeadlinesPageQuestion extends DeadlinesQuestion {
  /** 1 to 200. */
  readonly limit: number;
  readonly cursor?: string;
}

export interface ListedDeadline {
  readonly convention: string;
  readonly reference: string;
  readonly academie: string;
  readonly kind: DeadlineKind;
  readonly on: Day;
  /** The line it bears on, and who is paid there; null for the whole convention. */
  readonly line: string | null;
  readonly payeeKey: string | null;
  readonly payeeName: string | null;
  readonly order: string | null;
}

export interface DeadlineList extends Stated {
  readonly incomplete: readonly string[];
  readonly rows: readonly ListedDeadline[];
  /** To be given back for the next page; null on the last. */
  readonly cursor: string | null;
}

/** Where a page ended, and the dates of the first page: later pages see what it saw. */
interface Cursor {
  readonly after: readonly (string | number)[];
  readonly effectiveOn: Day;
  readonly position: string;
}

/** All of them, read as they are sent. */
export interface DeadlineStream extends Omit<DeadlineList, 'rows' | 'cursor'> {
  readonly rows: AsyncIterable<ListedDeadline>;
}

/** The derived dates of all conventions, the earliest first. */
export function streamDeadlines(pool: pg.Pool, question: DeadlinesQuestion): Promise<DeadlineStream> {
  return onSnapshot(pool, async client => {
    const { asked, moment } = await askedOn(client, question);
    return {
      ...stated(asked, moment),
      incomplete: await incompleteOf(client, question.perimeter),
      rows: { [Symbol.asyncIterator]: () => streamed(pool, reader => rowsOf(reader, question, moment)) },
    };
  });
}

async function* rowsOf(
  client: ClientBase,
  question: DeadlinesQuestion,
  moment: Moment,
): AsyncGenerator<ListedDeadline> {
  for await (const row of eachRow<Found>(client, statement(question, moment))) yield listed(row);
}

/** A page of them. */
export function deadlines(pool: pg.Pool, question: DeadlinesPageQuestion): Promise<DeadlineList> {
  return onSnapshot(pool, async client => {
    const cursor = question.cursor === undefined ? undefined : readCursor(question.cursor);
    const { asked, moment } = await askedOn(client, question, cursor);
    const { limit } = question;
    const { text, values } = statement(question, moment, { limit, cursor });
    const { rows } = await client.query<Found>(text, values);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      ...stated(asked, moment),
      effectiveOn: moment.effectiveOn!,
      incomplete: await incompleteOf(client, question.perimeter),
      rows: page.map(listed),
      cursor:
        rows.length > limit && last
          ? writeCursor({
              after: [last.on, last.reference, last.key, last.kindCode, last.lineKey, last.order ?? ''],
              effectiveOn: moment.effectiveOn!,
              position: moment.position,
            })
          : null,
    };
  });
}

async function askedOn(client: ClientBase, question: DeadlinesQuestion, cursor?: Cursor) {
  const asked = { ...question, effectiveOn: question.effectiveOn ?? question.today };
  const moment: Moment = cursor
    ? { effectiveOn: cursor.effectiveOn, position: cursor.position, latest: false, held: [] }
    : { ...(await resolve(client, asked)), latest: false };
  return { asked, moment };
}

function listed({ key: _, lineKey: __, kindCode, order, ...row }: Found): ListedDeadline {
  return { ...row, kind: DEADLINE_KINDS[kindCode]!, order: order === '' ? null : order };
}

interface Found extends Omit<ListedDeadline, 'kind'> {
  readonly key: number;
  readonly lineKey: number;
  readonly kindCode: number;
}

const OF_STAFF = DEADLINE_KINDS.indexOf('prescription_of_state');
const SORTED = ['v.due', 'c.reference', 'c.key', 'v.kind', 'v.line_key', 'v.order_id'];
const KINDS = ['string', 'string', 'number', 'number', 'number', 'string'];
const TYPES = ['date', 'text', 'integer', 'smallint', 'smallint', 'text'];

function statement(
  { perimeter, kind, academie, scheme, convention, body, from, until }: DeadlinesQuestion,
  moment: Moment,
  { limit, cursor }: { readonly limit?: number; readonly cursor?: Cursor | undefined } = {},
): { text: string; values: unknown[] } {
  const params = new Params();
  const summed = [...by(moment, params)];
  const conditions = [seen(perimeter, params)];
  if (kind !== undefined) {
    const code = DEADLINE_KINDS.indexOf(kind);
    summed.push(`m.kind in (${[code, ...OF_TERM].join()})`);
    conditions.push(`v.kind = ${code}`);
  }
  conditions.push(
    ...(academie === undefined ? [] : [`c.academie = ${params.add(academie)}`]),
    ...(scheme === undefined ? [] : [`c.scheme_code = ${params.add(scheme)}`]),
    ...(convention === undefined ? [] : [`c.stream = ${params.add(`convention-${convention}`)}`]),
    ...(body === undefined ? [] : [concerning(body, params)]),
    ...(from === undefined ? [] : [`v.due >= ${params.add(from)}::date`]),
    ...(until === undefined ? [] : [`v.due <= ${params.add(until)}::date`]),
  );
  if (cursor) {
    const after = cursor.after.map((value, index) => `${params.add(value)}::${TYPES[index]!}`);
    conditions.push(`(${SORTED.join()}) > (${after.join()})`);
  }
  const text = `with d as (
      select m.convention_key, m.kind, m.line_key, m.order_id,
        date '1900-01-01' + sum(m.amount)::integer as due
      from read.deadline m where ${summed.join(' and ')}
      group by m.convention_key, m.kind, m.line_key, m.order_id having sum(m.amount) > 0
    ), ${underParentSql(moment, params)}
    select c.key, c.id as convention, c.reference, c.academie, v.kind as "kindCode", v.due::text as "on",
      v.line_key as "lineKey", l.line_id as line, l.payee_key as "payeeKey", l.payee_name as "payeeName",
      v.order_id as "order"
    from v join read.convention c on c.key = v.convention_key
    left join read.line l on l.convention_key = v.convention_key and l.key = v.line_key
    where ${conditions.join(' and ')}
    order by ${SORTED.join()} ${limit === undefined ? '' : `limit ${params.add(limit + 1)}`}`;
  return { text, values: params.values };
}

/** A date of a line is seen with the line; one of the convention with any of its lines; an order’s by staff. */
function seen(perimeter: Perimeter, params: Params): string {
  if (perimeter.kind !== 'bodies') return conventionWithin(perimeter, params);
  const line = within(perimeter, params).join(' and ');
  return `v.kind <> ${OF_STAFF} and ${anyLine(line)}`;
}

function concerning(body: string, params: Params): string {
  const key = params.add(body);
  return anyLine(`(l.payee_key = ${key} or a.uai = ${key})`);
}

function anyLine(condition: string): string {
  return `exists (select from read.line l
    join read.allocation a on a.convention_key = l.convention_key and a.line_key = l.key
    where l.convention_key = c.key and (v.line_key = 0 or l.key = v.line_key) and ${condition})`;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
    const whole = SORTED.every((_, index) => typeof cursor.after[index] === KINDS[index]);
    if (
      whole &&
      /^\d{4}-\d{2}-\d{2}$/.test(String(cursor.after[0])) &&
      /^\d+$/.test(cursor.position) &&
      /^\d{4}-\d{2}-\d{2}$/.test(cursor.effectiveOn)
    )
      return cursor;
  } catch {
    // Not JSON: answered below.
  }
  throw new CursorUnknown('not a cursor of this list');
}
