import { createHash } from 'node:crypto';
import pg from 'pg';
import { encodeRecord, factCodec } from '#kernel';
import { conventionFacts, type ConventionFact, type StoredConventionFact } from '#ledger';
import type { LogReader } from './projector/folding.js';

const codec = factCodec(Object.values(conventionFacts));

/** A uuid that depends on its name only. */
export function uuidOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

export const streamOf = (name: string): string => `convention-${uuidOf(name)}`;

/** A record as the log holds it, before it has a position. */
export interface Written {
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
  readonly recordedAt: string;
  readonly text: string;
}

/** The facts of a history as records of a stream of their own; `reference` names the stream and the convention. */
export function recordsOf(reference: string, facts: readonly StoredConventionFact[]): readonly Written[] {
  const stream = streamOf(reference);
  const idOf = (id: string) => uuidOf(`${reference}/${id}`);
  return facts.map(stored => {
    const eventId = idOf(stored.eventId);
    const fact = adapted(reference, stored.fact, idOf);
    const record = { ...stored, fact, eventId, stream, commandId: eventId, correlationId: eventId };
    const text = encodeRecord(record, stored.recordedAt, codec);
    return { stream, version: stored.version, eventId, recordedAt: stored.recordedAt, text };
  });
}

function adapted(reference: string, fact: ConventionFact, idOf: (id: string) => string): ConventionFact {
  switch (fact.type) {
    case 'ConventionDrafted':
      return { ...fact, data: { ...fact.data, reference } };
    case 'EntryReversed':
      return { ...fact, data: { ...fact.data, entry: idOf(fact.data.entry) } };
    case 'ExpenseStatementSubmitted': {
      // The examples leave the list of expenses out; a record may not.
      const { claimed, certifiedExactOn } = fact.data;
      if (fact.data.expenses.length > 0) return fact;
      const expenses = claimed.map(({ allocation, amount, quantity }, index) => ({
        number: index + 1,
        label: 'Tablettes',
        allocations: [allocation],
        amount,
        quantity,
        deliveredOn: certifiedExactOn,
      }));
      return { ...fact, data: { ...fact.data, expenses } };
    }
    default:
      return fact;
  }
}

/** Records of several histories in the order of their recording. */
export function inOrder(...histories: readonly (readonly Written[])[]): readonly Written[] {
  return histories
    .flat()
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
}

/** Puts records at the end of the log, with the owner's rights. */
export async function append(ownerUrl: string, records: readonly Written[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `insert into ledger.event (position, stream, version, event_id, command_id, recorded_at, record)
      select (select coalesce(max(position), 0) from ledger.event) + ordinality, stream, version, id, id, at, record
      from unnest($1::text[], $2::integer[], $3::uuid[], $4::timestamptz[], $5::text[])
        with ordinality as t (stream, version, id, at, record)`,
      [
        records.map(({ stream }) => stream),
        records.map(({ version }) => version),
        records.map(({ eventId }) => eventId),
        records.map(({ recordedAt }) => recordedAt),
        records.map(({ text }) => text),
      ],
    );
  } finally {
    await client.end();
  }
}

/** Reads the log through the pool. */
export function readerOf(pool: pg.Pool): LogReader {
  return {
    readAll: async (after, limit) => {
      const { rows } = await pool.query<{ position: string; stream: string; text: string }>(
        'select position, stream, record as text from ledger.event where position > $1 order by position limit $2',
        [after, limit],
      );
      return rows.map(({ position, stream, text }) => ({ position: BigInt(position), stream, text }));
    },
  };
}
