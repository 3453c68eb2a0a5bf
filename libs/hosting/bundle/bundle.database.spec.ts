import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { unpackTar } from 'modern-tar/fs';
import pg from 'pg';
import { isRefusal } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { loadDemonstration } from '../demonstration/index.js';
import { type Ledger, ledgerOn } from '../ledger/open-ledger.js';
import { sealNow } from '../sealing/keep-seals.js';
import { Sealer } from '../sealing/sealer.js';
import { latestCheckpoint } from '../sealing/proofs.js';
import { type Bundle, runVerifier, writeBundle, writeManifest } from './write-bundle.js';

/* What an auditor is handed, and does, far from the server. */

let database: TestDatabase;
let ledger: Ledger;
let folder: string;
let bundle: Bundle;
let older: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  ledger = await ledgerOn(database.ownerUrl, { mode: 'demonstration', dataDir: join(folder, 'data') });
  let acts = 0;
  await loadDemonstration(ledger, done => {
    acts = done;
  });
  expect(acts).toBeGreaterThan(100);
  await aClockBehind(200);
  // A log that was signed several times, in the middle of a tile and at its end.
  older = await grownBySteps();
  const written = await writeBundle(ledger, join(folder, 'dossier'), () => {});
  if (isRefusal(written)) throw new Error(JSON.stringify(written));
  bundle = written;
}, 120_000);
afterAll(async () => {
  await ledger.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

/**
 * One text says an earlier time than the one before it: so write servers whose clocks differ where the log stands in
 * EventStoreDB. Its time of knowledge is that of the column.
 */
async function aClockBehind(position: number): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rowCount } = await owner.query(
    `update ledger.event set record = regexp_replace(record, '"recordedAt":"20\\d\\d', '"recordedAt":"2015')
     where position = $1 and recorded_at >= '2016-01-01'`,
    [position],
  );
  expect(rowCount).toBe(1);
  await owner.end();
}

async function grownBySteps(): Promise<string> {
  const sealer = new Sealer({
    pool: ledger.pool,
    dataDir: ledger.configuration.dataDir,
    anchor: { append: async () => {} },
  });
  for (const events of [1, 100, 156]) {
    await sealer.grow(events);
    await sealer.sign(0);
  }
  const note = (await latestCheckpoint(ledger.pool))!.note;
  await sealNow(ledger);
  return note;
}

type Answer = Awaited<ReturnType<typeof runVerifier>>;

let copies = 0;
/** The bundle elsewhere, after somebody changed it; with a manifest made anew where they thought of it. */
async function tampered(
  change: (at: string) => Promise<void>,
  manifest: 'kept' | 'renewed',
): Promise<Answer> {
  copies += 1;
  const at = join(folder, `copie-${copies}`);
  await cp(bundle.path, at, { recursive: true });
  await change(at);
  if (manifest === 'renewed') await writeManifest(at);
  return runVerifier(at);
}

const edit =
  (name: string, how: (text: string) => string) =>
  async (at: string): Promise<void> => {
    const text = await readFile(join(at, name), 'utf8');
    const changed = how(text);
    expect(changed).not.toBe(text);
    await writeFile(join(at, name), changed);
  };

/** Changes one line, counted from 1. */
const editLine = (name: string, line: number, how: (text: string) => string) =>
  edit(name, text => {
    const lines = text.split('\n');
    lines[line - 1] = how(lines[line - 1]!);
    return lines.join('\n');
  });

test('the bundle is verified by its own program before it is handed over, and again elsewhere', async () => {
  expect(bundle.verified).toMatch(/Vérification réussie : rien n’a été changé/);
  const at = join(folder, 'ailleurs');
  await cp(bundle.path, at, { recursive: true });
  const { code, said } = await runVerifier(at);
  expect([code, said]).toStrictEqual([0, bundle.verified]);
  expect(said).toMatch(/Points de contrôle : 4, chacun le début du suivant\./);
  expect(said).toContain(`racine ${bundle.root}.`);
});

test('it holds what it says, and its archive the same', async () => {
  const files = (await readdir(bundle.path, { recursive: true })).sort();
  expect(files).toStrictEqual([
    'LISEZMOI.md',
    'checkpoints.txt',
    'consistency.ndjson',
    'events.ndjson',
    'fec.txt',
    'journal.hledger',
    'keys.txt',
    'leaves.txt',
    'manifest.txt',
    'verifier',
    'verifier/facts.mjs',
    'verifier/files.mjs',
    'verifier/journal.mjs',
    'verifier/merkle.mjs',
    'verifier/shares.mjs',
    'verifier/stocks.mjs',
    'verifier/timeline.mjs',
    'verify.mjs',
  ]);
  expect(await writeBundle(ledger, bundle.path, () => {})).toMatchObject({ code: 'bundle_exists' });
  const archive = await writeBundle(ledger, join(folder, 'archive.tar.gz'), () => {});
  if (isRefusal(archive)) throw new Error(archive.code);
  await mkdir(join(folder, 'ouvert'));
  await pipeline(createReadStream(archive.path), createGunzip(), unpackTar(join(folder, 'ouvert')));
  for (const name of files.filter(file => file.includes('.'))) {
    const [one, other] = await Promise.all(
      [bundle.path, join(folder, 'ouvert', 'archive')].map(at => readFile(join(at, name))),
    );
    expect([name, one!.equals(other!)]).toStrictEqual([name, true]);
  }
}, 60_000);

test('a checkpoint that the auditor kept must be the beginning of the log', async () => {
  const path = join(folder, 'ancien.txt');
  await writeFile(path, older);
  expect(await runVerifier(bundle.path, path)).toMatchObject({ code: 0 });
  await writeFile(path, older.replace(/^(.*)\n(\d+)\n/, '$1\n9$2\n'));
  const { code, said } = await runVerifier(bundle.path, path);
  expect([code, said]).toStrictEqual([
    1,
    expect.stringMatching(/ancien\.txt : aucune clé de keys\.txt ne l’a signé/),
  ]);
});

/** One byte in the middle; of a program, the first letter, which stands in a comment. */
const flipped = (text: string) => {
  if (text.startsWith('//')) return text.replace(/[A-Z]/, letter => (letter === 'M' ? 'N' : 'M'));
  const middle = Math.floor(text.length / 2);
  const at = text.slice(middle).search(/[a-y0-8]/) + middle;
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) + 1) + text.slice(at + 1);
};

const DATA = [
  'events.ndjson',
  'leaves.txt',
  'checkpoints.txt',
  'consistency.ndjson',
  'keys.txt',
  'journal.hledger',
  'fec.txt',
] as const;
const FILES = [...DATA, 'LISEZMOI.md', 'manifest.txt', 'verifier/shares.mjs'] as const;

test.each(FILES)('one byte of %s changed is found, and the file named', async name => {
  const { code, said } = await tampered(edit(name, flipped), 'kept');
  expect(code).toBe(1);
  expect(said).toMatch(
    new RegExp(
      `^ANOMALIE : ${name === 'manifest.txt' ? '.*manifest' : name.replace('.', String.raw`\.`)}`,
      'm',
    ),
  );
  expect(said).toMatch(/Vérification ÉCHOUÉE/);
});

test.each(DATA)('and so it is in %s where the manifest was made anew', async name => {
  const { code, said } = await tampered(edit(name, flipped), 'renewed');
  expect(code).toBe(1);
  expect(said).toContain(`ANOMALIE : ${name}`);
});

describe('the first wrong line is named', () => {
  const amount = (text: string) =>
    text.replace(
      /(\d)(\.\d\d)(?=")/,
      (_, digit: string, rest: string) => `${(Number(digit) + 1) % 10}${rest}`,
    );

  test('a record whose amount was changed, with its leaf', async () => {
    const events = (await readFile(join(bundle.path, 'events.ndjson'), 'utf8')).split('\n');
    const line = events.findIndex(text => text.includes('"type":"PaymentExecuted"')) + 1;
    const { code, said } = await tampered(editLine('events.ndjson', line, amount), 'renewed');
    expect(code).toBe(1);
    expect(said).toContain(
      `ANOMALIE : events.ndjson, ligne ${line} : l’enregistrement ${line} n’est pas celui qui a été signé`,
    );
  });

  test('a record that was taken away, one that was added, two that changed places', async () => {
    const lines = (how: (lines: string[]) => void) =>
      edit('events.ndjson', text => {
        const all = text.trimEnd().split('\n');
        how(all);
        return `${all.join('\n')}\n`;
      });
    const missing = await tampered(
      lines(all => void all.splice(119, 1)),
      'renewed',
    );
    expect(missing.said).toContain('ANOMALIE : events.ndjson, ligne 120 :');
    const cut = await tampered(
      lines(all => void all.pop()),
      'renewed',
    );
    expect(cut.said).toMatch(/ANOMALIE : events\.ndjson : \d+ enregistrements, alors que \d+ ont été signés/);
    const added = await tampered(
      lines(all => void all.push(all[0]!)),
      'renewed',
    );
    expect(added.said).toMatch(/ANOMALIE : events\.ndjson, ligne \d+ : enregistrements que rien ne signe/);
    const swapped = await tampered(
      lines(all => void all.splice(30, 2, all[31]!, all[30]!)),
      'renewed',
    );
    expect(swapped.said).toContain('ANOMALIE : events.ndjson, ligne 31 :');
    expect([missing, cut, added, swapped].map(({ code }) => code)).toStrictEqual([1, 1, 1, 1]);
  });

  test('a figure of the journal, of its closing balances, and of the FEC', async () => {
    const texts = async (name: string) => (await readFile(join(bundle.path, name), 'utf8')).split('\n');
    const raised = (text: string) =>
      text.replace(
        /(\d)([.,]\d\d)(?!.*\d[.,]\d\d)/,
        (_, d: string, rest: string) => `${(Number(d) + 1) % 10}${rest}`,
      );
    for (const [name, line] of [
      [
        'journal.hledger',
        (await texts('journal.hledger')).findIndex(text => text.includes('actif:tresor:paiements:')) + 4,
      ],
      ['journal.hledger', (await texts('journal.hledger')).findLastIndex(text => text.includes(' = ')) + 1],
      ['fec.txt', 57],
    ] as const) {
      const found =
        (await texts(name)).findIndex((text, index) => index >= line - 1 && /\d[.,]\d\d/.test(text)) + 1;
      const { code, said } = await tampered(editLine(name, found, raised), 'renewed');
      expect([code, said]).toStrictEqual([
        1,
        expect.stringContaining(`ANOMALIE : ${name}, ligne ${found} : «`),
      ]);
    }
  });

  test('entries added at the end of the journal', async () => {
    const { code, said } = await tampered(
      edit('journal.hledger', text => `${text}; ajout\n`),
      'renewed',
    );
    expect([code, said]).toStrictEqual([
      1,
      expect.stringMatching(/journal\.hledger, ligne \d+ : « ; ajout » au lieu de la fin/),
    ]);
  });
});
