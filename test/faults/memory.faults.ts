import 'reflect-metadata';
import pg from 'pg';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ledgerOn, loadDemonstration, readConfiguration, sealNow } from '#hosting';
import { copyEvents } from '../../libs/read-models/read-models.bench.js';
import { startApp } from '../support/built.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/*
 * What reads the whole log reads it in bounded memory: a heap that holds a fraction of these events is enough. How it
 * goes on over a million: `npm run bench -- growth`.
 */

const EVENTS = 50_000;
/** Megabytes: the texts of the events alone take 50, the program itself 35. */
const HEAP = 64;

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  [database, folder] = [await testDatabase(), await temporaryFolder()];
  const ledger = await ledgerOn(database.ownerUrl, readConfiguration({ DATA_DIR: folder }));
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  await loadDemonstration(ledger);
  await copyEvents(owner, EVENTS);
  await sealNow(ledger);
  await owner.end();
  await ledger.close();
}, 300_000);
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

test.each([['rebuild'], ['verify'], ['backup', '--out', 'sauvegarde'], ['bundle', '--out', 'dossier']])(
  `pia %s of ${EVENTS} events, in a heap of ${HEAP} MB`,
  async (command, option = '', name = '') => {
    const { ended, output } = startApp(
      'cli',
      {
        DATABASE_URL: database.ownerUrl,
        DATA_DIR: folder,
        NODE_OPTIONS: `--max-old-space-size=${HEAP}`,
      },
      command,
      ...(option === '' ? [] : [option, join(folder, name)]),
    );
    expect([await ended, output()]).toEqual([0, expect.stringContaining('faits')]);
  },
  300_000,
);
