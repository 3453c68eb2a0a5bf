import type { Pool, PoolClient } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '#kernel';
import type { AppendRequest, Clock } from '../port.js';
import { callAppend, type AppendRow, type StampedAppend } from './append-call.js';
import { isOfAnItem, isPassing } from './faults.js';

/** The most appends of one call. */
const LARGEST_BATCH = 200;
/** About the most characters of record text in one call. */
const LARGEST_CALL = 4 * 1024 * 1024;
/** How long a passing failure is waited out before the appends of a batch are given up, in milliseconds. */
const PATIENCE = 10_000;

/** An answer of the store and the stamp of the call that brought it. */
export type Answer = AppendRow & { readonly recordedAt: Instant };

interface Waiting {
  readonly request: AppendRequest;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: one call in flight at a time, on a connection of its own; all that is asked meanwhile goes out
 * together with the next one.
 */
export class AppendQueue {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #client: PoolClient | undefined;
  #latest: Instant | undefined;
  #closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Rejects where the store failed; the append may then have happened, and may be asked again as it was. */
  append(request: AppendRequest): Promise<Answer> {
    if (this.#closed) return Promise.reject(new Error('the event store is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when all that was asked is answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    this.#client?.release();
    this.#client = undefined;
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0, LARGEST_BATCH));
    this.#running = undefined;
  }

  /** Settles every item of the batch; never rejects. */
  async #send(batch: readonly Waiting[]): Promise<void> {
    let stamp = this.clock();
    const giveUp = performance.now() + PATIENCE;
    for (let tries = 0; ; tries++) {
      if (this.#latest !== undefined && this.#latest > stamp) stamp = this.#latest;
      const items = stamped(batch, stamp);
      if (items.length === 0) return;
      if (items.length > 1 && tooLong(items)) return this.#sendHalves(items);
      try {
        const answer = await callAppend(await this.#connection(), stamp, items);
        if (typeof answer === 'string') {
          this.#latest = answer;
          continue;
        }
        if (answer.some(row => row.outcome === 'appended')) this.#latest = stamp;
        for (const [index, row] of answer.entries()) items[index]!.resolve({ ...row, recordedAt: stamp });
        return;
      } catch (error) {
        if (isPassing(error)) {
          this.#disconnect(error);
          if (performance.now() < giveUp) {
            await pause(Math.min(20 * 2 ** tries, 1_000));
            continue;
          }
        } else if (isOfAnItem(error) && items.length > 1) {
          return this.#sendHalves(items);
        }
        for (const item of items) item.reject(error);
        return;
      }
    }
  }

  async #sendHalves(items: readonly Waiting[]): Promise<void> {
    const half = Math.ceil(items.length / 2);
    await this.#send(items.slice(0, half));
    await this.#send(items.slice(half));
  }

  async #connection(): Promise<PoolClient> {
    if (!this.#client) {
      const client = await this.pool.connect();
      // A connection that breaks while idle says so here; the next call then fails and connects anew.
      client.on('error', () => {});
      this.#client = client;
    }
    return this.#client;
  }

  #disconnect(error: unknown): void {
    this.#client?.release(error instanceof Error ? error : true);
    this.#client = undefined;
  }
}

/** The items with their texts; one whose text cannot be written is rejected and left out. */
function stamped(batch: readonly Waiting[], stamp: Instant): readonly (Waiting & StampedAppend)[] {
  return batch.flatMap(item => {
    try {
      const texts = item.request.records.map(record => record.write(stamp));
      if (texts.some(text => text.includes('\n'))) throw new TypeError("a record's text is one line");
      return { ...item, texts };
    } catch (error) {
      item.reject(error);
      return [];
    }
  });
}

function tooLong(items: readonly StampedAppend[]): boolean {
  return items.flatMap(item => item.texts).reduce((sum, text) => sum + text.length, 0) > LARGEST_CALL;
}
