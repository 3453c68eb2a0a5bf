import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { GENERATION } from '../generation.js';
import type { Batch } from './batch.js';
import { type Checkpoint, moveCheckpoint, readCheckpoint, takeCheckpoint } from './checkpoint.js';
import { Folding, type LogReader } from './folding.js';
import { FENCED, transaction } from './transaction.js';
import { clearReplaced, writeBatch } from './write.js';

/** The schema that is read, and its line in `ops.checkpoint` and `ops.dead_letter`. */
export const READ = 'read';

/** The read models are of another generation, or were never made: `prepareReadModels` makes them. */
export class GenerationDiffers extends Error {
  override readonly name = 'GenerationDiffers';
}

export interface Projecting {
  readonly pool: pg.Pool;
  readonly reader: LogReader;
  readonly schema?: string;
}

/**
 * Follows the log with one batch in the making while the one before is written. Rows, checkpoint and dead letters
 * of a batch are one transaction, which holds the checkpoint's row: who finds it moved, or held by another, writes
 * nothing and forgets what it remembers.
 */
export class Projector {
  #folding: Folding | undefined;
  #generation = '';
  #writing: Promise<boolean> = Promise.resolve(true);
  #overtaken = false;
  readonly #schema: string;

  constructor(private readonly options: Projecting) {
    this.#schema = options.schema ?? READ;
  }

  /** Whether another projector was found at work by the last step. */
  get overtaken(): boolean {
    return this.#overtaken;
  }

  /** Folds the next batch and starts to write it. Its number of records: 0 at the end of the log. */
  async step(limit = 1000): Promise<number> {
    const { pool, reader } = this.options;
    const folding = (this.#folding ??= await this.#resume());
    const records = await reader.readAll(folding.position, limit);
    if (records.length === 0) {
      await this.settled();
      return 0;
    }
    const missing = folding.missing(records);
    if (missing.length > 0) {
      if (!(await this.settled())) return 0;
      await folding.load(missing);
    }
    const from = { generation: this.#generation, position: folding.position };
    const batch = folding.fold(records);
    const to = folding.position;
    if (!(await this.settled())) return 0;
    this.#writing = this.#write(pool, batch, from, to);
    // Its failure is met by `settled`; until then it must not count as unhandled.
    this.#writing.catch(() => {});
    return records.length;
  }

  /** Waits for the batch being written. False where another projector was at work: this one starts afresh. */
  async settled(): Promise<boolean> {
    try {
      const active = await this.#writing;
      this.#overtaken = !active;
      if (!active) this.#folding = undefined;
      return active;
    } catch (error) {
      this.#folding = undefined;
      throw error;
    } finally {
      this.#writing = Promise.resolve(true);
    }
  }

  /** The position up to which records were folded; 0 before the first step. */
  get position(): bigint {
    return this.#folding?.position ?? 0n;
  }

  async #resume(): Promise<Folding> {
    const checkpoint = await readCheckpoint(this.options.pool, this.#schema);
    if (!checkpoint?.generation.startsWith(`${GENERATION}/`)) {
      throw new GenerationDiffers(`the read models are not of generation ${GENERATION}`);
    }
    this.#generation = checkpoint.generation;
    return Folding.resume(this.options.pool, this.#schema, this.#schema, checkpoint.position);
  }

  #write(pool: pg.Pool, batch: Batch, from: Checkpoint, to: bigint): Promise<boolean> {
    return transaction(
      pool,
      async client => {
        const held = await takeCheckpoint(client, this.#schema);
        if (held?.generation !== from.generation || held.position !== from.position) return false;
        await clearReplaced(client, this.#schema, batch);
        await writeBatch(client, this.#schema, batch);
        for (const { stream, position, error } of batch.deadLetters) {
          await client.query(
            'insert into ops.dead_letter (projection, stream, position, error) values ($1, $2, $3, $4)',
            [this.#schema, stream, position, error],
          );
        }
        await moveCheckpoint(client, this.#schema, to);
        return true;
      },
      FENCED,
    );
  }
}

/** Brings the read models to the present end of the log; for tests and for commands that wait. */
export async function projectBatch(options: Projecting, limit?: number): Promise<bigint> {
  const projector = new Projector(options);
  while ((await projector.step(limit)) > 0);
  await projector.settled();
  return projector.position;
}

export interface Running extends Projecting {
  readonly signal: AbortSignal;
  /** Resolves when something was appended, when aborted, or after the given time. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly onProgress?: (position: bigint) => void;
  /** A failure that is tried again: an unreachable server, say. */
  readonly onFailure?: (error: unknown) => void;
}

/** Longest pause between two looks at the log, in milliseconds; in a process of its own nothing wakes the projector. */
const LONGEST_PAUSE = 250;
/** A projector that stands still for this long, with events before it, is taken for dead; in milliseconds. */
const PATIENCE = 1000;
/** Before what failed is tried again, in milliseconds. */
const PAUSE_AFTER_FAILURE = 1000;

/** Follows the log until aborted. Throws `GenerationDiffers` only. */
export async function runProjector(options: Running): Promise<void> {
  const { signal, onProgress, onFailure } = options;
  const wait = options.wait ?? pause;
  const projector = new Projector(options);
  let idle = 5;
  while (!signal.aborted) {
    try {
      const folded = await projector.step();
      if (folded > 0) {
        idle = 5;
        onProgress?.(projector.position);
        continue;
      }
      if (projector.overtaken) await standBy(options);
      idle = Math.min(idle * 2, LONGEST_PAUSE);
    } catch (error) {
      if (error instanceof GenerationDiffers) throw error;
      onFailure?.(error);
      idle = PAUSE_AFTER_FAILURE;
    }
    await wait(idle, signal);
  }
  await projector.settled().catch(onFailure);
}

/** Waits while another projector is at work. To take its place needlessly does no harm: who is late writes nothing. */
async function standBy({ pool, reader, signal, schema = READ }: Running): Promise<void> {
  let before = await readCheckpoint(pool, schema);
  while (!signal.aborted) {
    await pause(PATIENCE, signal);
    const now = await readCheckpoint(pool, schema);
    const moved = now?.position !== before?.position || now?.generation !== before?.generation;
    if (!moved && (await reader.readAll(now?.position ?? 0n, 1)).length > 0) return;
    before = now;
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {});
}
