import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startApp } from '../../test/support/built.js';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { startStandIn } from '../../test/support/engines.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { pia, plain } from './io.testing.js';

/* What an operator types to carry a ledger from PostgreSQL to EventStoreDB; and the machine stops in the middle. */

const PATIENCE = 120_000;

let server: Awaited<ReturnType<typeof startStandIn>>;
let here: TestDatabase;
let there: TestDatabase;
let folder: string;
beforeAll(async () => {
  server = await startStandIn();
  [here, there, folder] = [await testDatabase(), await testDatabase(), await temporaryFolder()];
  await pia(['demo'], from());
}, PATIENCE);
afterAll(async () => {
  await here.drop();
  await there.drop();
  await rm(folder, { recursive: true });
  await server.close();
});

const from = () => ({ DATABASE_URL: here.ownerUrl, DATA_DIR: join(folder, 'here') });
const to = () => ({
  DATABASE_URL: there.ownerUrl,
  DATA_DIR: join(folder, 'there'),
  EVENT_STORE: 'eventstoredb',
  EVENTSTORE_URL: server.address,
});
const at = async (environment: NodeJS.ProcessEnv, ...given: string[]) => {
  const { code, printed, said } = await pia(given, environment);
  return { code, printed: plain(printed), said: plain(said) };
};
const recordsOf = async ({ pool }: TestDatabase) => {
  const { rows } = await pool.query<{ record: string }>('select record from ledger.event order by position');
  return rows.map(({ record }) => record);
};

test(
  'killed while records are being written, the log is closed to all; given again, the backup is put back whole',
  async () => {
    const backup = join(folder, 'sauvegarde');
    const written = await at(from(), 'backup', '--out', backup);
    const root = /^Racine : (\S{44})$/m.exec(written.printed)![1]!;
    const records = await recordsOf(here);

    const first = startApp('cli', to(), 'restore', backup);
    let copied = 0;
    while (copied < 100) {
      await pause(5);
      copied = (await recordsOf(there)).length;
    }
    first.kill('SIGKILL');
    expect(await first.ended).toBeNull();
    const half = await recordsOf(there);
    expect(half.length).toBeLessThan(records.length);
    expect(half).toEqual(records.slice(0, half.length));
    const closed = await at(to(), 'verify');
    expect([closed.code, closed.said]).toEqual([1, expect.stringMatching(/n’est pas finie ; reprenez-la/)]);

    const again = await at(to(), 'restore', backup);
    expect([again.code, again.said]).toEqual([0, '']);
    expect(again.printed).toMatch(/^Sauvegarde remise en place : \d[\d\s]* faits, époque 2\.\n/);
    expect(again.printed).toMatch(/\nJournal intact : [^]*\nAucun écart : /);
    expect(again.printed).toContain(root);
    expect(await recordsOf(there)).toEqual(records);
    expect(await at(to(), 'restore', backup)).toMatchObject({ code: 1 });
  },
  PATIENCE,
);
