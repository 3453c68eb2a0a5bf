import { randomUUID } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { instant } from '#kernel';
import type { Doorbell } from '../doorbell.js';
import { within, type Connection } from './connection.js';
import type { Limits } from './limits.js';
import {
  type Arrival,
  type Circumstances,
  isContradiction,
  type MirrorTable,
  type SourcePosition,
} from './mirror-table.js';
import type { Plain, StoredEntry, Streams } from './streams.js';

/** The event type of our records: their own type is in their text. */
export const RECORD = 'Record';

/** Before a subscription that ended is asked for again: at first, and at most, in milliseconds. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 5_000;
/** The most records, and about the most characters, of one call. */
const LARGEST_BATCH = 500;
const LARGEST_CALL = 4 * 1024 * 1024;

/** The metadata of a record: what its text alone need not say, and what its append asked. */
export type RecordNote = Circumstances & {
  readonly [member: string]: Plain | undefined;
  readonly commandId: string;
  readonly recordedAt: string;
};

export interface MirroringOptions {
  readonly connection: Connection;
  readonly streams: Streams;
  readonly table: MirrorTable;
  /** Rings when records were copied. */
  readonly doorbell: Doorbell;
  readonly limits: Limits;
  /** Throws where the server does not hold what was copied from it: asked before each subscription. */
  readonly assertSameLog: () => Promise<void>;
  /** Told of what is tried again, and of contradictions, which no try will mend. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Follows the server and fills the mirror, in one process at a time: the others wait for the holder to leave or to fall
 * silent. Whether a subscription ends, closes or fails, it is asked for again from where the mirror stands.
 */
export class Mirroring {
  readonly #holder = randomUUID();
  readonly #closing = new AbortController();
  #attempt = new AbortController();
  #caughtUp = false;
  readonly #running: Promise<void>;

  constructor(private readonly options: MirroringOptions) {
    this.#running = this.#run();
  }

  /** Whether it had seen, once, all that the server held; or another process fills the mirror. */
  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  /** Asks for the subscription anew: somebody waits for a record that should be there, and it may have stalled. */
  nudge(): void {
    this.#attempt.abort();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
    await this.options.table.leave(this.#holder).catch(this.options.onTrouble);
  }

  async #run(): Promise<void> {
    const { table, limits, assertSameLog, onTrouble } = this.options;
    const { signal } = this.#closing;
    let rest = FIRST_PAUSE;
    while (!signal.aborted) {
      try {
        const held = await table.take(this.#holder, limits.lease / 1000);
        if (held) {
          await assertSameLog();
          if (await this.#follow(held.at)) rest = FIRST_PAUSE;
        } else {
          this.#caughtUp = true;
          rest = limits.lease / 8;
        }
      } catch (error) {
        if (!this.#attempt.signal.aborted) onTrouble(error);
        if (isContradiction(error)) rest = LONGEST_PAUSE;
      }
      await pause(rest, undefined, { signal }).catch(() => {});
      rest = Math.min(rest * 2, LONGEST_PAUSE);
    }
  }

  /** Copies from a place on, until the subscription is over or another took the mirror. Whether it copied anything. */
  async #follow(from: SourcePosition | undefined): Promise<boolean> {
    const { connection, streams, table, doorbell, limits } = this.options;
    const { client, replaced } = connection.current;
    this.#attempt = new AbortController();
    const subscription = streams.subscribe(client, RECORD, from);
    // A call that the client itself cancelled neither ends nor fails the subscription.
    addAbortSignal(AbortSignal.any([this.#closing.signal, this.#attempt.signal, replaced]), subscription);
    const renewing = setInterval(() => {
      table.take(this.#holder, limits.lease / 1000).then(
        held => held ?? this.#attempt.abort(),
        () => this.#attempt.abort(),
      );
    }, limits.lease / 3);
    let at = from;
    let arrivals: Arrival[] = [];
    let length = 0;
    let allSent = false;
    const seen = () => {
      if (allSent && arrivals.length === 0 && subscription.readableLength === 0) this.#caughtUp = true;
    };
    subscription.once('caughtUp', () => {
      allSent = true;
      seen();
    });
    try {
      for await (const { event } of subscription) {
        if (!event) continue;
        const arrival = arrivalOf(streams.entryOf(event));
        if (!arrival) continue;
        arrivals.push(arrival);
        length += arrival.text.length;
        const more =
          subscription.readableLength > 0 && arrivals.length < LARGEST_BATCH && length < LARGEST_CALL;
        if (more) continue;
        if (!(await table.fill(this.#holder, limits.lease / 1000, at, arrivals))) break;
        at = arrival.at;
        arrivals = [];
        length = 0;
        doorbell.ring();
        seen();
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) {
        if (at === from) connection.failed(error);
        throw error;
      }
    } finally {
      clearInterval(renewing);
      await within(limits.deadline, subscription.unsubscribe()).catch(() => {});
    }
    return at !== from;
  }
}

function arrivalOf({ id, type, stream, version, text, note, at }: StoredEntry): Arrival | undefined {
  if (type !== RECORD || !at) return undefined;
  const { commandId, recordedAt, guards, releases, claims } = note as RecordNote;
  return {
    stream,
    version,
    eventId: id,
    commandId,
    recordedAt: instant(recordedAt),
    text,
    at,
    ...(guards ? { guards } : {}),
    ...(releases ? { releases } : {}),
    ...(claims ? { claims } : {}),
  };
}
