import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { createTables, GENERATION } from '../generation.js';
import { movementIndexes } from '../movement/movement.entity.js';
import { Batch, Imputations } from './batch.js';
import { readCheckpoint } from './checkpoint.js';
import { ConventionPages } from './convention-pages.js';
import type { LogReader } from './folding.js';
import { projectBatch, READ } from './projector.js';
import { transaction } from './transaction.js';
import { writeBatch } from './write.js';

const NEXT = 'read_next';
/** Filled without their keys, which are made at the end. */
const LARGE = ['movement', 'standing'];
const STREAMS = 30;

export interface Rebuilding {
  readonly pool: pg.Pool;
  readonly reader: LogReader;
  /** Records projected so far, of those that the log held at the start. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Makes the read models where there are none of this generation; otherwise nothing. */
export async function prepareReadModels(options: Rebuilding): Promise<void> {
  const present = async () => {
    const checkpoint = await readCheckpoint(options.pool, READ);
    return checkpoint?.generation.startsWith(`${GENERATION}/`) === true;
  };
  if (await present()) return;
  await oneAtATime(options.pool, async () => {
    if (!(await present())) await replace(options);
  });
}

/**
 * Fills the read models anew beside those that are read, convention by convention up to the present head, then as
 * the projector does, and puts them in their place by two renames in one transaction. One at a time.
 */
export async function rebuild(options: Rebuilding): Promise<void> {
  await oneAtATime(options.pool, () => replace(options));
}

async function oneAtATime(pool: pg.Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('pia-ledger rebuild'))");
    await work();
  } finally {
    // Ends the session, and the lock with it.
    client.release(true);
  }
}

async function replace(options: Rebuilding): Promise<void> {
  await fill(options);
  await projectBatch({ ...options, schema: NEXT });
  await swap(options);
  await options.pool.query('drop schema if exists read_old cascade');
}

async function fill({ pool, onProgress }: Rebuilding): Promise<void> {
  await createTables(pool, NEXT);
  for (const table of LARGE)
    await pool.query(`alter table ${NEXT}.${table} drop constraint ${await keyOf(pool, table)}`);
  const { rows } = await pool.query<{ head: string }>(
    'select coalesce(max(position), 0) as head from ledger.event',
  );
  const head = rows[0]!.head;
  const imputations = new Imputations();
  const letters: Batch['deadLetters'] = [];
  let writing: Promise<void> = Promise.resolve();
  let done = 0;
  const client = await pool.connect();
  const writer = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const pages = new ConventionPages(client, head, STREAMS);
    let ahead = pages.next();
    for (let page = await ahead; page.length > 0; page = await ahead) {
      // While this page is folded, the next one is read and the one before is written.
      ahead = pages.next();
      ahead.catch(() => {});
      const batch = new Batch(imputations);
      pages.project(page, batch);
      letters.push(...batch.deadLetters);
      await writing;
      writing = writeBatch(writer, NEXT, batch);
      writing.catch(() => {});
      done += page.length;
      onProgress?.(done, Number(head));
    }
    await writing;
  } finally {
    client.release(true);
    writer.release();
  }
  await finish(pool, head, letters);
  onProgress?.(Number(head), Number(head));
}

async function keyOf(pool: pg.Pool, table: string): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(conname) as name from pg_constraint where conrelid = $1::regclass and contype = 'p'`,
    [`${NEXT}.${table}`],
  );
  return rows[0]!.name;
}

async function finish(pool: pg.Pool, head: string, letters: Batch['deadLetters']): Promise<void> {
  await transaction(pool, async client => {
    await client.query("set local maintenance_work_mem = '512MB'");
    await client.query(`alter table ${NEXT}.standing add primary key (convention_key, position, ordinal)`);
    for (const index of movementIndexes(NEXT)) await client.query(index);
    await client.query('delete from ops.dead_letter where projection = $1', [NEXT]);
    await client.query(
      `insert into ops.dead_letter (projection, stream, position, error)
      select $1, * from unnest($2::text[], $3::bigint[], $4::text[])`,
      [
        NEXT,
        letters.map(({ stream }) => stream),
        letters.map(({ position }) => position),
        letters.map(({ error }) => error),
      ],
    );
    await client.query(
      `insert into ops.checkpoint (projection, generation, position) values ($1, $2, $3)
      on conflict (projection) do update
      set generation = excluded.generation, position = excluded.position, updated_at = now()`,
      [NEXT, `${GENERATION}/${randomUUID()}`, head],
    );
  });
  await pool.query(`vacuum analyze ${NEXT}.movement`);
  await pool.query(`analyze ${NEXT}.convention, ${NEXT}.line, ${NEXT}.allocation, ${NEXT}.current_balance`);
}

async function swap({ pool, reader }: Rebuilding): Promise<void> {
  await transaction(pool, async client => {
    await client.query('select from ops.checkpoint where projection = $1 for update', [READ]);
    // The projector of the present tables stands still now: the new ones end where it ended, or later.
    await projectBatch({ pool, reader, schema: NEXT });
    await client.query('drop schema if exists read_old cascade');
    const { rows } = await client.query("select from pg_namespace where nspname = 'read'");
    if (rows.length > 0) await client.query(`alter schema ${READ} rename to read_old`);
    await client.query(`alter schema ${NEXT} rename to ${READ}`);
    for (const table of ['checkpoint', 'dead_letter']) {
      await client.query(`delete from ops.${table} where projection = $1`, [READ]);
      await client.query(`update ops.${table} set projection = $1 where projection = $2`, [READ, NEXT]);
    }
  });
}
