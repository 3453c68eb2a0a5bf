import type { Instant } from '#kernel';
import type { Doorbell } from '../doorbell.js';
import { followLog } from '../follow.js';
import {
  type AppendRequest,
  type AppendResult,
  type Clock,
  type EventStore,
  EventStoreUnavailable,
  type LoggedRecord,
  type PersonalValue,
} from '../port.js';
import { assertRequest } from '../request.js';
import { Claims } from './claims.js';
import type { Limits } from './limits.js';
import type { MirrorTable } from './mirror-table.js';
import { type Mirroring, RECORD, type RecordNote } from './mirroring.js';
import type { Entry, Streams } from './streams.js';
import { Turns } from './turns.js';

/** A mirror filled by another process is looked at again after so many milliseconds, then twice as many, at most: */
const FIRST_LOOK = 2;
const LAST_LOOK = 50;

export interface OpenParts {
  readonly streams: Streams;
  readonly table: MirrorTable;
  readonly mirroring: Pick<Mirroring, 'nudge'>;
  readonly doorbell: Doorbell;
  readonly limits: Limits;
}

/**
 * The log in EventStoreDB. An append is answered once the mirror has drawn its positions; all reads are of the mirror,
 * those of a stream after the leader was asked how far it goes.
 *
 * Guards are read before the append, not with it: what moves them in between makes a straggler, which the mirror tells.
 * Appends that touch the same streams or keys go one after the other in this process; the rest goes side by side.
 */
export class EventStoreDbEventStore implements EventStore {
  readonly #claims: Claims;
  readonly #turns = new Turns();
  readonly #pending = new Set<Promise<unknown>>();
  #closed = false;

  constructor(
    private readonly parts: OpenParts,
    private readonly clock: Clock,
  ) {
    this.#claims = new Claims(parts.streams, parts.limits);
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    assertRequest(request);
    if (this.#closed) throw new Error('the event store is closed');
    const { stream, guards, claims, releases } = request;
    const keys = [...claims.map(({ key }) => key), ...releases].map(key => `claim-${key}`);
    const touching = { changes: [stream, ...keys], looksAt: guards.map(guard => guard.stream) };
    const answer = this.#turns.take(touching, () => this.#append(request));
    this.#pending.add(answer);
    try {
      return await answer;
    } finally {
      this.#pending.delete(answer);
    }
  }

  async #append(request: AppendRequest): Promise<AppendResult> {
    const { stream, expected, records, guards, claims, releases, personal } = request;
    const { streams, table } = this.parts;
    // What is written beside the event must not be written in vain.
    const beside = claims.length + releases.length + personal.length > 0;
    const [{ latest, known }, actual, ...guarded] = await Promise.all([
      table.before(records.map(record => record.eventId)),
      beside ? streams.versionOf(stream) : expected,
      ...guards.map(guard => streams.versionOf(guard.stream)),
    ]);
    if (known || actual !== expected) return this.#standing(request);
    const moved = guards.findIndex((guard, index) => guard.version !== guarded[index]);
    if (moved >= 0) {
      return { outcome: 'guard-conflict', stream: guards[moved]!.stream, actual: guarded[moved]! };
    }
    const now = this.clock();
    const entries = entriesOf(request, latest !== null && latest > now ? latest : now);
    const written = await this.#claims.write(request);
    if (written.conflict) return { outcome: 'claim-conflict', ...written.conflict };
    const kept = await table.keepPersonal(personal);
    const stood = await streams.append(stream, expected, entries, () => written.expired());
    const answer = await (stood ? this.#positions(request, entries) : this.#standing(request));
    if (answer.outcome !== 'appended') {
      await written.abandon();
      await Promise.all(kept.map(commitment => table.erasePersonal(commitment)));
    }
    return answer;
  }

  /** The answer from what stands in the stream: the same append, or a conflict. */
  async #standing({ stream, expected, records }: AppendRequest): Promise<AppendResult> {
    const stored = await this.parts.streams.read(stream, expected + 1, records.length);
    const same =
      stored.length === records.length &&
      records.every((record, index) => {
        const { id, note, text } = stored[index]!;
        return record.eventId === id && record.write((note as RecordNote).recordedAt as Instant) === text;
      });
    if (!same) {
      return { outcome: 'version-conflict', actual: await this.parts.streams.versionOf(stream) };
    }
    return appended(
      (await this.#mirrored(stream, expected, expected + records.length)).slice(0, records.length),
    );
  }

  /** The answer once the mirror has the entries that the server took. */
  async #positions(request: AppendRequest, entries: readonly Entry[]): Promise<AppendResult> {
    const { stream, expected } = request;
    const mirrored = await this.#mirrored(stream, expected, expected + entries.length);
    const own = mirrored.slice(0, entries.length);
    const same = own.every(
      ({ eventId, text }, index) => eventId === entries[index]!.id && text === entries[index]!.text,
    );
    // The server answers an append of known ids as done, whatever their bytes.
    return same ? appended(own) : this.#standing(request);
  }

  /** Waits until the mirror has a version of a stream. Throws `EventStoreUnavailable` where it does not come. */
  async #mirrored(stream: string, after: number, version: number): Promise<readonly LoggedRecord[]> {
    const { table, doorbell, limits, mirroring } = this.parts;
    const asked = performance.now();
    let nudged = false;
    for (let look = FIRST_LOOK; ; look = Math.min(look * 2, LAST_LOOK)) {
      const { rings } = doorbell;
      const records = await table.readStream(stream, after);
      if ((records.at(-1)?.version ?? 0) >= version) return records;
      const waited = performance.now() - asked;
      if (waited > limits.lag) {
        throw new EventStoreUnavailable(`the mirror has not seen version ${version} of ${stream}`);
      }
      if (!nudged && waited > limits.lag / 4) {
        nudged = true;
        mirroring.nudge();
      }
      await doorbell.heard(rings, NEVER, look);
    }
  }

  /** As the leader has it now. */
  async readStream(stream: string, afterVersion = 0): Promise<readonly LoggedRecord[]> {
    const version = await this.parts.streams.versionOf(stream);
    return version <= afterVersion ? [] : this.#mirrored(stream, afterVersion, version);
  }

  readAll(after: bigint, limit: number): Promise<readonly LoggedRecord[]> {
    return this.parts.table.readAll(after, limit);
  }

  follow(after: bigint, signal: AbortSignal): AsyncIterable<readonly LoggedRecord[]> {
    return followLog(this, this.parts.doorbell, after, signal);
  }

  head(): Promise<bigint> {
    return this.parts.table.head();
  }

  readPersonal(commitments: readonly string[]): Promise<readonly PersonalValue[]> {
    return this.parts.table.readPersonal(commitments);
  }

  erasePersonal(commitment: string): Promise<void> {
    return this.parts.table.erasePersonal(commitment);
  }

  /** Waits for the appends under way; what it stands on is its opener's to close. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#pending);
  }
}

function appended(records: readonly LoggedRecord[]): AppendResult {
  return {
    outcome: 'appended',
    positions: records.map(record => record.position),
    recordedAt: records[0]!.recordedAt,
  };
}

const NEVER = new AbortController().signal;

/** The records as they are stored, stamped; the first carries what the mirror checks again. */
function entriesOf(
  { records, guards, claims, releases }: AppendRequest,
  recordedAt: Instant,
): readonly Entry[] {
  return records.map((record, index) => {
    const text = record.write(recordedAt);
    if (text.includes('\n')) throw new TypeError("a record's text is one line");
    const taken = claims.filter(claim => claim.record === index).map(({ key }) => key);
    const note: RecordNote = {
      commandId: record.commandId,
      recordedAt,
      ...(index === 0 && guards.length > 0
        ? { guards: guards.map(({ stream, version }) => ({ stream, version })) }
        : {}),
      ...(index === 0 && releases.length > 0 ? { releases } : {}),
      ...(taken.length > 0 ? { claims: taken } : {}),
    };
    return { id: record.eventId, type: RECORD, text, note };
  });
}
