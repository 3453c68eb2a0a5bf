import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { onServer, withDatabase } from '../../../test/support/on-server.js';
import { prepareDatabase } from './prepare-database.js';

let database: TestDatabase;
let owner: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

async function column(pool: pg.Pool, text: string): Promise<unknown[]> {
  return (await pool.query<Record<string, unknown>>(text)).rows.map(row => Object.values(row)[0]);
}

const TABLES = `select table_schema || '.' || table_name from information_schema.tables
  where table_schema in ('ledger', 'ops') order by 1`;

it('makes the log and the operational tables, and nothing in public', async () => {
  expect(await column(owner, TABLES)).toEqual([
    'ledger.claim',
    'ledger.event',
    'ledger.mirror',
    'ledger.personal_value',
    'ledger.straggler',
    'ops.balance_seal',
    'ops.checkpoint',
    'ops.dead_letter',
    'ops.dead_letter_act',
    'ops.document',
    'ops.document_upload',
    'ops.epoch',
    'ops.erasure',
    'ops.issued_report',
    'ops.migration',
    'ops.refused_attempt',
    'ops.seal',
    'ops.session',
    'ops.tile',
    'ops.token',
    'ops.verification',
  ]);
  expect(await column(owner, "select count(*)::int from pg_tables where schemaname = 'public'")).toEqual([0]);
});

it('done by several processes at once on a new database, is done once', async () => {
  const name = `prepared_${process.pid}`;
  const url = withDatabase(database.ownerUrl, name);
  await onServer(database.ownerUrl, `create database ${name}`);
  try {
    await Promise.all([prepareDatabase(url), prepareDatabase(url), prepareDatabase(url)]);
    await prepareDatabase(url);
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const migrations = await column(pool, 'select name from ops.migration');
    expect(migrations).toContain('Ledger1763715600001');
    expect(migrations).toHaveLength(new Set(migrations).size);
    expect(await column(pool, TABLES)).toEqual(await column(owner, TABLES));
    await pool.end();
  } finally {
    await onServer(database.ownerUrl, `drop database ${name}`);
  }
});

describe('the application', () => {
  it('may not write an event, nor the list of migrations', async () => {
    await expect(database.pool.query('delete from ledger.event')).rejects.toThrow(/permission denied/);
    await expect(database.pool.query("insert into ledger.claim values ('k', 's', null)")).rejects.toThrow(
      /permission denied/,
    );
    await expect(database.pool.query('delete from ops.migration')).rejects.toThrow(/permission denied/);
  });

  it('keeps its operational rows', async () => {
    await database.pool.query("insert into ops.checkpoint (projection, generation) values ('p', 'g')");
    await database.pool.query('update ops.checkpoint set position = 12');
    expect(await column(database.pool, 'select position from ops.checkpoint')).toEqual(['12']);
    await database.pool.query('delete from ops.checkpoint');
  });

  it('makes the schemas of its read models and swaps them', async () => {
    await database.pool.query('create schema read; create schema read_next');
    await database.pool.query('drop schema read; alter schema read_next rename to read');
    expect(await column(owner, "select nspname from pg_namespace where nspname ~ '^read'")).toEqual(['read']);
  });

  it('gets days, whole and exact numbers as text, in arrays too', async () => {
    const { rows } = await database.pool.query(
      `select date '2016-10-14' as day, 9007199254740993::int8 as whole, 0.10::numeric as exact,
         array[date '2016-10-14'] as days, array[9007199254740993::int8] as wholes, array[0.10::numeric] as exacts`,
    );
    expect(rows).toEqual([
      {
        day: '2016-10-14',
        whole: '9007199254740993',
        exact: '0.10',
        days: ['2016-10-14'],
        wholes: ['9007199254740993'],
        exacts: ['0.10'],
      },
    ]);
  });
});
