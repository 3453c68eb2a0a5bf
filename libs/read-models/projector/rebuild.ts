import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { GENERATION } from '../generation.js';
import { readCheckpoint } from './checkpoint.js';
import { type Filled, fill } from './fill.js';
import type { LogReader } from './folding.js';
import { projectBatch, READ } from './projector.js';
import { transaction } from './transaction.js';

const NEXT = 'read_next';

export interface Rebuilding {
  readonly pool: pg.Pool;
  readonly reader: LogReader;
  /** Records projected so far, of those that the log held at the start. */
  readonly onProgress?: (done: number, of: number) => void;
  /** Threads that fold; as the log's size and the machine advise, where it is left out. */
  readonly threads?: number;
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
  await note(options.pool, await fill(options.pool, NEXT, options.onProgress ?? (() => {}), options.threads));
  await projectBatch({ ...options, schema: NEXT });
  await swap(options);
  await options.pool.query('drop schema if exists read_old cascade');
}

/** Notes how far the tables have come, and what they could not hold. */
async function note(pool: pg.Pool, { head, letters }: Filled): Promise<void> {
  await transaction(pool, async client => {
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
