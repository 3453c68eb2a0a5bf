import type { ClientBase } from 'pg';
import type pg from 'pg';
import type { Day, Instant } from '#kernel';
import { MEASURES } from '#ledger';
import { transaction } from '../projector/transaction.js';
import { ATTRIBUTES } from '../standing/standing.projection.js';
import { Params } from './params.js';

/** The two time axes of a question. Absent: all that is effective, all that is known. */
export interface AsOf {
  readonly effectiveOn?: Day | undefined;
  readonly knownAt?: Instant | undefined;
  /** All that is known up to this position of the log: an issued report asked again. Wins over `knownAt`. */
  readonly upTo?: string | undefined;
}

/** The same, resolved: rows effective by `effectiveOn` of events up to `position`. */
export interface Moment {
  readonly effectiveOn: Day | undefined;
  readonly position: string;
  /** True where nothing is left out: the stored balances answer. */
  readonly latest: boolean;
  /** Children whose parent is suspended then: nothing is payable under them (`withParent` of the ledger). */
  readonly held: readonly number[];
}

/**
 * The last position recorded at or before a moment, by bisection (recorded times never go back in position order,
 * positions are dense); never past what the read models hold.
 */
const BISECT = `
with recursive reached as (
  select position from ops.checkpoint where projection = 'read'
), search (low, high) as (
  select 0::bigint, (select position from reached)
  union all
  select case when e.recorded_at <= $1 then e.position else s.low end,
    case when e.recorded_at <= $1 then s.high else e.position - 1 end
  from search s join ledger.event e on e.position = (s.low + s.high + 1) / 2 where s.low < s.high
)
select max(low) as position from search`;

export async function resolve(client: ClientBase, asOf: AsOf): Promise<Moment> {
  return momentOf(client, await placeOf(client, asOf));
}

/** A place on both time axes, with what holds there. */
export async function momentOf(client: ClientBase, place: Place): Promise<Moment> {
  return { ...place, held: await heldAt(client, place) };
}

type Place = Omit<Moment, 'held'>;

async function placeOf(client: ClientBase, { effectiveOn, knownAt, upTo }: AsOf): Promise<Place> {
  if (upTo !== undefined) return { effectiveOn, position: upTo, latest: false };
  const { rows } = knownAt
    ? await client.query<{ position: string }>(BISECT, [knownAt])
    : await client.query<{ position: string }>(
        "select position from ops.checkpoint where projection = 'read'",
      );
  return {
    effectiveOn,
    position: rows[0]?.position ?? '0',
    latest: effectiveOn === undefined && knownAt === undefined,
  };
}

async function heldAt(client: ClientBase, place: Place): Promise<readonly number[]> {
  const params = new Params();
  const { rows } = await client.query<{ key: number }>(
    `select c.key from read.convention c join read.convention p on p.stream = c.parent_stream
    where ${suspendedSql('p', place, params)}`,
    params.values,
  );
  return rows.map(({ key }) => key);
}

function suspendedSql(convention: string, place: Place, params: Params): string {
  if (place.latest) return `${convention}.suspended_since is not null`;
  const code = ATTRIBUTES.indexOf('suspendedSince');
  const conditions = [`m.convention_key = ${convention}.key`, `m.attribute = ${code}`, ...by(place, params)];
  return `exists (select from read.standing m where ${conditions.join(' and ')} having sum(m.amount) > 0)`;
}

const PAYABLE = MEASURES.indexOf('payable');

/** Conditions on rows of `movement`, as table `m`. */
export function movedBy(moment: Moment, params: Params): readonly string[] {
  const conditions = by(moment, params);
  if (moment.held.length === 0) return conditions;
  const held = params.add(moment.held);
  return [...conditions, `not (m.measure = ${PAYABLE} and m.convention_key = any (${held}::integer[]))`];
}

/** The two time axes as conditions on rows of `movement` or `standing`, as table `m`. */
export function by({ effectiveOn, position, latest }: Place, params: Params): readonly string[] {
  if (latest) return [];
  const conditions = [`m.position <= ${params.add(position)}::bigint`];
  if (effectiveOn !== undefined) conditions.push(`m.effective_on <= ${params.add(effectiveOn)}::date`);
  return conditions;
}

/** Runs the statements of one question on one snapshot. */
export function onSnapshot<T>(pool: pg.Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  return transaction(
    pool,
    async client => {
      await client.query("set local work_mem = '64MB'");
      return work(client);
    },
    'begin isolation level repeatable read read only',
  );
}

/**
 * Gives what a question finds while it is being read, on one snapshot of its own. A reader who stops for a minute is
 * left: the connection is wanted elsewhere.
 */
export async function* streamed<T>(
  pool: pg.Pool,
  work: (client: ClientBase) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const client = await pool.connect();
  let left = false;
  const leave = (broken: boolean) => {
    if (left) return;
    left = true;
    client.off('error', onError);
    client.release(broken);
  };
  const onError = () => leave(true);
  client.on('error', onError);
  let ended = false;
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query("set local work_mem = '64MB'; set local idle_in_transaction_session_timeout = '60s'");
    yield* work(client);
    ended = true;
  } finally {
    const broken = await client.query(ended ? 'commit' : 'rollback').then(
      () => false,
      () => true,
    );
    leave(broken);
  }
}

export async function all<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** What an answer says of itself. */
export interface Stated {
  readonly effectiveOn: Day | null;
  readonly knownAt: Instant | null;
  /** The last position that the answer takes into account. */
  readonly position: string;
}

export function stated(asOf: AsOf, moment: Moment): Stated {
  return {
    effectiveOn: asOf.effectiveOn ?? null,
    knownAt: asOf.knownAt ?? null,
    position: moment.position,
  };
}
