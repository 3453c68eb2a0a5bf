import { rm } from 'node:fs/promises';
import pg from 'pg';
import { PostgresEventStore } from '#event-store';
import { instant } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { fakeAppend, freshStream, stood } from '../../event-store/contract/fakes.testing.js';

/** A log on a database of its own, and somebody who can write what the application cannot. */
export interface TestLog {
  readonly pool: pg.Pool;
  readonly configuration: { readonly mode: 'demonstration'; readonly dataDir: string };
  /** Rights of the database's owner. */
  readonly owner: pg.Pool;
  readonly store: PostgresEventStore;
  /** Appends one small fact each to streams of their own. */
  append(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function openTestLog(): Promise<TestLog> {
  const database: TestDatabase = await testDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const dataDir = await temporaryFolder();
  const store = new PostgresEventStore({
    pool: database.pool,
    clock: () => instant('2016-11-03T09:00:00.000Z'),
  });
  return {
    pool: database.pool,
    configuration: { mode: 'demonstration', dataDir },
    owner,
    store,
    append: async count => {
      await Promise.all(
        Array.from({ length: count }, (_, n) =>
          stood(store.append(fakeAppend(freshStream(), 0, [`fact ${n}`]))),
        ),
      );
    },
    close: async () => {
      await store.close();
      await owner.end();
      await database.drop();
      await rm(dataDir, { recursive: true });
    },
  };
}
