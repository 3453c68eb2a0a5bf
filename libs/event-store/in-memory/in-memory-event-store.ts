import type { Instant } from '#kernel';
import { Doorbell } from '../doorbell.js';
import { followLog } from '../follow.js';
import type { AppendRequest, AppendResult, Clock, EventStore, LoggedRecord, PersonalValue } from '../port.js';
import { assertRequest, standAs } from '../request.js';

/** The log in the memory of one process, for tests: nothing survives it. */
export class InMemoryEventStore implements EventStore {
  readonly #log: LoggedRecord[] = [];
  readonly #streams = new Map<string, LoggedRecord[]>();
  readonly #eventIds = new Set<string>();
  readonly #claims = new Map<string, { readonly stream: string; readonly eventId: string }>();
  readonly #personal = new Map<string, PersonalValue>();
  readonly #doorbell = new Doorbell();

  constructor(private readonly clock: Clock) {}

  append(request: AppendRequest): Promise<AppendResult> {
    return new Promise(resolve => resolve(this.#append(request)));
  }

  #append(request: AppendRequest): AppendResult {
    assertRequest(request);
    const { stream, expected, records, guards, claims, releases, personal } = request;
    const actual = this.#versionOf(stream);
    if (actual !== expected || records.some(record => this.#eventIds.has(record.eventId))) {
      const stored = this.#streams.get(stream)?.slice(expected, expected + records.length) ?? [];
      return standAs(records, stored)
        ? appended(stored, stored[0]!.recordedAt)
        : { outcome: 'version-conflict', actual };
    }
    for (const guard of guards) {
      const moved = this.#versionOf(guard.stream);
      if (moved !== guard.version) return { outcome: 'guard-conflict', stream: guard.stream, actual: moved };
    }
    for (const { key } of claims) {
      const holder = this.#claims.get(key);
      if (holder && !(holder.stream === stream && releases.includes(key))) {
        return { outcome: 'claim-conflict', key, holder: holder.eventId };
      }
    }
    const head = this.#log.at(-1)?.recordedAt;
    const now = this.clock();
    const recordedAt = head !== undefined && head > now ? head : now;
    const written = records.map((record, index) => ({
      position: BigInt(this.#log.length + index + 1),
      stream,
      version: expected + index + 1,
      eventId: record.eventId,
      commandId: record.commandId,
      recordedAt,
      text: record.write(recordedAt),
    }));
    for (const key of releases) if (this.#claims.get(key)?.stream === stream) this.#claims.delete(key);
    for (const { key, record } of claims) {
      this.#claims.set(key, { stream, eventId: records[record]!.eventId });
    }
    for (const value of personal) this.#personal.set(value.commitment, value);
    for (const { eventId } of records) this.#eventIds.add(eventId);
    this.#log.push(...written);
    const standing = this.#streams.get(stream);
    if (standing) standing.push(...written);
    else this.#streams.set(stream, [...written]);
    this.#doorbell.ring();
    return appended(written, recordedAt);
  }

  #versionOf(stream: string): number {
    return this.#streams.get(stream)?.length ?? 0;
  }

  async readStream(stream: string, afterVersion = 0): Promise<readonly LoggedRecord[]> {
    return this.#streams.get(stream)?.slice(afterVersion) ?? [];
  }

  async readAll(after: bigint, limit: number): Promise<readonly LoggedRecord[]> {
    return this.#log.slice(Number(after), Number(after) + limit);
  }

  follow(after: bigint, signal: AbortSignal): AsyncIterable<readonly LoggedRecord[]> {
    return followLog(this, this.#doorbell, after, signal);
  }

  async head(): Promise<bigint> {
    return BigInt(this.#log.length);
  }

  async readPersonal(commitments: readonly string[]): Promise<readonly PersonalValue[]> {
    return commitments.flatMap(commitment => this.#personal.get(commitment) ?? []);
  }

  async erasePersonal(commitment: string): Promise<void> {
    this.#personal.delete(commitment);
  }

  async close(): Promise<void> {}
}

function appended(records: readonly LoggedRecord[], recordedAt: Instant): AppendResult {
  return { outcome: 'appended', positions: records.map(record => record.position), recordedAt };
}
