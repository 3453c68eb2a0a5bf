import type { ClientBase } from 'pg';

/** The members of a record that stand in columns beside it. */
interface Named {
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
  readonly commandId: string;
  readonly recordedAt: string;
}

export function namedIn(text: string): Named {
  return JSON.parse(text) as Named;
}

/**
 * Where the exact records of a backup are put, in position order from 1, a page at a time: the event table of
 * PostgreSQL, in the caller's transaction and with the rights of its owner (into EventStoreDB: `putThroughServer`).
 * Recorded times are raised to that of the record before, as in the log that was backed up: a copy of EventStoreDB
 * holds texts written by clocks that differ.
 */
export class PostgresRecordSink {
  constructor(private readonly client: ClientBase) {}

  async write(first: bigint, texts: readonly string[]): Promise<void> {
    const records = texts.map(namedIn);
    await this.client.query(
      `insert into ledger.event (position, stream, version, event_id, command_id, recorded_at, record)
       select $1::bigint + place - 1, stream, version, event_id, command_id,
         greatest(max(recorded_at) over (order by place),
           (select e.recorded_at from ledger.event e order by e.position desc limit 1)), record
       from unnest($2::text[], $3::int[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[])
         with ordinality as t (stream, version, event_id, command_id, recorded_at, record, place)`,
      [
        String(first),
        records.map(({ stream }) => stream),
        records.map(({ version }) => version),
        records.map(({ eventId }) => eventId),
        records.map(({ commandId }) => commandId),
        records.map(({ recordedAt }) => recordedAt),
        texts,
      ],
    );
  }
}
