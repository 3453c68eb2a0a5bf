import type pg from 'pg';
import type { PoolClient } from 'pg';
import { day, instant } from '#kernel';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { example1, example3 } from '../ledger/convention/worked-examples.testing.js';
import {
  conventionBalances,
  conventions,
  imputationReport,
  prepareReadModels,
  projectBatch,
} from './index.js';
import { copyRows } from './read-models.bench.js';
import { append, inOrder, readerOf, recordsOf, uuidOf } from './recorded.testing.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const options = { pool: database.pool, reader: readerOf(database.pool) };
  await prepareReadModels(options);
  await append(database.ownerUrl, inOrder(recordsOf('EX1', example1()), recordsOf('EX3', example3())));
  await projectBatch(options);
  await copyRows(database.pool, 2_400);
}, 30_000);
afterAll(() => database.drop());

/** The plans of what a question asks of `movement`. */
async function plansOf(ask: (pool: pg.Pool) => Promise<unknown>): Promise<readonly string[]> {
  const asked: (readonly [text: string, values: unknown[] | undefined])[] = [];
  const spying = (client: PoolClient) =>
    new Proxy(client, {
      get: (target, name: keyof PoolClient) => {
        if (name !== 'query') {
          const member: unknown = target[name];
          return typeof member === 'function' ? member.bind(target) : member;
        }
        return (text: string, values?: unknown[]) => {
          if (text.includes('read.movement')) asked.push([text, values]);
          return target.query(text, values);
        };
      },
    });
  await ask({ connect: async () => spying(await database.pool.connect()) } as pg.Pool);
  const plans: string[] = [];
  for (const [text, values] of asked) {
    const { rows } = await database.pool.query<Record<string, string>>(`explain ${text}`, values);
    plans.push(rows.map(row => row['QUERY PLAN']).join('\n'));
  }
  expect(plans.length).toBeGreaterThan(0);
  return plans;
}

const perimeter = { kind: 'everything' } as const;
const axes = { effectiveOn: day('2017-03-12'), knownAt: instant('2017-12-31T00:00:00.000Z') };

test('there are some 100 000 movement rows', async () => {
  const { rows } = await database.pool.query<{ n: number }>(
    'select count(*)::integer as n from read.movement',
  );
  expect(rows[0]!.n).toBeGreaterThan(80_000);
});

test('one convention at (E, K) reads the covering index by convention, and nothing of the table', async () => {
  const [plan] = await plansOf(pool => conventionBalances(pool, { perimeter, id: uuidOf('EX1'), ...axes }));
  expect(plan).toContain('Index Only Scan using movement_convention on movement');
  expect(plan).not.toContain('Seq Scan on movement');
});

test('the imputation report of a year reads the covering index by year and imputation', async () => {
  const [plan] = await plansOf(pool => imputationReport(pool, { perimeter, year: 2017, ...axes }));
  expect(plan).toMatch(/Index Only Scan using movement_imputation on movement/);
  expect(plan).not.toContain('Seq Scan on movement');
});

test('the list ranks by reference without movements, and adds up the page only', async () => {
  const plans = await plansOf(pool => conventions(pool, { perimeter, today: day('2018-01-01'), ...axes }));
  expect(plans).toHaveLength(1);
  expect(plans[0]).toContain('Index Only Scan using movement_convention on movement');
});
