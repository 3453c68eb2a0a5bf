import { rm } from 'node:fs/promises';
import { INSTALLATION_STREAM, type InstallationState } from '#ledger';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { systemClock } from '../clock.js';
import { type Ledger, ledgerOn } from '../ledger/open-ledger.js';
import { installReference } from '../ledger/reference.js';
import { loadDemonstration } from './load-demonstration.js';
import { demonstration } from './steps.js';

let database: TestDatabase;
let dataDir: string;
let ledger: Ledger;
beforeEach(async () => {
  database = await testDatabase();
  dataDir = await temporaryFolder();
  ledger = await ledgerOn(database.ownerUrl, { mode: 'demonstration', dataDir });
});
afterEach(async () => {
  await ledger.close();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test('the demonstration is loaded once, with its documents, and the installation goes on with it', async () => {
  const progress: string[] = [];
  await loadDemonstration(ledger, (done, of) => progress.push(`${done}/${of}`));
  const of = demonstration().steps.length + 1;
  expect(progress.at(-1)).toBe(`${of}/${of}`);
  const head = await ledger.store.head();
  const { state } = await ledger.writer.read(INSTALLATION_STREAM);
  expect((state as InstallationState).demonstration).toBe(demonstration().conventions);

  await loadDemonstration(ledger, () => {
    throw new Error('loaded twice');
  });
  await installReference(ledger.writer, 'demonstration', systemClock);
  expect(await ledger.store.head()).toBe(head);

  const { rows } = await database.pool.query<{ sha256: string; size: string }>(
    'select sha256, size from ops.document',
  );
  expect(rows.length).toBe(new Set(demonstration().documents.map(({ sha256 }) => sha256)).size);
  for (const { sha256, size } of rows.slice(0, 3)) {
    expect((await ledger.documents.get(sha256))?.length).toBe(Number(size));
  }
});

test('a database that began otherwise is left alone', async () => {
  await installReference(ledger.writer, 'demonstration', systemClock);
  const head = await ledger.store.head();
  await expect(loadDemonstration(ledger)).rejects.toThrow('base vide');
  expect(await ledger.store.head()).toBe(head);
});

test('nor is it ever loaded in production', async () => {
  const production = { ...ledger, configuration: { mode: 'production' as const, dataDir } };
  await expect(loadDemonstration(production)).rejects.toThrow('production');
  expect(await ledger.store.head()).toBe(0n);
});
