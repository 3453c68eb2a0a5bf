import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { pia, plain } from './io.testing.js';

/* What an operator types: load, back up, erase, restore elsewhere, prove a balance, show a checkpoint kept elsewhere. */

const PATIENCE = 120_000;

interface Place {
  readonly database: TestDatabase;
  readonly environment: NodeJS.ProcessEnv;
  readonly close: () => Promise<void>;
}

async function place(): Promise<Place> {
  const database = await testDatabase();
  const folder = await temporaryFolder();
  return {
    database,
    environment: { DATABASE_URL: database.ownerUrl, DATA_DIR: folder },
    close: async () => {
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

let here: Place;
let there: Place;
let backup: string;
beforeAll(async () => {
  [here, there] = [await place(), await place()];
  backup = join(here.environment['DATA_DIR']!, 'sauvegarde');
  await pia(['demo'], here.environment);
}, PATIENCE);
afterAll(async () => {
  await here.close();
  await there.close();
});

const run = async (at: Place, ...given: string[]) => {
  const { code, printed, said } = await pia(given, at.environment);
  return { code, printed: plain(printed), said: plain(said) };
};

test(
  'a backup is written once under its name, and restored elsewhere into an empty database only',
  async () => {
    const written = await run(here, 'backup', '--out', backup);
    expect(written).toMatchObject({ code: 0, said: '' });
    expect(written.printed).toMatch(
      /^Sauvegarde écrite dans \S+ : \d[\d\s]* faits, \d+ documents, époque 1\.\nRacine : \S{44}$/,
    );
    expect(await run(here, 'backup', '--out', backup)).toMatchObject({
      code: 1,
      said: `« ${backup} » existe déjà : donnez un dossier à créer.`,
    });

    const manifest = join(backup, 'manifest.json');
    const before = await readFile(manifest);
    await appendFile(manifest, ' ');
    const altered = await run(there, 'restore', backup);
    expect([altered.code, altered.printed]).toEqual([1, '']);
    expect(altered.said).toMatch(
      /^Sauvegarde altérée : « manifest\.json » n’est pas ce qui avait été écrit\./,
    );
    await writeFile(manifest, before);

    const restored = await run(there, 'restore', backup);
    expect(restored).toMatchObject({ code: 0, said: '' });
    const lines = restored.printed.split('\n');
    expect(lines[0]).toMatch(/^Sauvegarde remise en place : \d[\d\s]* faits, époque 2\.$/);
    expect(written.printed).toContain(lines[1]);
    expect(lines[2]).toMatch(/^Clés publiques admises : pia-ledger\/[0-9a-f]{16}\+/);
    expect(lines[3]).toMatch(/^Journal intact : /);
    expect(lines[4]).toMatch(/^Aucun écart : /);
    expect(lines[5]).toMatch(/^Clés uniques : /);
    expect(lines[6]).toBe('Soldes des exercices clos : racines vérifiées : 10, pas encore signées : 0.');

    const twice = await run(there, 'restore', backup);
    expect([twice.code, twice.said.replace(/« \w+ »/, '« base »')]).toEqual([
      1,
      'La base « base » n’est pas vide (table ledger.event) : remettez la sauvegarde en place dans une base neuve. Rien n’a été écrit.',
    ]);
    expect((await run(there, 'restore', join(backup, 'ailleurs'))).said).toMatch(/n’est pas une sauvegarde/);
  },
  PATIENCE,
);

test('a balance of a closed year is proven; of an open one it is said that it is not signed', async () => {
  const asked = ['--convention', 'CRETS-2016', '--line', 'equipment'];
  const { code, printed } = await run(there, 'balance-proof', '--year', '2016', ...asked);
  expect(code).toBe(0);
  expect(printed).toMatch(/^Solde, rang \d+ : \{"convention":/);
  expect(printed).toMatch(/\nVérifié : ce solde est l’un des \d+ soldes signés\.$/);
  expect(await run(there, 'balance-proof', '--year', '2026', ...asked)).toMatchObject({
    code: 1,
    said: 'Les soldes de l’exercice 2026 ne sont pas signés.',
  });
  expect((await run(there, 'balance-proof', '--year', 'x', ...asked)).said).toContain(
    'un exercice est attendu',
  );
});

test('a checkpoint kept elsewhere is shown to be a prefix, or not', async () => {
  const kept = join(there.environment['DATA_DIR']!, 'note.txt');
  await writeFile(kept, `${(await pia(['checkpoint'], here.environment)).printed}\n`);
  const shown = await run(there, 'verify', '--checkpoint', kept);
  expect([shown.code, shown.said]).toEqual([0, '']);
  expect(shown.printed).toContain('Points de contrôle présentés, tous débuts de ce journal : 1.');
  const text = await readFile(kept, 'utf8');
  await writeFile(kept, text.replace(/\n(\d+)\n/, '\n1$1\n'));
  expect(await run(there, 'verify', '--checkpoint', kept)).toMatchObject({ code: 1 });
  await writeFile(kept, '');
  expect(await run(there, 'verify', '--checkpoint', kept)).toMatchObject({
    code: 1,
    said: `Le fichier « ${kept} » ne contient aucun point de contrôle.`,
  });
  const none = await run(there, 'verify', '--checkpoint', `${kept}.absent`);
  expect(none.said).toBe(`Le fichier « ${kept}.absent » n’existe pas.`);
});

describe('erasure', () => {
  const who = ['--by', 'compte-dpo', '--motive', 'demande du 3 mars'];
  let name: string;
  let owner: pg.Pool;
  beforeAll(async () => {
    owner = new pg.Pool({ connectionString: here.database.ownerUrl, max: 1 });
    const { rows } = await owner.query<{ value: string }>('select value from ledger.personal_value limit 1');
    name = rows[0]!.value;
  });
  afterAll(() => owner.end());
  const left = async () =>
    (await owner.query<{ count: string }>('select count(*) from ledger.personal_value')).rows[0]!.count;

  test('erases nothing where the motive names the person, or where what is asked is not clear', async () => {
    const before = await left();
    const naming = ['--by', 'compte-dpo', '--motive', `à la demande de ${name}`];
    expect((await run(here, 'erase', '--name', name, ...naming)).said).toMatch(/^Le motif reste au registre/);
    expect((await run(here, 'erase', ...who)).said).toMatch(/^Donnez soit --name, soit --convention/);
    expect((await run(here, 'erase', '--name', 'Personne', ...who)).said).toMatch(/^Rien à effacer/);
    expect(await left()).toBe(before);
    const { rowCount } = await owner.query('select from ops.erasure');
    expect(rowCount).toBe(0);
  });

  test('erases a person everywhere, leaves who, when and why and never the name, and every proof holds', async () => {
    const erased = await run(here, 'erase', '--name', name.toUpperCase(), ...who);
    expect(erased.code).toBe(0);
    expect(erased.printed).toMatch(/^Donnée effacée : fait \d+, convention-\S+\./);
    const { rows } = await owner.query<{ line: string }>(
      'select row_to_json(e)::text as line from ops.erasure e',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { line } of rows) {
      expect(JSON.parse(line)).toMatchObject({ actor: 'compte-dpo', motive: 'demande du 3 mars' });
      expect(line).not.toContain(name);
    }
    expect(await run(here, 'verify')).toMatchObject({ code: 0, said: '' });
    expect((await run(here, 'erase', '--name', name, ...who)).said).toMatch(/^Rien à effacer/);
    const replayed = await run(here, 'replay', 'CRETS-2016');
    expect(replayed.printed).not.toContain(name);
    expect(replayed.printed).toMatch(/\nSignataires :\n {2}\S+ {2}.+ : donnée effacée/);
  });

  test('erases the signatory of one party of a convention, and of no other', async () => {
    // Restored before the erasure here: another ledger, which still holds the name.
    const shown = await run(there, 'replay', 'CRETS-2016');
    expect(shown.printed).toContain(name);
    const { rows } = await there.database.pool.query<{ party: string }>(
      `select e.record::json -> 'data' ->> 'party' as party from ledger.event e
       join ledger.personal_value p on e.record like '%' || p.commitment || '%' where p.value = $1`,
      [name],
    );
    const erase = (party: string) =>
      run(there, 'erase', '--convention', 'CRETS-2016', '--party', party, ...who);
    expect((await erase('autre')).said).toMatch(/^Rien à effacer/);
    expect((await erase(rows[0]!.party)).printed).toMatch(/^Donnée effacée : fait \d+/);
    expect((await run(there, 'replay', 'CRETS-2016')).printed).not.toContain(name);
    expect(await run(there, 'verify')).toMatchObject({ code: 0 });
  });
});
