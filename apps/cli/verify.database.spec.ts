import { rm } from 'node:fs/promises';
import pg from 'pg';
import { hashToken, PostgresTokenStore } from '#access';
import { ledgerOn, readConfiguration, sealNow } from '#hosting';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { pia, plain } from './io.testing.js';

let database: TestDatabase;
let owner: pg.Pool;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  environment = { DATABASE_URL: database.ownerUrl, DATA_DIR: await temporaryFolder() };
});
afterAll(async () => {
  await owner.end();
  await database.drop();
  await rm(environment['DATA_DIR']!, { recursive: true });
});

test('there is nothing to verify before the read models are made', async () => {
  const { code, said } = await pia(['verify'], environment);
  expect([code, plain(said)]).toEqual([
    1,
    'Les vues n’ont pas encore été construites : lancez « pia rebuild ».',
  ]);
});

test('the demonstration verifies', async () => {
  const demo = await pia(['demo'], environment);
  expect([demo.code, demo.said]).toEqual([0, '']);
  expect(demo.printed).toMatch(/^La démonstration est chargée : \d\d conventions\.$/);
  const { code, printed } = await pia(['verify'], environment);
  expect(code).toBe(0);
  expect(plain(printed)).toMatch(/^Journal intact : [\d ]+ faits relus, dont 0 scellés ; /);
  expect(plain(printed)).toMatch(/\nAucun écart : \d \d{3} lignes recalculées/);
}, 60_000);

test('a row changed by hand is named, and a rebuild puts it right', async () => {
  await owner.query(
    `update read.movement set amount = amount + 1
     where (convention_key, position, ordinal) = (select convention_key, position, ordinal from read.movement
       order by convention_key, position, ordinal offset 100 limit 1)`,
  );
  const { code, printed, said } = await pia(['verify'], environment);
  expect([code, printed]).toEqual([1, '']);
  expect(plain(said)).toMatch(
    /^Premier écart : table movement, ligne convention_key=\d+ position=\d+ ordinal=\d+, colonne amount\. Le journal donne « -?\d+ », la vue contient « -?\d+ »\.$/,
  );
  const json = await pia(['verify', '--json'], environment);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.printed)).toMatchObject({
    ok: false,
    log: { fault: null },
    readModels: { difference: { table: 'movement', column: 'amount' } },
  });

  const rebuilt = await pia(['rebuild'], environment);
  expect(rebuilt.printed).toMatch(/^Vues reconstruites en /);
  expect((await pia(['verify'], environment)).code).toBe(0);
});

test('a unique key that was taken away, given to another fact, or made up is named', async () => {
  const held = await owner.query<{ key: string; stream: string; event_id: string }>(
    "select key, stream, event_id from ledger.claim where key like 'ej|%' order by key limit 2",
  );
  const [{ key, stream, event_id: holder }, { event_id: other }] = held.rows as [
    { key: string; stream: string; event_id: string },
    { event_id: string },
  ];
  const said = async () => {
    const { code, said: complaint } = await pia(['verify'], environment);
    return [code, plain(complaint)];
  };
  await owner.query('delete from ledger.claim where key = $1', [key]);
  expect(await said()).toEqual([
    1,
    `Clé unique « ${key} » : le journal donne ${key}, la table des clés contient rien.`,
  ]);
  const insert = 'insert into ledger.claim (key, stream, event_id) values ($1, $2, $3)';
  await owner.query(insert, [key, stream, other]);
  expect(await said()).toEqual([
    1,
    `Clé unique « ${key} » : le journal donne ${holder}, la table des clés contient ${other}.`,
  ]);
  await owner.query('update ledger.claim set event_id = $2 where key = $1', [key, holder]);
  await owner.query(insert, ['ej|made-up|1', 'installation', holder]);
  expect(await said()).toEqual([
    1,
    'Clé unique « ej|made-up|1 » : le journal donne rien, la table des clés contient installation.',
  ]);
  await owner.query("delete from ledger.claim where key = 'ej|made-up|1'");
  const { code, printed } = await pia(['verify'], environment);
  expect([code, plain(printed)]).toEqual([
    0,
    expect.stringMatching(/\nClés uniques : [\d ]+, chacune tenue par le fait qui l’a prise\./),
  ]);
}, 60_000);

describe('sealed', () => {
  const sealed = async () => {
    const ledger = await ledgerOn(database.ownerUrl, readConfiguration(environment));
    await sealNow(ledger);
    await ledger.close();
  };

  test('nothing is proven before the first checkpoint', async () => {
    expect(await pia(['checkpoint'], environment)).toMatchObject({ code: 1, printed: '' });
    const { code, said } = await pia(['proof', '7'], environment);
    expect([code, plain(said)]).toEqual([1, 'Aucun point de contrôle ne va encore jusqu’à la position 7.']);
  });

  test('a fact is proven under the last checkpoint, and one beyond it is not', async () => {
    await sealed();
    const checkpoint = await pia(['checkpoint'], environment);
    expect(checkpoint.printed).toMatch(
      /^pia-ledger\/[0-9a-f]{16}\n\d+\n\S{44}\n\n— pia-ledger\/[0-9a-f]{16} \S+$/,
    );
    const { code, printed } = await pia(['proof', '7'], environment);
    expect(code).toBe(0);
    expect(printed).toContain(checkpoint.printed);
    expect(plain(printed)).toMatch(/\nVérifié : ce fait est l’un des [\d ]+ faits signés\.$/);
    expect((await pia(['proof', '1000000'], environment)).code).toBe(1);
  });

  test('a fact that was changed has no proof, and verify names it', async () => {
    const change = (from: string, to: string) =>
      owner.query('update ledger.event set record = replace(record, $1, $2) where position = 7', [from, to]);
    await change('"role":"', '"role":"x');
    const proof = await pia(['proof', '7', '--json'], environment);
    expect([proof.code, plain(proof.said)]).toEqual([1, expect.stringMatching(/^Preuve rompue : /)]);
    expect(JSON.parse(proof.printed)).toMatchObject({ position: '7', holds: false });
    const { code, said } = await pia(['verify'], environment);
    expect([code, plain(said)]).toEqual([
      1,
      'Journal altéré : le fait à la position 7 n’est pas celui qui a été scellé (modifié, remplacé ou déplacé).',
    ]);
    const json = await pia(['verify', '--json'], environment);
    expect(JSON.parse(json.printed)).toMatchObject({
      ok: false,
      log: { fault: { code: 'event_altered', position: '7' } },
      readModels: null,
    });
    await change('"role":"x', '"role":"');
    const again = await pia(['verify'], environment);
    expect([again.code, plain(again.printed)]).toEqual([
      0,
      expect.stringMatching(
        /^Journal intact : ([\d ]+) faits relus, dont \1 scellés ; points de contrôle vérifiés : 1, notes d’ancrage : 1\./,
      ),
    ]);
  });
});

test('a convention is replayed by its reference or its id; an unknown one has a clear answer', async () => {
  const byReference = await pia(['replay', 'crets-2016', '--known-at', '2016-10-31'], environment);
  expect(byReference.printed).toContain('CRETS-2016');
  const { rows } = await owner.query<{ id: string }>(
    "select id from read.convention where reference = 'CRETS-2016'",
  );
  const byId = await pia(['replay', rows[0]!.id, '--known-at', '2016-10-31'], environment);
  expect(byId.printed).toBe(byReference.printed);
  for (const name of ['CRETS', '00000000-0000-4000-8000-000000000000']) {
    const { code, said } = await pia(['replay', name], environment);
    expect([code, plain(said)]).toEqual([
      1,
      `Aucune convention n’a pour identifiant ou référence « ${name} ».`,
    ]);
  }
});

test('a token is shown once, kept as its hash, and revoked with its account', async () => {
  const tokens = new PostgresTokenStore(database.pool);
  const asked = [
    '--role',
    'gestionnaire',
    '--academie',
    'lyon',
    '--label',
    'essai',
    '--account',
    'compte-essai',
  ];
  const { code, printed, said } = await pia(['token', 'create', ...asked], environment);
  expect(code).toBe(0);
  expect(printed).toMatch(/^pia_\S{43}$/);
  expect(said).toContain('compte-essai');
  expect(await tokens.find(hashToken(printed))).toMatchObject({ id: 'compte-essai', academies: ['lyon'] });
  const kept = await owner.query('select 1 from ops.token where hash = $1 or label = $1 or account = $1', [
    printed,
  ]);
  expect(kept.rowCount).toBe(0);

  expect(await pia(['token', 'revoke', 'compte-essai'], environment)).toMatchObject({
    code: 0,
    printed: '1 jeton retiré.',
  });
  expect(await tokens.find(hashToken(printed))).toBeUndefined();
  const again = await pia(['token', 'revoke', 'compte-essai'], environment);
  expect([again.code, plain(again.said)]).toEqual([1, 'Le compte « compte-essai » n’a aucun jeton valide.']);
});
