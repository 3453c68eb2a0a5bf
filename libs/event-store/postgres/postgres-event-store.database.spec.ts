import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { eventStoreContract } from '../contract.testing.js';
import { PostgresEventStore } from './postgres-event-store.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

eventStoreContract('PostgreSQL', async clock => new PostgresEventStore({ pool: database.pool, clock }));
