import type { Pool, QueryResultRow } from 'pg';
import type { Instant } from '#kernel';
import type { LoggedRecord, PersonalValue } from '../port.js';

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

/** Reads `ledger.event`, which holds the log on both engines, and the personal values beside it. */
export class EventTable {
  constructor(protected readonly pool: Pool) {}

  readStream(stream: string, afterVersion = 0): Promise<readonly LoggedRecord[]> {
    return this.#read('where stream = $1 and version > $2 order by version', [stream, afterVersion]);
  }

  readAll(after: bigint, limit: number): Promise<readonly LoggedRecord[]> {
    return this.#read('where position > $1 order by position limit $2', [after, limit]);
  }

  async head(): Promise<bigint> {
    const { rows } = await this.pool.query<{ head: string }>(
      'select coalesce(max(position), 0) as head from ledger.event',
    );
    return BigInt(rows[0]!.head);
  }

  async readPersonal(commitments: readonly string[]): Promise<readonly PersonalValue[]> {
    const { rows } = await this.pool.query<PersonalValue>(
      'select commitment, salt, value from ledger.personal_value where commitment = any ($1)',
      [commitments],
    );
    return rows;
  }

  async erasePersonal(commitment: string): Promise<void> {
    await this.pool.query('select ledger.erase_personal($1)', [commitment]);
  }

  async #read(where: string, values: unknown[]): Promise<readonly LoggedRecord[]> {
    const { rows } = await this.pool.query<EventRow>(`select ${COLUMNS} from ledger.event ${where}`, values);
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
