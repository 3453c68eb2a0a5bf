import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { streamed } from './as-of.js';

/* Rows that are read as they are sent hold a connection: it comes back, however the reading ends. */

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  pool = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
});
afterEach(() => pool.end());

const numbers = () =>
  streamed(pool, async function* (client) {
    for (let n = 0; n < 3; n += 1) yield (await client.query<{ n: number }>(`select ${n} as n`)).rows[0]!.n;
  });
const another = async () => (await pool.query<{ n: number }>('select 1 as n')).rows[0]!.n;

test('read to its end', async () => {
  const found: number[] = [];
  for await (const n of numbers()) found.push(n);
  expect([found, await another()]).toStrictEqual([[0, 1, 2], 1]);
});

test('left by its reader', async () => {
  for await (const n of numbers()) if (n === 1) break;
  expect(await another()).toBe(1);
});

test('ended by the server while nobody reads: the process lives, the connection is another, the reader is told', async () => {
  const reading = numbers();
  expect((await reading.next()).value).toBe(0);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where state = 'idle in transaction' and datname = current_database()`,
  );
  await owner.end();
  expect(await another()).toBe(1);
  await expect(reading.next()).rejects.toThrow();
  expect(await another()).toBe(1);
});
