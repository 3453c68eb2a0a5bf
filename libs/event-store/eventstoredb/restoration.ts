import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreUnavailable } from '../port.js';
import type { Claims } from './claims.js';
import type { Limits } from './limits.js';
import type { MirrorTable } from './mirror-table.js';
import { type Mirroring, RECORD, type RecordNote } from './mirroring.js';
import type { Entry, Streams } from './streams.js';

/** A record of another log, on its way into this one under its own ids. */
export interface RestoredRecord {
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
  readonly commandId: string;
  readonly recordedAt: string;
  readonly text: string;
  /** The keys that it holds today. */
  readonly claims: readonly string[];
}

/** The stream that says whether a backup is being put back: until it has ended, nobody else opens the log. */
const STREAM = 'restoration';
const BEGUN = 'RestorationBegun';
const ENDED = 'RestorationEnded';

/** The most records, and about the most characters, of one append. */
const LARGEST_GROUP = 100;
const LARGEST_TEXT = 256 * 1024;
/** Claims written side by side. */
const SIDE_BY_SIDE = 32;
const LOOK = 20;

export interface RestorationParts {
  readonly streams: Streams;
  readonly table: MirrorTable;
  readonly claims: Claims;
  readonly mirroring: Pick<Mirroring, 'nudge'>;
  readonly limits: Limits;
}

/** The backup that is being put back into a log; `undefined` for none, or one that has ended. */
export async function underwayIn(streams: Streams): Promise<string | undefined> {
  const [begun, ended] = await streams.read(STREAM, 1, 2);
  return begun && !ended ? begun.text : undefined;
}

/**
 * Puts the records of another log into this empty one, in their order: each append waits for the one before, so that
 * the server's order, and with it the positions that any mirror draws, is that of the other log. What stands already is
 * passed over: an interrupted restoration goes on where it was.
 */
export class Restoration {
  constructor(private readonly parts: RestorationParts) {}

  underway(): Promise<string | undefined> {
    return underwayIn(this.parts.streams);
  }

  /** Closes the log to others. False where it holds something, or a backup was put back here before. */
  async begin(backup: string): Promise<boolean> {
    if ((await this.parts.table.head()) > 0n) return false;
    return this.parts.streams.append(STREAM, 0, [{ id: randomUUID(), type: BEGUN, text: backup, note: {} }]);
  }

  /** Opens the log to all. */
  async end(): Promise<void> {
    const { streams } = this.parts;
    const [begun] = await streams.read(STREAM, 1, 1);
    const entry = { id: randomUUID(), type: ENDED, text: begun!.text, note: {} };
    await streams.append(STREAM, 1, [entry]);
  }

  /** Puts the records from a position on, and their claims; the position of one in whose place another stands, if any. */
  async put(first: number, records: readonly RestoredRecord[]): Promise<number | undefined> {
    const { table } = this.parts;
    const there = await table.readAll(BigInt(first) - 1n, records.length);
    const other = there.findIndex(({ text }, index) => text !== records[index]!.text);
    if (other >= 0) return first + other;
    let position = first + there.length;
    for (const group of groupsOf(records.slice(there.length))) {
      const stood = await this.#append(group);
      if (stood < group.length) return position + stood;
      position += group.length;
    }
    await this.#take(records);
    return undefined;
  }

  /** How many stand now. An interrupted run may have written the first of them, in an append that ended elsewhere. */
  async #append(group: readonly RestoredRecord[]): Promise<number> {
    const { streams } = this.parts;
    const { stream, version } = group[0]!;
    if (await streams.append(stream, version - 1, group.map(entryOf))) return group.length;
    const standing = await streams.read(stream, version, group.length);
    const other = standing.findIndex(({ text }, index) => text !== group[index]!.text);
    const same = other < 0 ? standing.length : other;
    if (same < standing.length || same === 0 || same === group.length) return same;
    return same + (await this.#append(group.slice(same)));
  }

  async #take(records: readonly RestoredRecord[]): Promise<void> {
    const taken = records.flatMap(({ claims, stream, version, eventId }) =>
      claims.map(key => ({ key, stream, version, eventId })),
    );
    for (let at = 0; at < taken.length; at += SIDE_BY_SIDE) {
      const some = taken.slice(at, at + SIDE_BY_SIDE);
      await Promise.all(some.map(({ key, ...event }) => this.parts.claims.restore(key, event)));
    }
  }

  /** Waits until the mirror has so many records. Throws `EventStoreUnavailable` where it stands still. */
  async mirrored(size: number): Promise<void> {
    const { table, mirroring, limits } = this.parts;
    let moved = performance.now();
    let nudged = false;
    for (let head = await table.head(), before = head; head < BigInt(size); head = await table.head()) {
      if (head > before) {
        [before, moved, nudged] = [head, performance.now(), false];
      }
      const still = performance.now() - moved;
      if (still > limits.lag) throw new EventStoreUnavailable(`the mirror stands still at position ${head}`);
      if (!nudged && still > limits.lag / 4) {
        nudged = true;
        mirroring.nudge();
      }
      await pause(LOOK);
    }
  }
}

/** Neighbours of one stream go in one append. */
function groupsOf(records: readonly RestoredRecord[]): readonly (readonly RestoredRecord[])[] {
  const groups: RestoredRecord[][] = [];
  let length = 0;
  for (const record of records) {
    const group = groups.at(-1);
    length += record.text.length;
    if (group?.[0]?.stream === record.stream && group.length < LARGEST_GROUP && length <= LARGEST_TEXT) {
      group.push(record);
    } else {
      groups.push([record]);
      length = record.text.length;
    }
  }
  return groups;
}

function entryOf({ eventId, commandId, recordedAt, text, claims }: RestoredRecord): Entry {
  const note: RecordNote = { commandId, recordedAt, ...(claims.length > 0 ? { claims } : {}) };
  return { id: eventId, type: RECORD, text, note };
}
