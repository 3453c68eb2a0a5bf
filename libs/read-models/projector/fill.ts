import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { createTables } from '../generation.js';
import { movementIndexes } from '../movement/movement.entity.js';
import type { DeadLetter } from './batch.js';
import { type Filling, fillShare } from './fill-share.js';
import type { FillingNews, FillingThread } from './fill-share.worker.js';

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
  const indexes = await takeIndexes(pool, schema);
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
  await addIndexes(pool, schema, indexes);
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

/**
 * Takes away the keys and indexes of the tables, which are made at the end: sorting once costs less than finding the
 * place of each row. The statements that make them; those of `movement` are its own.
 */
async function takeIndexes(pool: pg.Pool, schema: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ take: string; make: string; movement: boolean }>(
    `select t.relname = 'movement' as movement,
      coalesce(altered || ' drop constraint ' || named, 'drop index ' || i.indexrelid::regclass) as take,
      coalesce(altered || ' add constraint ' || named || ' ' || pg_get_constraintdef(c.oid),
        pg_get_indexdef(i.indexrelid)) as make
    from pg_index i
    join pg_class t on t.oid = i.indrelid
    left join pg_constraint c on c.conindid = i.indexrelid
    cross join lateral (select 'alter table ' || t.oid::regclass as altered, quote_ident(c.conname) as named) n
    where t.relnamespace = $1::regnamespace`,
    [schema],
  );
  await pool.query(rows.map(({ take }) => take).join(';'));
  return rows.filter(({ movement }) => !movement).map(({ make }) => make);
}

/** All at once, each on a connection of its own; keys that stand on an index follow. */
async function addIndexes(pool: pg.Pool, schema: string, others: readonly string[]): Promise<void> {
  const { built, keys } = movementIndexes(schema);
  await Promise.all(
    [...built, ...others].map(make => pool.query(`set local maintenance_work_mem = '256MB'; ${make}`)),
  );
  for (const key of keys) await pool.query(key);
  await pool.query(`vacuum analyze ${schema}.movement`);
  await pool.query(
    `analyze ${schema}.convention, ${schema}.line, ${schema}.allocation, ${schema}.current_balance`,
  );
}
