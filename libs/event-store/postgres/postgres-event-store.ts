import type { Pool } from 'pg';
import { Doorbell } from '../doorbell.js';
import { followLog } from '../follow.js';
import type { AppendRequest, AppendResult, Clock, EventStore, LoggedRecord, PersonalValue } from '../port.js';
import { assertRequest, standAs } from '../request.js';
import { EventTable } from '../table/event-table.js';
import { AppendQueue } from './append-queue.js';

/**
 * The log in PostgreSQL (schema: `eventStoreSchema`). Concurrent appends of one process go out in batches; several
 * processes may append to one log. The pool stays the caller's: `close` gives back the one connection kept from it.
 */
export class PostgresEventStore implements EventStore {
  readonly #table: EventTable;
  readonly #queue: AppendQueue;
  /** Rings when this process appended something. */
  readonly doorbell: Doorbell;

  constructor({ pool, clock, doorbell = new Doorbell() }: { pool: Pool; clock: Clock; doorbell?: Doorbell }) {
    this.doorbell = doorbell;
    this.#table = new EventTable(pool);
    this.#queue = new AppendQueue(pool, clock);
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    assertRequest(request);
    const { outcome, first_position, actual, name, holder, recordedAt } = await this.#queue.append(request);
    switch (outcome) {
      case 'appended': {
        this.doorbell.ring();
        const first = BigInt(first_position);
        return { outcome, positions: request.records.map((_, index) => first + BigInt(index)), recordedAt };
      }
      case 'repeated':
        return this.#repeated(request, actual);
      case 'version-conflict':
        return { outcome, actual };
      case 'guard-conflict':
        return { outcome, stream: name, actual };
      case 'claim-conflict':
        return { outcome, key: name, holder };
    }
  }

  /** The event ids stand where they should: the same append if the texts are the same too. */
  async #repeated({ stream, expected, records }: AppendRequest, actual: number): Promise<AppendResult> {
    const stored = (await this.readStream(stream, expected)).slice(0, records.length);
    if (!standAs(records, stored)) return { outcome: 'version-conflict', actual };
    this.doorbell.ring();
    return {
      outcome: 'appended',
      positions: stored.map(record => record.position),
      recordedAt: stored[0]!.recordedAt,
    };
  }

  readStream(stream: string, afterVersion = 0): Promise<readonly LoggedRecord[]> {
    return this.#table.readStream(stream, afterVersion);
  }

  readAll(after: bigint, limit: number): Promise<readonly LoggedRecord[]> {
    return this.#table.readAll(after, limit);
  }

  /** Rejects where the server cannot be read: the caller follows again from what it has seen. */
  follow(after: bigint, signal: AbortSignal): AsyncIterable<readonly LoggedRecord[]> {
    return followLog(this, this.doorbell, after, signal);
  }

  head(): Promise<bigint> {
    return this.#table.head();
  }

  readPersonal(commitments: readonly string[]): Promise<readonly PersonalValue[]> {
    return this.#table.readPersonal(commitments);
  }

  erasePersonal(commitment: string): Promise<void> {
    return this.#table.erasePersonal(commitment);
  }

  close(): Promise<void> {
    return this.#queue.close();
  }
}
