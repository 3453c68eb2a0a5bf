import { join } from 'node:path';
import { day, instant } from '#kernel';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { startProgram } from '../../test/support/program.js';
import { example1, example2, example3 } from '../ledger/convention/worked-examples.testing.js';
import { EXAMPLES } from './worked-examples.figures.testing.js';
import {
  bodyBalance,
  conventionBalances,
  conventions,
  imputationReport,
  LEVELS,
  outstanding,
  prepareReadModels,
  projectBatch,
  rebuild,
  schoolBudgets,
  verifyReadModels,
} from './index.js';
import { append, inOrder, readerOf, recordsOf, uuidOf } from './recorded.testing.js';

let database: TestDatabase;
const everything = { kind: 'everything' } as const;
const today = day('2018-01-01');

beforeAll(async () => {
  database = await testDatabase();
  const { pool, ownerUrl } = database;
  const options = { pool, reader: readerOf(pool) };
  await prepareReadModels(options);
  await append(
    ownerUrl,
    inOrder(
      recordsOf('EX1', example1()),
      recordsOf('EX2A', example2('A')),
      recordsOf('EX2B', example2('B')),
      recordsOf('EX3', example3()),
    ),
  );
  // Batches of seven: streams are cut in the middle.
  await projectBatch(options, 7);
});
afterAll(() => database.drop());

const paid = { commune: '20005672500014', college: '0380002W' };
const atEndOf = (on: string) => instant(`${on}T23:59:59.999Z`);

describe.each(EXAMPLES)('worked example $name', ({ reference, balances, years }) => {
  test.each(balances)('its balances at %s, as known on %s', async (effectiveOn, knownOn, expected) => {
    const question = { perimeter: everything, effectiveOn: day(effectiveOn), knownAt: atEndOf(knownOn) };
    const found = await conventionBalances(database.pool, { ...question, id: uuidOf(reference) });
    const line = found!.lines.find(({ line }) => line === 'equipment')!;
    expect(line.balances).toMatchObject(expected);
    const listed = await conventions(database.pool, { ...question, today, search: reference });
    expect(listed.conventions.find(row => row.reference === reference)!.balances).toEqual(found!.balances);
  });

  test.each(years)('its fiscal year %d, as known at the end', async (year, expected) => {
    const question = { perimeter: everything, year, convention: uuidOf(reference) };
    const report = await imputationReport(database.pool, { ...question, level: 'line' });
    const row = report.rows.find(({ at }) => at['line'] === 'equipment');
    expect(row?.figures).toMatchObject(expected);
  });
});

test('the default list answers from stored balances what adding up movements gives', async () => {
  const question = { perimeter: everything, today };
  const stored = await conventions(database.pool, question);
  const added = await conventions(database.pool, { ...question, knownAt: atEndOf('2018-01-01') });
  expect(stored.conventions.map(({ reference }) => reference)).toEqual(['EX1', 'EX2A', 'EX2B', 'EX3']);
  expect(added.conventions).toEqual(stored.conventions);
  expect(stored.conventions.map(({ stage }) => stage)).toEqual(['expired', 'expired', 'expired', 'expired']);
});

test('a stage is that of the day and of what was known then', async () => {
  const on = { effectiveOn: day('2016-12-31'), knownAt: atEndOf('2017-12-31') };
  const found = await conventions(database.pool, { perimeter: everything, today, stage: 'signed', ...on });
  expect(found.conventions).toHaveLength(4);
  const before = await conventions(database.pool, {
    perimeter: everything,
    today,
    effectiveOn: day('2016-10-13'),
  });
  expect(before.conventions).toEqual([]);
});

test('imputation figures add up at every level, and RAP at opening ± flows is RAP at closing', async () => {
  const cents = (amount: string) => BigInt(amount.replace('.', ''));
  for (const year of [2016, 2017]) {
    const totals = [];
    for (const level of LEVELS) {
      const { rows, total } = await imputationReport(database.pool, { perimeter: everything, year, level });
      for (const { figures: f } of rows) {
        expect(cents(f.closing)).toBe(
          cents(f.opening) +
            cents(f.committed) +
            cents(f.commitmentCorrections) -
            cents(f.releasedOfYear) -
            cents(f.releasedOfPrior) -
            cents(f.paid) -
            cents(f.paymentCorrections),
        );
      }
      const sum = rows.reduce((all, { figures }) => all + cents(figures.closing), 0n);
      expect(sum).toBe(cents(total.closing));
      totals.push(total);
    }
    expect(new Set(totals.map(total => JSON.stringify(total))).size).toBe(1);
  }
});

test('school table of example 3: quantities, due, paid and what is left to the commune, per school', async () => {
  const { rows, total } = await schoolBudgets(database.pool, {
    perimeter: everything,
    convention: uuidOf('EX3'),
  });
  const equipment = rows.filter(({ line }) => line === 'equipment');
  expect(
    equipment.map(row => [
      row.uai,
      row.plannedQuantity,
      row.acceptedQuantity,
      row.due,
      row.paid,
      row.repaid,
      row.leftToCommune,
    ]),
  ).toEqual([
    ['0380001V', 2, 1, '4000.00', '4000.00', '0.00', '5333.33'],
    ['0380002W', 1, 1, '3750.00', '3750.00', '0.00', '3750.01'],
    ['0380003X', 1, 0, '0.00', '250.00', '250.00', '0.00'],
  ]);
  expect(total).toMatchObject({ equipmentSubsidy: '16000.00', resourceGrant: '500.00', due: '7750.00' });
});

describe('outstanding', () => {
  const at = (reference: string, on: string) =>
    outstanding(database.pool, {
      perimeter: everything,
      convention: uuidOf(reference),
      effectiveOn: day(on),
      knownAt: atEndOf(on),
    });

  test('an advance paid waits for its statement since the day it was paid', async () => {
    const { rows } = await at('EX1', '2016-12-31');
    expect(rows).toEqual([
      expect.objectContaining({
        line: 'equipment',
        kind: 'to_prove',
        amount: '2000.00',
        since: '2016-10-27',
        missing: 'expense_statement',
      }),
      expect.objectContaining({
        line: 'resources',
        kind: 'to_prove',
        amount: '500.00',
        since: '2016-10-27',
        missing: 'use_declaration',
      }),
    ]);
  });

  test('a balance waits for its request since the service fait, a trop-perçu for its order', async () => {
    expect((await at('EX1', '2017-03-12')).rows).toContainEqual(
      expect.objectContaining({
        kind: 'to_request',
        amount: '1750.00',
        since: '2017-03-10',
        missing: 'payment_request',
      }),
    );
    expect((await at('EX3', '2017-04-21')).rows).toContainEqual(
      expect.objectContaining({
        kind: 'to_order',
        amount: '250.00',
        since: '2017-04-20',
        missing: 'repayment_order',
      }),
    );
    expect((await at('EX3', '2017-06-12')).rows).toContainEqual(
      expect.objectContaining({
        kind: 'to_recover',
        amount: '250.00',
        since: '2017-05-02',
        missing: 'repayment',
      }),
    );
  });
});

describe('a treasurer', () => {
  const perimeter = { kind: 'bodies', keys: new Set([paid.commune]) } as const;

  test('sees the commune’s lines only: the 500.00 of resources are never in its balance', async () => {
    const balance = await bodyBalance(database.pool, { body: paid.commune, perimeter });
    expect(balance!.lines.map(({ line }) => line)).toEqual([
      'equipment',
      'equipment',
      'equipment',
      'equipment',
    ]);
    expect(balance).toMatchObject({ awarded: '28000.00', paid: '19250.00', repaid: '250.00' });
    const list = await conventions(database.pool, { perimeter, today, search: 'EX1' });
    expect(list.conventions[0]!.balances).toMatchObject({ maximum: '4000.00', paid: '3750.00' });
    const one = await conventionBalances(database.pool, { perimeter, id: uuidOf('EX1') });
    expect(one!.lines.map(({ line }) => line)).toEqual(['equipment']);
    const budgets = await schoolBudgets(database.pool, { perimeter });
    expect(new Set(budgets.rows.map(({ payeeKey }) => payeeKey))).toEqual(new Set([paid.commune]));
  });

  test('is not told that another body exists', async () => {
    expect(await bodyBalance(database.pool, { body: paid.college, perimeter })).toBeUndefined();
    const stranger = { kind: 'bodies', keys: new Set(['21380000100015']) } as const;
    expect(
      await conventionBalances(database.pool, { perimeter: stranger, id: uuidOf('EX1') }),
    ).toBeUndefined();
    expect((await conventions(database.pool, { perimeter: stranger, today })).conventions).toEqual([]);
    const { total } = await imputationReport(database.pool, { perimeter: stranger, year: 2016 });
    expect(total.committed).toBe('0.00');
  });

  test('sees the payments as they stood on a day: the balance of example 1 still requested on 22/03/2017', async () => {
    const balance = await bodyBalance(database.pool, {
      body: paid.commune,
      perimeter,
      effectiveOn: day('2017-03-22'),
      knownAt: atEndOf('2017-03-22'),
    });
    const line = balance!.lines.find(({ reference }) => reference === 'EX1')!;
    expect(line).toMatchObject({ paid: '2000.00', pending: '1750.00', stillToCome: '1750.00' });
    expect(line.payments.map(({ payment, status }) => [payment, status])).toEqual([
      ['advance', 'executed'],
      ['balance', 'requested'],
    ]);
  });

  test('a school sees its own share on the line of the commune', async () => {
    const school = { kind: 'bodies', keys: new Set(['0380003X']) } as const;
    const one = await conventionBalances(database.pool, { perimeter: school, id: uuidOf('EX3') });
    expect(one!.lines).toHaveLength(1);
    expect(one!.lines[0]!.balances).toMatchObject({ maximum: '4000.00', paid: '250.00', repaid: '250.00' });
  });
});

test('the same rows after a rebuild, and verify agrees with both', async () => {
  const { pool } = database;
  const before = await dump();
  const verified = await verifyReadModels({ pool });
  expect(verified).toMatchObject({ difference: null, conventions: 4 });
  expect(verified.events).toBe(55);
  const progress: number[] = [];
  await rebuild({ pool, reader: readerOf(pool), onProgress: done => progress.push(done) });
  expect(progress.at(-1)).toBe(55);
  expect(await dump()).toEqual(before);
  expect(await verifyReadModels({ pool })).toEqual(verified);
});

test('the same rows after a rebuild on several threads', async () => {
  const before = await dump();
  const source = join(import.meta.dirname, 'projector/rebuild-on-threads.testing.ts');
  const program = startProgram(source, { DATABASE_URL: database.url });
  expect(await program.ended).toEqual({ code: 0, errors: '' });
  expect(await program.firstLine).toBe('rebuilt');
  expect(await dump()).toEqual(before);
  expect(await verifyReadModels({ pool: database.pool })).toMatchObject({ difference: null, conventions: 4 });
}, 60_000);

async function dump(): Promise<unknown> {
  const tables = [
    'convention',
    'line',
    'allocation',
    'standing',
    'current_balance',
    'payment',
    'anomaly',
    'citation',
  ];
  const found: unknown[] = [];
  for (const table of tables) {
    found.push((await database.pool.query(`select t::text from read.${table} t order by 1`)).rows);
  }
  const { rows } = await database.pool.query(
    `select m.convention_key, m.position, m.ordinal, m.line_key, m.allocation_key, m.fiscal_year, m.measure,
      m.effective_on, m.amount, i.code
    from read.movement m left join read.imputation i on i.key = m.imputation_key order by 1, 2, 3`,
  );
  expect(rows.length).toBeGreaterThan(100);
  return [...found, rows];
}
