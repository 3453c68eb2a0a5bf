import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { pia, plain } from './io.testing.js';

let database: TestDatabase;
let folder: string;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  environment = { DATABASE_URL: database.ownerUrl, DATA_DIR: join(folder, 'data') };
  expect((await pia(['demo'], environment)).code).toBe(0);
}, 60_000);
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

test('the journal of an exercice is written, and says how far it goes', async () => {
  const out = join(folder, 'journal-2016.hledger');
  const { code, printed } = await pia(['journal', '--year', '2016', '--out', out], environment);
  expect(code).toBe(0);
  expect(plain(printed)).toMatch(
    /^Journal écrit dans \S+ : faits 1 à \d[\d ]* du registre, racine \S{44}\.$/,
  );
  expect(await readFile(out, 'utf8')).toMatch(
    /^; Journal des conventions, en partie double : exercice 2016\n/,
  );
  const fec = join(folder, 'fec.txt');
  expect((await pia(['journal', '--format', 'fec', '--out', fec], environment)).code).toBe(0);
  expect(await readFile(fec, 'utf8')).toMatch(/^JournalCode\tJournalLib\t/);
});

test('a place that cannot be written is said, and nothing is left there', async () => {
  for (const command of ['journal', 'bundle']) {
    const out = join(folder, 'fec.txt', 'ici');
    const { code, said } = await pia([command, '--out', out], environment);
    expect([command, code, plain(said)]).toEqual([
      command,
      1,
      `${out} ne peut pas être écrit : ce chemin passe par un fichier.`,
    ]);
  }
});

test('the bundle verifies, and is not written over another', async () => {
  const out = join(folder, 'dossier');
  const { code, printed } = await pia(['bundle', '--out', out], environment);
  expect(code).toBe(0);
  expect(plain(printed)).toMatch(/\nVérification réussie : .*\nDossier écrit dans \S+ : faits 1 à /);
  const again = await pia(['bundle', '--out', out], environment);
  expect([again.code, plain(again.said)]).toEqual([
    1,
    `Il y a déjà quelque chose à ${out}, et rien n’est écrasé. Donnez un autre nom.`,
  ]);
});

test('where a row was changed by hand, no bundle is handed over', async () => {
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  await owner.query(
    `update read.movement set amount = amount + 1 where measure = 11 and (convention_key, position, ordinal) =
      (select convention_key, position, ordinal from read.movement where measure = 11 order by position limit 1)`,
  );
  await owner.end();
  const out = join(folder, 'faux');
  const { code, said } = await pia(['bundle', '--out', out], environment);
  expect(code).toBe(1);
  expect(plain(said)).toMatch(
    /^Le dossier n’a pas été écrit, car il ne se vérifie pas\. Lancez « pia verify »\. Son programme répond : /,
  );
  expect(said).toMatch(/ANOMALIE : journal\.hledger, ligne \d+ : /);
  await expect(readFile(join(out, 'manifest.txt'))).rejects.toThrow('ENOENT');
});
