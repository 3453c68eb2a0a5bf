import { EventStoreDBClient } from '@eventstore/db-client';
import { addAbortSignal } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { instant, type Instant } from '#kernel';
import { Doorbell } from '../doorbell.js';
import { followLog } from '../follow.js';
import type { AppendRequest, AppendResult, Clock, EventStore, LoggedRecord, PersonalValue } from '../port.js';
import { assertRequest, standAs } from '../request.js';
import { Claims } from './claims.js';
import type { Mirror } from './mirror.js';
import { entryOf, Streams, type Credentials } from './streams.js';

/** The event type of our records: their own type is in their text. */
const RECORD = 'Record';
/** How long an appended record may take to reach the mirror, in milliseconds. */
const LONGEST_LAG = 10_000;
const RESUBSCRIBE_AFTER = 200;

export interface EventStoreDbOptions {
  /** `esdb://…` */
  readonly connection: string;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly mirror: Mirror;
  /** How long a claim waits for its event before another may take it over, in milliseconds. */
  readonly claimGrace?: number;
}

/**
 * The log in EventStoreDB, 23.10 or later: a first adapter, for one writing process.
 *
 * Left to its hardening: guards are read before the append, not with it, and another process may move them between;
 * two processes stamp by their own clocks (the mirror raises the time, the text keeps it); a process that stalls longer
 * than `claimGrace` between claim and event is not fenced; personal values kept for an append that then lost a
 * race stay until erased; appends go one after the other; reads have no deadline; a client that failed its first
 * negotiation, or meets the same failure again and again, is not rebuilt; the follower runs in every process, without
 * election; the mirror on PostgreSQL; the faults of the stand-in and the run against a real server.
 */
export class EventStoreDbEventStore implements EventStore {
  readonly #streams: Streams;
  readonly #claims: Claims;
  readonly #mirror: Mirror;
  readonly #clock: Clock;
  readonly #doorbell = new Doorbell();
  readonly #closing = new AbortController();
  readonly #mirroring: Promise<void>;
  #latest: Instant | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ connection, credentials, clock, mirror, claimGrace = 60_000 }: EventStoreDbOptions) {
    this.#streams = new Streams(EventStoreDBClient.connectionString(connection), credentials);
    this.#claims = new Claims(this.#streams, claimGrace);
    this.#mirror = mirror;
    this.#clock = clock;
    this.#mirroring = this.#fillMirror();
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    assertRequest(request);
    if (this.#closing.signal.aborted) throw new Error('the event store is closed');
    const answer = this.#last.then(() => this.#append(request));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #append(request: AppendRequest): Promise<AppendResult> {
    const { stream, expected, records, guards, personal } = request;
    const actual = await this.#streams.versionOf(stream);
    const eventIds = records.map(record => record.eventId);
    if (actual !== expected || (await this.#mirror.hasAny(eventIds))) {
      return this.#standing(request, actual);
    }
    for (const guard of guards) {
      const moved = await this.#streams.versionOf(guard.stream);
      if (moved !== guard.version) return { outcome: 'guard-conflict', stream: guard.stream, actual: moved };
    }
    const now = this.#clock();
    const recordedAt = this.#latest !== undefined && this.#latest > now ? this.#latest : now;
    const entries = records.map(record => ({
      id: record.eventId,
      type: RECORD,
      text: record.write(recordedAt),
      note: { commandId: record.commandId, recordedAt },
    }));
    const claims = await this.#claims.write(request);
    if (claims.conflict) return { outcome: 'claim-conflict', ...claims.conflict };
    await this.#mirror.keepPersonal(personal);
    if (!(await this.#streams.append(stream, expected, entries))) {
      await claims.abandon();
      return this.#standing(request, await this.#streams.versionOf(stream));
    }
    return this.#standing(request, expected + records.length);
  }

  /** The answer from what stands in the stream: the same append, or a conflict. */
  async #standing({ stream, expected, records }: AppendRequest, actual: number): Promise<AppendResult> {
    const stored = (await this.readStream(stream, expected, actual)).slice(0, records.length);
    if (!standAs(records, stored)) return { outcome: 'version-conflict', actual };
    return {
      outcome: 'appended',
      positions: stored.map(record => record.position),
      recordedAt: stored[0]!.recordedAt,
    };
  }

  /** As the leader has it now: waits until the mirror has the stream's last record. */
  async readStream(stream: string, afterVersion = 0, known?: number): Promise<readonly LoggedRecord[]> {
    const version = known ?? (await this.#streams.versionOf(stream));
    if (version <= afterVersion) return [];
    const giveUp = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(LONGEST_LAG)]);
    for (;;) {
      const { rings } = this.#doorbell;
      const records = await this.#mirror.readStream(stream, afterVersion);
      if ((records.at(-1)?.version ?? 0) >= version) return records;
      if (giveUp.aborted) throw new Error(`the mirror has not seen version ${version} of ${stream}`);
      await this.#doorbell.heard(rings, giveUp);
    }
  }

  readAll(after: bigint, limit: number): Promise<readonly LoggedRecord[]> {
    return this.#mirror.readAll(after, limit);
  }

  follow(after: bigint, signal: AbortSignal): AsyncIterable<readonly LoggedRecord[]> {
    return followLog(this, this.#doorbell, after, signal);
  }

  head(): Promise<bigint> {
    return this.#mirror.head();
  }

  readPersonal(commitments: readonly string[]): Promise<readonly PersonalValue[]> {
    return this.#mirror.readPersonal(commitments);
  }

  erasePersonal(commitment: string): Promise<void> {
    return this.#mirror.erasePersonal(commitment);
  }

  async close(): Promise<void> {
    await this.#last;
    this.#closing.abort();
    await this.#mirroring;
    await this.#streams.close();
  }

  /** Follows the server until closed; whatever ends the subscription, goes on from the mirror's checkpoint. */
  async #fillMirror(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        await this.#mirrorOnce();
      } catch {
        // The next try tells whether it passed; until then appends and reads fail by their own limits.
      }
      await pause(RESUBSCRIBE_AFTER, undefined, { signal: this.#closing.signal }).catch(() => {});
    }
  }

  async #mirrorOnce(): Promise<void> {
    const checkpoint = await this.#mirror.checkpoint();
    const subscription = this.#streams.subscribe(RECORD, checkpoint);
    // A cancelled call neither ends nor fails the subscription.
    addAbortSignal(this.#closing.signal, subscription);
    try {
      for await (const { event } of subscription) {
        if (event?.type !== RECORD) continue;
        const { id, stream, version, text, note } = entryOf(event);
        const recordedAt = instant(note['recordedAt'] ?? '');
        const record = { stream, version, eventId: id, commandId: note['commandId'] ?? '', recordedAt, text };
        await this.#mirror.add(record, event.position);
        if (this.#latest === undefined || recordedAt > this.#latest) this.#latest = recordedAt;
        this.#doorbell.ring();
      }
    } finally {
      await subscription.unsubscribe();
    }
  }
}
