import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { ClientBase } from 'pg';
import { GENERATION } from '../generation.js';
import { Batch, Imputations } from './batch.js';
import { COMPARED } from './compare.js';
import { Followed } from './followed.js';
import { GenerationDiffers, READ } from './projector.js';
import { transaction } from './transaction.js';
import { writeBatch } from './write.js';

/** A stream whose views stop before a fact that could not be projected. */
export interface ParkedStream {
  readonly stream: string;
  /** The first fact that is missing, and why. */
  readonly position: string;
  readonly error: string;
  /** How many facts are missing. */
  readonly facts: number;
  /** Who took note of it and why, where somebody did: it raises no alert any more. */
  readonly skipped: { readonly by: string; readonly reason: string } | null;
}

/** Who acts on a parked stream, and why. */
export interface Act {
  readonly stream: string;
  /** A pseudonymous account. */
  readonly by: string;
  readonly reason: string;
}

/** The streams that are parked, the first to have stopped first. */
export async function parkedStreams(pool: pg.Pool): Promise<readonly ParkedStream[]> {
  const { rows } = await pool.query<Omit<ParkedStream, 'skipped'> & { by: string | null; reason: string }>(
    `select d.stream, d.position::text, d.error, d.facts::integer, a.by, a.reason
    from (
      select distinct on (stream) stream, position, error, count(*) over (partition by stream) as facts
      from ops.dead_letter where projection = $1 order by stream, position
    ) d
    left join lateral (
      select by, reason from ops.dead_letter_act a
      where (a.projection, a.stream, a.position, a.act) = ($1, d.stream, d.position, 'skipped')
      order by id desc limit 1
    ) a on true
    order by d.position`,
    [READ],
  );
  return rows.map(({ by, reason, ...parked }) => ({
    ...parked,
    skipped: by === null ? null : { by, reason },
  }));
}

/**
 * Takes note that a stream stays parked: it is listed apart and raises no alert any more. Its views still say that they
 * are incomplete, since nothing is shown that does not follow from the facts. False where it is not parked.
 */
export function skipParked(pool: pg.Pool, act: Act): Promise<boolean> {
  return transaction(pool, async client => (await trace(client, 'skipped', act)) !== undefined);
}

/**
 * Projects a parked stream again from its first fact, after a repair of the program: its rows are written anew, in
 * one transaction that holds the checkpoint. How many facts are missing still; `undefined` where it is not parked.
 */
export function replayParked(pool: pg.Pool, act: Act): Promise<number | undefined> {
  return transaction(pool, async client => {
    const { rows } = await client.query<{ generation: string; position: string }>(
      'select generation, position from ops.checkpoint where projection = $1 for update',
      [READ],
    );
    const checkpoint = rows[0];
    if (!checkpoint?.generation.startsWith(`${GENERATION}/`)) {
      throw new GenerationDiffers(`the read models are not of generation ${GENERATION}`);
    }
    if ((await trace(client, 'replayed', act)) === undefined) return undefined;
    const batch = await derived(client, act.stream, checkpoint.position);
    const [key] = batch.conventions.map(convention => convention.key);
    for (const { name } of COMPARED.filter(table => table.name !== 'convention')) {
      await client.query(`delete from ${READ}.${name} where convention_key = $1`, [key]);
    }
    await writeBatch(client, READ, batch);
    await client.query('delete from ops.dead_letter where projection = $1 and stream = $2', [
      READ,
      act.stream,
    ]);
    for (const { position, error } of batch.deadLetters) {
      await client.query(
        'insert into ops.dead_letter (projection, stream, position, error) values ($1, $2, $3, $4)',
        [READ, act.stream, position, error],
      );
    }
    // What a running projector remembers of this stream is void.
    await client.query('update ops.checkpoint set generation = $2 where projection = $1', [
      READ,
      `${GENERATION}/${randomUUID()}`,
    ]);
    return batch.deadLetters.length;
  });
}

/** The rows of one convention, from all its facts up to a position. */
async function derived(client: ClientBase, stream: string, position: string): Promise<Batch> {
  const known = await client.query<{ code: string; key: number }>(`select code, key from ${READ}.imputation`);
  const batch = new Batch(new Imputations(known.rows.map(({ code, key }) => [code, key] as const)));
  const { rows } = await client.query<{ key: number }>(
    `select key from ${READ}.convention where stream = $1`,
    [stream],
  );
  const facts = await client.query<{ position: string; text: string }>(
    `select position, record as text from ledger.event where stream = $1 and position <= $2 order by version`,
    [stream, position],
  );
  const followed = new Followed(stream, rows[0]!.key, BigInt(facts.rows[0]!.position));
  for (const { position: at, text } of facts.rows)
    batch.project(followed, { stream, position: BigInt(at), text });
  return batch.close();
}

/** Keeps who acted; the position where the stream is parked, `undefined` where it is not. */
async function trace(
  client: ClientBase,
  act: 'replayed' | 'skipped',
  { stream, by, reason }: Act,
): Promise<string | undefined> {
  const { rows } = await client.query<{ position: string }>(
    `insert into ops.dead_letter_act (projection, stream, position, act, by, reason)
    select projection, stream, min(position), $3, $4, $5 from ops.dead_letter
    where projection = $1 and stream = $2 group by projection, stream returning position`,
    [READ, stream, act, by, reason],
  );
  return rows[0]?.position;
}
