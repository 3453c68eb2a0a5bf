import { setTimeout as sleep } from 'node:timers/promises';
import { day } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { example1, example2, example3 } from '../../ledger/convention/worked-examples.testing.js';
import {
  conventions,
  imputationReport,
  prepareReadModels,
  projectBatch,
  Projector,
  rebuild,
  runProjector,
  verifyReadModels,
} from '../index.js';
import { append, inOrder, readerOf, recordsOf, streamOf, type Written } from '../recorded.testing.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
  await prepareReadModels({ pool: database.pool, reader: readerOf(database.pool) });
});
afterEach(() => database.drop());

const options = () => ({ pool: database.pool, reader: readerOf(database.pool) });
const everything = { kind: 'everything' } as const;
const all = inOrder(
  recordsOf('EX1', example1()),
  recordsOf('EX2B', example2('B')),
  recordsOf('EX3', example3()),
);

const verified = async () => (await verifyReadModels(options())).difference;
const position = async () => {
  const { rows } = await database.pool.query<{ position: string }>(
    "select position from ops.checkpoint where projection = 'read'",
  );
  return rows[0]!.position;
};
const count = async (table: string) => {
  const { rows } = await database.pool.query<{ n: number }>(`select count(*)::integer as n from ${table}`);
  return rows[0]!.n;
};

test('a restart after every batch gives the rows of one run', async () => {
  for (let next = 0; next < all.length; next += 5) {
    await append(database.ownerUrl, all.slice(next, next + 5));
    await projectBatch(options(), 2);
  }
  expect(await position()).toBe(String(all.length));
  expect(await count('read.convention')).toBe(3);
  expect(await verified()).toBeNull();
});

test('projecting what is already projected changes nothing', async () => {
  await append(database.ownerUrl, all);
  await projectBatch(options());
  const rows = await count('read.movement');
  await projectBatch(options());
  expect(await count('read.movement')).toBe(rows);
  expect(await verified()).toBeNull();
});

test('a projector that was paused while another went on writes nothing, then follows again', async () => {
  await append(database.ownerUrl, all.slice(0, 10));
  const paused = new Projector(options());
  await paused.step(3);
  await paused.settled();
  await projectBatch(options());
  const rows = await count('read.movement');

  await paused.step(3);
  expect(await paused.settled()).toBe(false);
  expect(await count('read.movement')).toBe(rows);
  expect(await position()).toBe('10');

  await append(database.ownerUrl, all.slice(10));
  while ((await paused.step()) > 0);
  expect(await position()).toBe(String(all.length));
  expect(await verified()).toBeNull();
});

test('a text stands as it was recorded, projected or rebuilt, whatever it holds', async () => {
  const reference = 'A\\N\tB\\\nC\r"{D}", E';
  const references = async () =>
    (await database.pool.query<{ reference: string }>('select reference from read.convention')).rows;
  await append(database.ownerUrl, recordsOf(reference, example1()));
  await projectBatch(options());
  expect(await references()).toEqual([{ reference }]);
  await rebuild(options());
  expect(await references()).toEqual([{ reference }]);
  expect(await verified()).toBeNull();
});

test('while another holds the checkpoint, nothing is written', async () => {
  await append(database.ownerUrl, all);
  const other = await database.pool.connect();
  await other.query('begin');
  await other.query("select from ops.checkpoint where projection = 'read' for update");
  const projector = new Projector(options());
  await projector.step();
  expect(await projector.settled()).toBe(false);
  await other.query('rollback');
  other.release();
  expect(await count('read.movement')).toBe(0);
  await projectBatch(options());
  expect(await verified()).toBeNull();
});

describe('a record that cannot be projected', () => {
  const broken = (record: Written): Written => ({
    ...record,
    text: record.text.replace('"CommitmentRecorded"', '"Unheard"'),
  });
  const poisoned = all.map(record => (record.stream === streamOf('EX3') ? broken(record) : record));
  const first = poisoned.findIndex(({ text }) => text.includes('"Unheard"')) + 1;

  beforeEach(async () => {
    await append(database.ownerUrl, poisoned);
    await projectBatch(options(), 4);
  });

  test('parks its stream: later records of it are kept as dead letters, other streams go on', async () => {
    const { rows } = await database.pool.query<{ stream: string; position: string; error: string }>(
      "select stream, position, error from ops.dead_letter where projection = 'read' order by position",
    );
    const later = poisoned.filter(({ stream }, index) => stream === streamOf('EX3') && index >= first - 1);
    expect(rows).toHaveLength(later.length);
    expect(rows[0]).toMatchObject({
      stream: streamOf('EX3'),
      position: String(first),
      error: expect.stringContaining('Unheard'),
    });
    expect(rows[1]!.error).toBe(`parked since position ${first}`);
    expect(await position()).toBe(String(all.length));
  });

  test('shows in its convention and in each report that includes it, and nowhere else', async () => {
    const { pool } = database;
    const list = await conventions(pool, { perimeter: everything, today: day('2018-01-01') });
    expect(list.conventions.map(row => [row.reference, row.incomplete])).toEqual([
      ['EX1', false],
      ['EX2B', false],
      ['EX3', true],
    ]);
    expect(list.incomplete).toEqual(['EX3']);
    expect((await imputationReport(pool, { perimeter: everything, year: 2016 })).incomplete).toEqual(['EX3']);
    const elsewhere = { kind: 'academies', academies: new Set(['rennes']) } as const;
    expect((await imputationReport(pool, { perimeter: elsewhere, year: 2016 })).incomplete).toEqual([]);
  });

  test('gives the same rows and dead letters after a rebuild', async () => {
    const letters = async () =>
      (
        await database.pool.query(
          'select projection, stream, position, error from ops.dead_letter order by position',
        )
      ).rows;
    const before = await letters();
    expect(await verified()).toBeNull();
    await rebuild(options());
    expect(await letters()).toEqual(before);
    expect(await verified()).toBeNull();
  });
});

describe('verify names the first difference', () => {
  beforeEach(async () => {
    await append(database.ownerUrl, all);
    await projectBatch(options());
  });

  test.each([
    [
      'update read.movement set amount = amount + 1 where ctid = (select min(ctid) from read.movement where measure = 9)',
      'movement',
      'amount',
    ],
    [
      'update read.current_balance set paid = 0 where convention_key = 2 and line_key = 1',
      'current_balance',
      'paid',
    ],
    ["update read.convention set title = 'Autre' where key = 3", 'convention', 'title'],
    [
      "update read.allocation set commune = 'Autre' where convention_key = 3 and key = 1",
      'allocation',
      'commune',
    ],
    ["update read.imputation set pce = '653122'", 'imputation', 'pce'],
    ['delete from read.standing where convention_key = 1 and ordinal = 0', 'standing', 'convention_key'],
    [
      "delete from read.payment where payment_id = 'balance' and convention_key = 1",
      'payment',
      'convention_key',
    ],
    [
      'insert into read.line select 99, key, line_id, flow, kind, label, payee_type, payee_key, payee_name from read.line limit 1',
      'line',
      'convention_key',
    ],
    [
      "delete from ops.dead_letter; insert into ops.dead_letter (projection, stream, position, error) values ('read', 'convention-x', 1, '')",
      'dead_letter',
      'position',
    ],
  ])('%s', async (tampering, table, column) => {
    expect(await verified()).toBeNull();
    await database.pool.query(tampering);
    expect(await verified()).toMatchObject({ table, column });
  });
});

test('runProjector follows what is appended, woken by a doorbell, until it is stopped', async () => {
  const stop = new AbortController();
  let ring = () => {};
  const running = runProjector({
    ...options(),
    signal: stop.signal,
    wait: (_, signal) =>
      new Promise(resolve => {
        ring = resolve;
        // The stop may have come during the step before: its event is then past.
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  });
  await append(database.ownerUrl, all);
  while ((await position()) !== String(all.length)) {
    ring();
    await sleep(2);
  }
  stop.abort();
  await running;
  expect(await verified()).toBeNull();
});

test('pages of the list see what the first page saw, while others write', async () => {
  await append(database.ownerUrl, all.slice(0, 40));
  await projectBatch(options());
  const { pool } = database;
  const question = { perimeter: everything, today: day('2018-01-01'), limit: 1 };
  const whole = await conventions(pool, { ...question, limit: 50, sort: 'committed' });
  expect(whole.conventions.map(({ reference }) => reference)).toEqual(['EX3', 'EX1', 'EX2B']);

  const first = await conventions(pool, { ...question, sort: 'committed' });
  await append(database.ownerUrl, [...all.slice(40), ...recordsOf('EX9', example1()).map(shifted)]);
  await projectBatch(options());
  const second = await conventions(pool, { ...question, sort: 'committed', cursor: first.cursor! });
  const third = await conventions(pool, { ...question, sort: 'committed', cursor: second.cursor! });
  expect([first, second, third].flatMap(page => page.conventions)).toEqual(whole.conventions);
  expect(third.cursor).toBeNull();
});

/** Recorded after all others. */
function shifted(record: Written): Written {
  return { ...record, recordedAt: '2019-01-01T00:00:00.000Z' };
}
