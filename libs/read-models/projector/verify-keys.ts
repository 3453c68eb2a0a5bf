import type pg from 'pg';
import type { ClientBase } from 'pg';
import { decodeRecord, factCodec } from '#kernel';
import { conventionFacts, standingKeys, type StoredConventionFact } from '#ledger';
import { compare, type Compared, type Difference, type TextRow } from './compare.js';
import { ConventionPages } from './convention-pages.js';
import type { LogRecord } from './followed.js';
import { transaction } from './transaction.js';

/** Unique keys that stand, each with the fact that holds it. */
export interface VerifiedKeys {
  readonly keys: number;
  readonly difference: Difference | null;
}

const CLAIM: Compared = { name: 'claim', columns: ['key', 'stream', 'event_id'], key: ['key'] };
const codec = factCodec(Object.values(conventionFacts));

/**
 * Derives from the events which facts hold a unique key (invariant 11) and compares them with those that the store
 * keeps, in one snapshot, some conventions at a time. A key that EventStoreDB let two facts take is told as a straggler.
 */
export function verifyKeys({ pool }: { readonly pool: pg.Pool }): Promise<VerifiedKeys> {
  return transaction(pool, verified, 'begin isolation level repeatable read read only');
}

async function verified(client: ClientBase): Promise<VerifiedKeys> {
  const twice = await takenTwice(client);
  const parked = await parkedStreams(client);
  let keys = 0;
  const pages = new ConventionPages(client, await headOf(client), 100);
  for (let page = await pages.next(); page.records.length > 0; page = await pages.next()) {
    const whole = page.records.filter(({ stream }) => !parked.has(stream));
    const streams = Map.groupBy(whole, ({ stream }) => stream);
    const derived = [...streams].flatMap(([stream, records]) => heldBy(stream, records));
    const { rows } = await client.query<TextRow>(
      'select key, stream, event_id::text from ledger.claim where stream = any ($1)',
      [[...streams.keys()]],
    );
    const agreed = ({ key }: TextRow) => !twice.has(key!);
    const difference = compare(CLAIM, derived.filter(agreed), rows.filter(agreed));
    if (difference) return { keys, difference };
    keys += rows.length;
  }
  return { keys, difference: await ofNobody(client) };
}

async function headOf(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ head: string }>(
    'select coalesce(max(position), 0)::text as head from ledger.event',
  );
  return rows[0]!.head;
}

async function takenTwice(client: ClientBase): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    "select name from ledger.straggler where kind = 'claim_held'",
  );
  return new Set(rows.map(({ name }) => name));
}

/** Streams with a record that cannot be folded: dead letters, told elsewhere. */
async function parkedStreams(client: ClientBase): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ stream: string }>('select distinct stream from ops.dead_letter');
  return new Set(rows.map(({ stream }) => stream));
}

function heldBy(stream: string, records: readonly LogRecord[]): readonly TextRow[] {
  const facts = records.map(({ text, position }) => decodeRecord(text, position, codec));
  const held = standingKeys(facts as readonly StoredConventionFact[]);
  return [...held].map(([key, { eventId }]) => ({ key, stream, event_id: eventId }));
}

/** A key that is no convention's, or whose fact is not of its stream. */
async function ofNobody(client: ClientBase): Promise<Difference | null> {
  const { rows } = await client.query<{ key: string; stream: string }>(
    `select c.key, c.stream from ledger.claim c join ledger.event e on e.event_id = c.event_id
     where c.stream <> e.stream or c.stream not like 'convention-%' order by c.key limit 1`,
  );
  const [row] = rows;
  return row
    ? { table: CLAIM.name, key: `key=${row.key}`, column: 'stream', expected: null, found: row.stream }
    : null;
}
