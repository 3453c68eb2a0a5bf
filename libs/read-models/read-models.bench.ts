import type pg from 'pg';
import type { Perimeter } from '#access';
import { day, decodeRecord, factCodec, instant } from '#kernel';
import { conventionFacts } from '#ledger';
import { conventionBalances } from './convention/convention-balances.query.js';
import { conventions } from './convention/conventions.query.js';
import { ENTITIES } from './generation.js';
import { imputationReport } from './imputation-report/imputation-report.query.js';
import { MovementRow } from './movement/movement.entity.js';
import type { LogReader } from './projector/folding.js';
import { rebuild } from './projector/rebuild.js';
import { insertRows } from './projector/write.js';
import { tableOf } from './table.js';

export interface Benched {
  readonly name: string;
  /** Milliseconds: of one run for a rebuild, the median of several for a question. */
  readonly milliseconds: number;
  /** What the limit took in the same run, and the limit's time over this one. */
  readonly limit: string;
  readonly limitMilliseconds: number;
  readonly ratio: number;
}

export interface Benching {
  /** The application's rights on a database of its own that holds at least one convention. */
  readonly pool: pg.Pool;
  /** The owner's: it copies events. */
  readonly owner: pg.Pool;
  readonly reader: LogReader;
  readonly log?: (line: string) => void;
  readonly events?: number;
  readonly conventions?: number;
}

/**
 * Every uuid of a copy takes the number of the copy in its first eight digits, every unique key has it at its end; its
 * time follows the one before it.
 */
const COPY = `
insert into ledger.event (position, stream, version, event_id, command_id, recorded_at, record)
select $5 + place, pg_temp.copied(stream, n), version, pg_temp.copied(event_id::text, n)::uuid,
  pg_temp.copied(command_id::text, n)::uuid, at,
  regexp_replace(pg_temp.keyed(pg_temp.copied(record, n), n), '"recordedAt":"[^"]*"', '"recordedAt":"' || ledger.instant(at) || '"')
from (
  select e.*, n, place, $4::timestamptz + place * interval '1 millisecond' as at
  from (select *, row_number() over (order by position) as rank from ledger.event
    where stream like 'convention-%' and position <= $3) e
  cross join generate_series($1::integer, $2::integer) n
  cross join lateral (select (n - $1) * $6::bigint + e.rank as place) p
) c`;

const COPY_KEYS = `
insert into ledger.claim (key, stream, event_id)
select case when key ~ '^(ej|dp)[|]' then regexp_replace(key, '^(\\w+[|][^|]*)', '\\1-' || n) else key || '-' || n end,
  pg_temp.copied(c.stream, n), pg_temp.copied(c.event_id::text, n)::uuid
from ledger.claim c join ledger.event e on e.event_id = c.event_id and e.position <= $3
cross join generate_series($1::integer, $2::integer) n`;

const KEYED = `
create or replace function pg_temp.keyed(original text, n integer) returns text language sql immutable return
  regexp_replace(original, '"(ej|reference|number)":"([^"]*)"', '"\\1":"\\2-' || n || '"', 'g')`;

const COPIED = `
create or replace function pg_temp.copied(original text, n integer) returns text language sql immutable return
  regexp_replace(original, '[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})',
    lpad(to_hex(n), 8, '0') || '\\1', 'g')`;

/** What is copied: the events of conventions up to a position. */
export interface Original {
  readonly head: number;
  readonly each: number;
}

/** All that the log holds now. */
export async function originalOf(owner: pg.Pool): Promise<Original> {
  const { rows } = await owner.query<{ head: string; each: string }>(
    `select max(position) as head, count(*) filter (where stream like 'convention-%') as each from ledger.event`,
  );
  return { head: Number(rows[0]!.head), each: Number(rows[0]!.each) };
}

/** Copies the conventions of an original until the log holds this many events. Positions stay dense. */
export async function copyEvents(owner: pg.Pool, events: number, original?: Original): Promise<void> {
  const { head, each } = original ?? (await originalOf(owner));
  const { rows } = await owner.query<{ head: string; last: string }>(
    'select max(position) as head, max(recorded_at)::text as last from ledger.event',
  );
  const present = Number(rows[0]!.head);
  const done = Math.round((present - head) / each);
  const copies = Math.ceil((events - present) / each);
  if (copies <= 0) return;
  const client = await owner.connect();
  try {
    await client.query(COPIED);
    await client.query(KEYED);
    await client.query(COPY, [done + 1, done + copies, head, rows[0]!.last, present, each]);
    await client.query(COPY_KEYS, [done + 1, done + copies, head]);
    await client.query('vacuum analyze ledger.event');
  } finally {
    client.release(true);
  }
}

/** Rebuild of all read models against decoding the same events and writing as many rows by `unnest`. */
export async function benchRebuild(options: Benching): Promise<Benched> {
  const { pool, owner, reader, log } = options;
  await copyEvents(owner, options.events ?? 500_000);
  const started = performance.now();
  await rebuild({ pool, reader });
  const milliseconds = performance.now() - started;
  const decoding = await decodeAll(reader);
  const rows = await rowsOf(pool);
  const writing = await writeRows(pool, rows);
  log?.(
    `${decoding.events} events decoded in ${Math.round(decoding.milliseconds)} ms, ${rows} rows written in ${Math.round(writing)} ms`,
  );
  const limitMilliseconds = decoding.milliseconds + writing;
  return {
    name: `rebuild from ${decoding.events} events`,
    milliseconds,
    limit: 'decoding, then writing as many rows by unnest',
    limitMilliseconds,
    ratio: limitMilliseconds / milliseconds,
  };
}

async function decodeAll(reader: LogReader): Promise<{ events: number; milliseconds: number }> {
  const codec = factCodec(Object.values(conventionFacts));
  let milliseconds = 0;
  let events = 0;
  let after = 0n;
  for (;;) {
    const records = await reader.readAll(after, 5000);
    if (records.length === 0) return { events, milliseconds };
    const started = performance.now();
    for (const { stream, text, position } of records) {
      if (stream.startsWith('convention-')) decodeRecord(text, position, codec);
    }
    milliseconds += performance.now() - started;
    events += records.length;
    after = records.at(-1)!.position;
  }
}

async function rowsOf(pool: pg.Pool): Promise<number> {
  const tables = ENTITIES.map(entity => tableOf<object>(entity).name);
  const counts = tables.map(table => `(select count(*) from read.${table})`);
  return Number((await pool.query<{ n: string }>(`select ${counts.join(' + ')} as n`)).rows[0]!.n);
}

async function writeRows(pool: pg.Pool, rows: number): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('drop schema if exists read_bench cascade');
    await client.query('create schema read_bench');
    await client.query('create table read_bench.movement (like read.movement)');
    const batch = Array.from({ length: 5000 }, (_, ordinal): MovementRow => ({
      conventionKey: ordinal,
      position: 400_000n,
      ordinal: ordinal % 20,
      lineKey: 1,
      allocationKey: 1,
      fiscalYear: 2017,
      measure: 7,
      effectiveOn: day('2017-03-21'),
      imputationKey: 1,
      amount: 175_000n,
    }));
    const started = performance.now();
    for (let done = 0; done < rows; done += batch.length) {
      await insertRows(client, 'read_bench', MovementRow, batch.slice(0, rows - done));
    }
    return performance.now() - started;
  } finally {
    await client.query('drop schema if exists read_bench cascade');
    client.release();
  }
}

/** Copies the rows of the read models, over eight years, until there are this many conventions. */
export async function copyRows(pool: pg.Pool, wanted: number): Promise<void> {
  const { rows } = await pool.query<{ known: number }>('select max(key) as known from read.convention');
  const { known } = rows[0]!;
  const copies = Math.ceil(wanted / known) - 1;
  if (copies <= 0) return;
  const columns = async (table: string, key: string, others: Record<string, string>) => {
    const found = await pool.query<{ name: string }>(
      `select attname as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [`read.${table}`],
    );
    const values = found.rows.map(({ name }) =>
      name === key ? `${key} + n * ${known}` : (others[name] ?? name),
    );
    await pool.query(
      `insert into read.${table} (${found.rows.map(({ name }) => name).join()})
      select ${values.join()} from read.${table} cross join generate_series(1, ${copies}) n`,
    );
    await pool.query(`vacuum analyze read.${table}`);
  };
  await columns('convention', 'key', {
    stream: "stream || '/' || n",
    reference: "reference || '/' || n",
  });
  for (const table of ['line', 'allocation', 'standing', 'current_balance']) {
    await columns(table, 'convention_key', {});
  }
  await columns('movement', 'convention_key', {
    fiscal_year: 'fiscal_year + n % 8',
    effective_on: "(effective_on + n % 8 * interval '1 year')::date",
  });
}

/** The questions over many conventions, each against `count(*)` of the movement rows. */
export async function benchReports(options: Benching): Promise<readonly Benched[]> {
  const { pool, log } = options;
  await copyRows(pool, options.conventions ?? 60_000);
  const { rows } = await pool.query<{
    conventions: string;
    movements: string;
    id: string;
    at: string;
    year: number;
  }>(
    `select (select count(*) from read.convention) as conventions, count(*) as movements,
      (select id from read.convention order by key limit 1 offset 1000) as id,
      (select ledger.instant(recorded_at) from ledger.event
        where position = (select max(position) * 3 / 4 from ledger.event)) as at,
      mode() within group (order by fiscal_year) as year
    from read.movement`,
  );
  const { id, at, year, ...counts } = rows[0]!;
  log?.(`${counts.conventions} conventions, ${counts.movements} movement rows`);
  const perimeter: Perimeter = { kind: 'everything' };
  const axes = { effectiveOn: day(`${year}-11-30`), knownAt: instant(at) };
  const list = { perimeter, today: axes.effectiveOn };
  const counting = await median(() => pool.query('select count(*) from read.movement'));
  const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['imputation d’un exercice, au présent', () => imputationReport(pool, { perimeter, year })],
    ['imputation d’un exercice à (E, K)', () => imputationReport(pool, { perimeter, year, ...axes })],
    ['une convention à (E, K)', () => conventionBalances(pool, { perimeter, id, ...axes })],
    ['liste, première page, au présent', () => conventions(pool, list)],
    ['liste à (E, K), par référence', () => conventions(pool, { ...list, ...axes })],
    ['liste à (E, K), par reste à payer', () => conventions(pool, { ...list, ...axes, sort: 'outstanding' })],
  ];
  const benched: Benched[] = [];
  for (const [name, ask] of questions) {
    const milliseconds = await median(ask);
    benched.push({
      name,
      milliseconds,
      limit: 'count(*) of the movement rows',
      limitMilliseconds: counting,
      ratio: counting / milliseconds,
    });
  }
  return benched;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[3]!;
}
