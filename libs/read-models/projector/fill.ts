import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { createTables } from '../generation.js';
import { movementIndexes } from '../movement/movement.entity.js';
import type { DeadLetter } from './batch.js';
import { type Filling, fillShare } from './fill-share.js';
import type { FillingNews, FillingThread } from './fill-share.worker.js';

/** Filled without their keys, which are made at the end. */
const LARGE = ['movement', 'standing'];
/** Below this many records, threads cost more than they gain. */
const WORTH_THREADS = 30_000;
const MOST_THREADS = 4;

export interface Filled {
  /** The last position that the tables hold. */
  readonly head: string;
  readonly letters: readonly DeadLetter[];
}

/**
 * Makes the tables of a schema and fills them, convention by convention, with all that the log holds now: on as many
 * threads as the machine has cores, where there is enough to do. `onProgress` is told the records done, of how many.
 */
export async function fill(
  pool: pg.Pool,
  schema: string,
  onProgress: (done: number, of: number) => void,
  threads?: number,
): Promise<Filled> {
  await createTables(pool, schema);
  for (const table of LARGE) {
    await pool.query(`alter table ${schema}.${table} drop constraint ${await keyOf(pool, schema, table)}`);
  }
  const { rows } = await pool.query<{ head: string }>(
    'select coalesce(max(position), 0) as head from ledger.event',
  );
  const head = rows[0]!.head;
  const of = threads ?? (Number(head) < WORTH_THREADS ? 1 : Math.min(availableParallelism(), MOST_THREADS));
  const shares = Array.from({ length: of }, (_, rank): Filling => ({ schema, head, share: { rank, of } }));
  let done = 0;
  const onEvents = (events: number) => onProgress((done += events), Number(head));
  const { connectionString } = pool.options;
  const letters = await Promise.all(
    of === 1 || connectionString === undefined
      ? [fillShare(pool, { schema, head, share: { rank: 0, of: 1 } }, onEvents)]
      : shares.map(filling => fillOnThread({ connectionString, filling }, onEvents)),
  );
  await addIndexes(pool, schema);
  onProgress(Number(head), Number(head));
  return { head, letters: letters.flat() };
}

async function fillOnThread(
  given: FillingThread,
  onEvents: (events: number) => void,
): Promise<readonly DeadLetter[]> {
  const worker = new Worker(new URL('./fill-share.worker.js', import.meta.url), { workerData: given });
  let letters: readonly DeadLetter[] = [];
  worker.on('message', (news: FillingNews) => {
    if ('events' in news) onEvents(news.events);
    else letters = news.letters;
  });
  const [code] = (await once(worker, 'exit')) as [number];
  if (code !== 0) throw new Error(`a thread that fills the read models ended with ${code}`);
  return letters;
}

async function keyOf(pool: pg.Pool, schema: string, table: string): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(conname) as name from pg_constraint where conrelid = $1::regclass and contype = 'p'`,
    [`${schema}.${table}`],
  );
  return rows[0]!.name;
}

/** All at once, each on a connection of its own; keys that stand on an index follow. */
async function addIndexes(pool: pg.Pool, schema: string): Promise<void> {
  const { built, keys } = movementIndexes(schema);
  const standing = `alter table ${schema}.standing add primary key (convention_key, position, ordinal)`;
  await Promise.all([...built, standing].map(index => buildIndex(pool, index)));
  for (const key of keys) await pool.query(key);
  await pool.query(`vacuum analyze ${schema}.movement`);
  await pool.query(
    `analyze ${schema}.convention, ${schema}.line, ${schema}.allocation, ${schema}.current_balance`,
  );
}

async function buildIndex(pool: pg.Pool, index: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set maintenance_work_mem = '256MB'");
    await client.query(index);
  } finally {
    client.release(true);
  }
}
