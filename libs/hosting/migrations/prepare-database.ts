import pg from 'pg';
import { APPLICATION_ROLE } from '../connections.js';
import { ownerDataSource } from './owner-data-source.js';

/** Roles belong to the server, so another database of it may be making this one at the same moment. */
const createRole = `
do $$ begin
  create role ${APPLICATION_ROLE} nologin;
exception when duplicate_object or unique_violation then null;
end $$`;

/** Not a migration: rights on the database itself are lost when it is copied or restored. */
const grantOnDatabase = `
do $$ begin
  execute format('grant create, temporary on database %I to ${APPLICATION_ROLE}', current_database());
end $$`;

/**
 * Brings a database to the present schema: the application's role, its rights, the migrations not yet run.
 * Several processes may call it at once: one works, the others wait and find it done.
 */
export async function prepareDatabase(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('pia-ledger migrations'))");
    await client.query(createRole);
    await client.query(`grant ${APPLICATION_ROLE} to current_user`);
    await client.query(grantOnDatabase);
    await client.query('create schema if not exists ops');
    const source = await ownerDataSource(ownerUrl).initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
  } finally {
    await client.end();
  }
}
