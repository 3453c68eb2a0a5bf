import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { appPool, asApplication } from '../../libs/hosting/connections.js';
import { onServer, withDatabase } from './on-server.js';

export interface TestDatabase {
  /**
   * Connects with the rights of the application. The embedded server listens on a Unix socket only: its folder
   * is the URL's `host` parameter, the socket in it `.s.PGSQL.5432`.
   */
  readonly url: string;
  readonly ownerUrl: string;
  /** Runs as the application. */
  readonly pool: pg.Pool;
  /** Fails where the test left a connection open. */
  drop(): Promise<void>;
}

/** A new migrated database, for one test file. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_SERVER_URL'];
  const template = process.env['TEST_TEMPLATE'];
  if (!server || !template) throw new Error('no test server: is this file of the jest project "database"?');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(
    server,
    `create database ${name} template ${template}`,
    `grant create, temporary on database ${name} to ledger_app`,
  );
  const ownerUrl = withDatabase(server, name);
  const pool = appPool(ownerUrl);
  return {
    url: asApplication(ownerUrl),
    ownerUrl,
    pool,
    drop: async () => {
      await pool.end();
      await onServer(server, `drop database ${name}`);
    },
  };
}
