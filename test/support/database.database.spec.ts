import { type TestDatabase, testDatabase } from './database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('a test database runs as the application', async () => {
  const { rows } = await database.pool.query('select current_user as role');
  expect(rows).toEqual([{ role: 'ledger_app' }]);
});
