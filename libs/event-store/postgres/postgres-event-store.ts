import type { Pool, QueryResultRow } from 'pg';
import type { Instant } from '#kernel';
import { Doorbell } from '../doorbell.js';
import { followLog } from '../follow.js';
import type { AppendRequest, AppendResult, Clock, EventStore, LoggedRecord, PersonalValue } from '../port.js';
import { assertRequest, standAs } from '../request.js';
import { AppendQueue } from './append-queue.js';

const COLUMNS =
  'position, stream, version, event_id, command_id, ledger.instant(recorded_at) as recorded_at, record';

interface EventRow extends QueryResultRow {
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly event_id: string;
  readonly command_id: string;
  readonly recorded_at: Instant;
  readonly record: string;
}

/**
 * The log in PostgreSQL (schema: `eventStoreSchema`). Concurrent appends of one process go out in batches; several
 * processes may append to one log. The pool stays the caller's: `close` gives back the one connection kept from it.
 */
export class PostgresEventStore implements EventStore {
  readonly #pool: Pool;
  readonly #queue: AppendQueue;
  /** Rings when this process appended something. */
  readonly doorbell = new Doorbell();

  constructor({ pool, clock }: { pool: Pool; clock: Clock }) {
    this.#pool = pool;
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
    return this.#read('where stream = $1 and version > $2 order by version', [stream, afterVersion]);
  }

  readAll(after: bigint, limit: number): Promise<readonly LoggedRecord[]> {
    return this.#read('where position > $1 order by position limit $2', [after, limit]);
  }

  /** Rejects where the server cannot be read: the caller follows again from what it has seen. */
  follow(after: bigint, signal: AbortSignal): AsyncIterable<readonly LoggedRecord[]> {
    return followLog(this, this.doorbell, after, signal);
  }

  async head(): Promise<bigint> {
    const { rows } = await this.#pool.query<{ head: string }>(
      'select coalesce(max(position), 0) as head from ledger.event',
    );
    return BigInt(rows[0]!.head);
  }

  async readPersonal(commitments: readonly string[]): Promise<readonly PersonalValue[]> {
    const { rows } = await this.#pool.query<PersonalValue>(
      'select commitment, salt, value from ledger.personal_value where commitment = any ($1)',
      [commitments],
    );
    return rows;
  }

  async erasePersonal(commitment: string): Promise<void> {
    await this.#pool.query('select ledger.erase_personal($1)', [commitment]);
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  async #read(where: string, values: unknown[]): Promise<readonly LoggedRecord[]> {
    const { rows } = await this.#pool.query<EventRow>(`select ${COLUMNS} from ledger.event ${where}`, values);
    return rows.map(row => ({
      position: BigInt(row.position),
      stream: row.stream,
      version: row.version,
      eventId: row.event_id,
      commandId: row.command_id,
      recordedAt: row.recorded_at,
      text: row.record,
    }));
  }
}
