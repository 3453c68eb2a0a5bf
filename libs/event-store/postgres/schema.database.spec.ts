import pg from 'pg';
import { instant } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { fakeAppend, freshStream } from '../contract/fakes.testing.js';
import { callAppend } from './append-call.js';
import { assertDurable } from './durability.js';

const NOW = instant('2016-11-03T09:00:00.000Z');

let database: TestDatabase;
/** One connection of the application, so that temporary objects and settings stay in sight. */
let client: pg.PoolClient;

beforeAll(async () => {
  database = await testDatabase();
  client = await database.pool.connect();
});
afterAll(async () => {
  client.release();
  await database.drop();
});

const append = (request = fakeAppend(freshStream(), 0)) =>
  callAppend(client, NOW, [{ request, texts: request.records.map(record => record.write(NOW)) }]);

describe('the rights of the application', () => {
  const DENIED = { code: '42501' };

  it.each(['ledger.event', 'ledger.claim', 'ledger.personal_value'])(
    'allow reading %s and no change of it by hand',
    async table => {
      await append(
        fakeAppend(freshStream(), 0, ['a'], {
          claims: [{ key: table, record: 0 }],
          personal: [{ commitment: table, salt: 'salt', value: 'Camille' }],
        }),
      );
      expect((await client.query(`select * from ${table}`)).rowCount).toBeGreaterThan(0);
      await expect(client.query(`insert into ${table} select * from ${table}`)).rejects.toMatchObject(DENIED);
      await expect(client.query(`delete from ${table}`)).rejects.toMatchObject(DENIED);
      await expect(client.query(`truncate ${table} cascade`)).rejects.toMatchObject(DENIED);
      await expect(client.query(`alter table ${table} rename to gone`)).rejects.toMatchObject(DENIED);
    },
  );

  it('allow no update of an event, a claim or a personal value', async () => {
    await expect(client.query(`update ledger.event set record = '{}'`)).rejects.toMatchObject(DENIED);
    await expect(client.query(`update ledger.claim set stream = 'x'`)).rejects.toMatchObject(DENIED);
    await expect(client.query(`update ledger.personal_value set value = 'x'`)).rejects.toMatchObject(DENIED);
  });

  it('are not those of any other role', async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ grantee: string }>(
      `select distinct grantee from information_schema.routine_privileges where routine_schema = 'ledger'
       union select grantee from information_schema.table_privileges where table_schema = 'ledger'`,
    );
    const { rows: user } = await owner.query<{ name: string }>('select current_user as name');
    await owner.end();
    expect(rows.map(row => row.grantee).sort()).toEqual(['ledger_app', user[0]!.name].sort());
  });
});

describe('ledger.append', () => {
  it('commits durably even where the session would not', async () => {
    await client.query('begin; set local synchronous_commit = off');
    await append();
    const { rows } = await client.query('show synchronous_commit');
    await client.query('commit');
    expect(rows).toEqual([{ synchronous_commit: 'on' }]);
  });

  it.each(['repeatable read', 'serializable'])('refuses to run in a %s transaction', async level => {
    await client.query(`begin isolation level ${level}`);
    await expect(append()).rejects.toThrow('read committed');
    await client.query('rollback');
  });
});

describe('assertDurable', () => {
  /** A temporary table hides the view of the same name from this connection. */
  const serverWith = async (fsync: string, fullPageWrites: string, synchronousCommit = 'on') => {
    await client.query(`create temporary table pg_settings (name, setting) as
      values ('fsync', '${fsync}'), ('full_page_writes', '${fullPageWrites}'),
        ('synchronous_commit', '${synchronousCommit}')`);
    const found = assertDurable(client).finally(() => client.query('drop table pg_temp.pg_settings'));
    return found;
  };

  it('lets a server pass that keeps what it acknowledged', async () => {
    await expect(serverWith('on', 'on')).resolves.toBeUndefined();
  });

  it('refuses a server without fsync or full page writes, and names the setting', async () => {
    await expect(serverWith('off', 'on')).rejects.toThrow('fsync');
    await expect(serverWith('on', 'off')).rejects.toThrow('full_page_writes');
  });

  it.each(['off', 'local'])('refuses synchronous_commit = %s', async setting => {
    await expect(serverWith('on', 'on', setting)).rejects.toThrow('synchronous_commit');
  });

  it('lets a server pass that waits for its standby', async () => {
    await expect(serverWith('on', 'on', 'remote_apply')).resolves.toBeUndefined();
  });
});
