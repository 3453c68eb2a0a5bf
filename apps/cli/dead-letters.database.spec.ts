import { rm } from 'node:fs/promises';
import pg from 'pg';
import { projectBatch, type ParkedStream, verifyReadModels } from '#read-models';
import { ledgerOn } from '#hosting';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { pia, plain } from './io.testing.js';

/* A fact that the views could not read, as after an update of the program that was not up to it. */

let database: TestDatabase;
let owner: pg.Pool;
let dataDir: string;
let stream: string;
let record: string;
const environment = () => ({ DATABASE_URL: database.ownerUrl, DATA_DIR: dataDir });

/** Projects anew what there is, through the demonstration's views. */
async function projected(): Promise<void> {
  const ledger = await ledgerOn(database.ownerUrl, { mode: 'demonstration', dataDir });
  await projectBatch({ pool: ledger.pool, reader: ledger.store });
  await ledger.close();
}
const verified = async () => (await verifyReadModels({ pool: database.pool })).difference;
const parked = async () =>
  JSON.parse(
    (await pia(['dead-letters', 'list', '--json'], environment())).printed,
  ) as readonly ParkedStream[];

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await temporaryFolder();
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  await pia(['demo'], environment());
  const { rows } = await owner.query<{ stream: string; record: string }>(
    "select stream, record from ledger.event where version = 3 and stream like 'convention-%' order by position limit 1",
  );
  ({ stream, record } = rows[0]!);
}, 60_000);
afterAll(async () => {
  await owner.end();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test('nothing is parked while every fact is read', async () => {
  const { code, printed } = await pia(['dead-letters', 'list'], environment());
  expect([code, plain(printed)]).toEqual([0, 'Aucun flux n’est arrêté : les vues ont lu tous les faits.']);
});

test.each(['replay', 'skip'])('%s of a stream that is not parked is refused', async act => {
  const { code, said } = await pia(
    ['dead-letters', act, 'convention-x', '--by', 'compte-1', '--reason', 'essai'],
    environment(),
  );
  expect([code, plain(said)]).toEqual([
    1,
    'Le flux « convention-x » n’est pas arrêté. « pia dead-letters list » donne ceux qui le sont.',
  ]);
});

test.each(['--by', '--reason'])('to act without %s is refused', async missing => {
  const given = ['--by', 'compte-1', '--reason', 'essai'];
  given.splice(given.indexOf(missing), 2);
  const { code } = await pia(['dead-letters', 'skip', stream, ...given], environment());
  expect(code).toBe(1);
});

describe('a fact that cannot be read', () => {
  beforeAll(async () => {
    await owner.query('update ledger.event set record = $2 where stream = $1 and version = 3', [
      stream,
      record.replace(/"type":"\w+"/, '"type":"NotKnownYet"'),
    ]);
    await pia(['rebuild'], environment());
  }, 60_000);

  test('parks its stream, which is listed', async () => {
    expect(await parked()).toMatchObject([{ stream, skipped: null }]);
    const { printed } = await pia(['dead-letters', 'list'], environment());
    expect(printed).toContain(stream);
    expect(printed).toContain('NotKnownYet');
    expect(await verified()).toBeNull();
  });

  test('is skipped with a trace, and its views still say that they are incomplete', async () => {
    const { code } = await pia(
      ['dead-letters', 'skip', stream, '--by', 'compte-1', '--reason', 'ticket 12'],
      environment(),
    );
    expect(code).toBe(0);
    expect(await parked()).toMatchObject([{ stream, skipped: { by: 'compte-1', reason: 'ticket 12' } }]);
    const { rows } = await owner.query('select incomplete from read.convention where stream = $1', [stream]);
    expect(rows).toEqual([{ incomplete: true }]);
    expect(await verified()).toBeNull();
  });

  test('stays parked when it is replayed and nothing was repaired', async () => {
    const { code, said } = await pia(
      ['dead-letters', 'replay', stream, '--by', 'compte-1', '--reason', 'trop tôt'],
      environment(),
    );
    expect([code, said]).toEqual([1, expect.stringContaining('reste arrêté')]);
    expect(await verified()).toBeNull();
  });

  test('is read when it is replayed after the repair; its views are those of a rebuild', async () => {
    await owner.query('update ledger.event set record = $2 where stream = $1 and version = 3', [
      stream,
      record,
    ]);
    const { code, printed } = await pia(
      ['dead-letters', 'replay', stream, '--by', 'compte-1', '--reason', 'version réparée'],
      environment(),
    );
    expect([code, printed]).toEqual([0, expect.stringContaining('relu en entier')]);
    expect(await parked()).toEqual([]);
    await projected();
    expect(await verified()).toBeNull();
    const { rows } = await owner.query('select act, by, reason from ops.dead_letter_act order by id');
    expect(rows).toEqual([
      { act: 'skipped', by: 'compte-1', reason: 'ticket 12' },
      { act: 'replayed', by: 'compte-1', reason: 'trop tôt' },
      { act: 'replayed', by: 'compte-1', reason: 'version réparée' },
    ]);
  });
});
