import { createHash } from 'node:crypto';
import { appendFile, cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashToken } from '#access';
import { instant } from '#kernel';
import { imputationReport, outstanding, schoolBudgets } from '#read-models';
import { loadDemonstration } from '../demonstration/index.js';
import { erasePersonal } from '../erasure/erase-personal.js';
import { writeBundle } from '../bundle/write-bundle.js';
import type { Ledger } from '../ledger/open-ledger.js';
import { recordRefusal } from '../ledger/refusals.js';
import { sealNow } from '../sealing/keep-seals.js';
import { openSigner } from '../sealing/keys.js';
import { verifyLedger } from '../sealing/verify-ledger.js';
import { backUp } from './backup.js';
import type { BackupRefusalCode } from './backup-refused.js';
import { bringToDate, closeYear, openTestLedger, type TestLedger } from './backup.testing.js';
import { checkBackup } from './check-backup.js';
import type { Manifest } from './manifest.js';
import { signManifest } from './manifest-note.js';
import { COLUMNS_LEFT_OUT, EVENTS, LEFT_OUT, MANIFEST, MANIFEST_NOTE, TABLE_PARTS } from './parts.js';
import { restore } from './restore.js';

const PATIENCE = 120_000;
/** Fiscal years that the demonstration closed: 2016 to 2025. */
const CLOSED = 10;

let ledger: TestLedger;
let folder: string;
let manifest: Manifest;
const verified = (of: Ledger, kept?: string) =>
  verifyLedger(of, { log: () => {}, readModels: () => {} }, kept);

beforeAll(async () => {
  ledger = await openTestLedger();
  await loadDemonstration(ledger);
  await bringToDate(ledger);
  await ledger.tokens.add({
    hash: hashToken('pia_secret'),
    account: { id: 'compte-a', role: 'gestionnaire', academies: ['lyon'], bodies: [] },
    label: 'essai',
  });
  await recordRefusal(ledger.pool, {
    at: instant('2026-11-21T09:00:00.000Z'),
    actor: 'compte-a',
    role: 'gestionnaire',
    stream: 'convention-x',
    commandType: 'RequestPayment',
    code: 'convention_unknown',
    bodyHash: 'hash',
    correlationId: 'refused-1',
  });
  expect((await verified(ledger)).ok).toBe(true);
  folder = join(ledger.configuration.dataDir, 'backups', 'one');
  manifest = await backUp(ledger, folder);
}, PATIENCE);
afterAll(() => ledger.close());

/** All reports on both time axes, as text. */
async function figuresOf({ pool }: Ledger): Promise<string> {
  const perimeter = { kind: 'everything' } as const;
  const answers: unknown[] = [];
  for (const knownAt of [
    undefined,
    instant('2016-12-31T22:59:59.999Z'),
    instant('2019-06-30T21:59:59.999Z'),
  ]) {
    for (const year of [2016, 2017, 2018]) {
      answers.push(await imputationReport(pool, { perimeter, year, level: 'entry', knownAt }));
    }
    answers.push(
      await schoolBudgets(pool, { perimeter, knownAt }),
      await outstanding(pool, { perimeter, knownAt }),
    );
  }
  return JSON.stringify(answers);
}

/** Every row that a backup keeps, and the exact records, as text. */
async function keptBy({ pool }: Ledger, but: readonly string[] = []): Promise<Record<string, string>> {
  const kept: Record<string, string> = {};
  const read = async (name: string, select: string) => {
    const { rows } = await pool.query(select);
    kept[name] = JSON.stringify(rows);
  };
  await read('ledger.event', 'select * from ledger.event order by position');
  for (const { table, columns, order, where = 'true' } of TABLE_PARTS) {
    if (!but.includes(table)) {
      await read(table, `select ${columns.join()} from ${table} where ${where} order by ${order}`);
    }
  }
  return kept;
}

test('each table of the log and of the operation is a part, or is left out with its reason', async () => {
  const { rows } = await ledger.pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('ledger', 'ops') order by 1`,
  );
  const told = [...TABLE_PARTS.map(({ table }) => table), ...Object.keys(LEFT_OUT)];
  // The list of migrations is the owner's: the application does not see it.
  const seen = new Set([...rows.map(({ name }) => name), 'ops.migration']);
  expect([...seen].sort()).toEqual([...new Set(told)].sort());
});

test('and each of their columns is in the part, or is left out with its reason', async () => {
  for (const { table, columns } of TABLE_PARTS) {
    const { rows } = await ledger.pool.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema || '.' || table_name = $1`,
      [table],
    );
    const kept = rows.map(({ name }) => name).filter(name => !(`${table}.${name}` in COLUMNS_LEFT_OUT));
    expect([table, ...kept.sort()]).toEqual([table, ...[...columns].sort()]);
  }
});

test(
  'the drill: put back elsewhere, the same root, figures, rows and documents, under a raised epoch',
  async () => {
    const other = await openTestLedger();
    try {
      const restored = await restore(other, await checkBackup(folder));
      expect(restored).toEqual({ epoch: 2, size: manifest.size, lostThrough: null });
      const result = await verified(other);
      expect(result).toMatchObject({
        ok: true,
        log: { root: manifest.root, head: String(manifest.size), epoch: 2, fault: null },
        readModels: { difference: null },
        balances: { years: CLOSED, unsigned: 0, fault: null },
      });
      expect(await figuresOf(other)).toBe(await figuresOf(ledger));
      const raised = ['ops.epoch', 'ops.verification'];
      expect(await keptBy(other, raised)).toEqual(await keptBy(ledger, raised));
      const { rows } = await ledger.pool.query<{ sha256: string }>('select sha256 from ops.document');
      expect(rows.length).toBe(manifest.documents.count);
      expect(rows.length).toBeGreaterThan(10);
      for (const { sha256 } of rows) {
        expect(
          Buffer.compare((await other.documents.get(sha256))!, (await ledger.documents.get(sha256))!),
        ).toBe(0);
      }
      expect(await other.tokens.find(hashToken('pia_secret'))).toMatchObject({ id: 'compte-a' });

      await closeYear(other, 2026);
      const { rows: seals } = await other.pool.query<{ note: string }>(
        'select note from ops.seal order by size desc limit 1',
      );
      expect(seals[0]!.note.split('\n')[3]).toBe('epoch 2');
      expect(await verified(other)).toMatchObject({ ok: true, balances: { years: CLOSED + 1 } });
      const bundle = await writeBundle(other, join(other.configuration.dataDir, 'dossier'), () => {});
      expect(bundle).toMatchObject({ verified: expect.stringContaining('Vérification réussie') });
      await expect(restore(other, await checkBackup(folder))).rejects.toMatchObject({ code: 'not_empty' });
    } finally {
      await other.close();
    }
  },
  PATIENCE,
);

test(
  'a backup of a restored ledger goes back once more, and its epoch rises again',
  async () => {
    const [second, third] = [await openTestLedger(), await openTestLedger()];
    try {
      await restore(second, await checkBackup(folder));
      const again = join(second.configuration.dataDir, 'again');
      expect((await backUp(second, again)).root).toBe(manifest.root);
      expect(await restore(third, await checkBackup(again))).toMatchObject({ epoch: 3 });
      expect((await verified(third)).ok).toBe(true);
    } finally {
      await second.close();
      await third.close();
    }
  },
  PATIENCE,
);

test(
  'it is a prefix of the log, whole, while others write',
  async () => {
    const busy = await openTestLedger();
    try {
      const writing = loadDemonstration(busy);
      const sizes: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const out = join(busy.configuration.dataDir, `busy-${round}`);
        sizes.push((await backUp(busy, out)).size);
        await checkBackup(out);
        await expect(claimsOf(out)).resolves.toEqual([]);
      }
      await writing;
      const last = join(busy.configuration.dataDir, 'busy-2');
      const lines = (await readFile(join(last, EVENTS), 'utf8')).split('\n').slice(0, -1);
      const { rows } = await busy.pool.query<{ record: string }>(
        'select record from ledger.event order by position limit $1',
        [lines.length],
      );
      expect(lines).toEqual(rows.map(({ record }) => record));
      expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
    } finally {
      await busy.close();
    }
  },
  PATIENCE,
);

/** Claims of a backup whose event is not in it. */
async function claimsOf(out: string): Promise<readonly string[]> {
  const events = await readFile(join(out, EVENTS), 'utf8');
  const claims = (await readFile(join(out, 'claims.ndjson'), 'utf8')).split('\n').slice(0, -1);
  return claims.filter(claim => !events.includes((JSON.parse(claim) as { event_id: string }).event_id));
}

test('a name that is taken is refused, and a failed backup leaves nothing', async () => {
  await expect(backUp(ledger, folder)).rejects.toMatchObject({ code: 'target_exists' });
  const lacking = {
    ...ledger,
    documents: { ...ledger.documents, get: async () => undefined },
  } as unknown as Ledger;
  const out = join(dirname(folder), 'lacking');
  await expect(backUp(lacking, out)).rejects.toMatchObject({ code: 'document_missing' });
  expect(await readdir(dirname(folder))).toEqual(['one']);
});

describe('a backup that is not what was written is refused and named, and nothing is put back', () => {
  let empty: TestLedger;
  let copy: string;
  beforeAll(async () => {
    empty = await openTestLedger();
  });
  afterAll(() => empty.close());
  beforeEach(async () => {
    copy = join(empty.configuration.dataDir, 'copy');
    await cp(folder, copy, { recursive: true });
  });
  afterEach(async () => {
    await rm(copy, { recursive: true });
    const { rows } = await empty.pool.query('select (select count(*) from ledger.event)::int as events');
    expect(rows).toEqual([{ events: 0 }]);
  });

  const refusedAs = async (code: BackupRefusalCode, file: string) => {
    await expect(checkBackup(copy)).rejects.toMatchObject({ code, details: { file } });
  };
  const alteredAs = (name: string): [BackupRefusalCode, string] => {
    if (name === MANIFEST_NOTE) return ['manifest_not_signed', name];
    return ['part_altered', name === `${MANIFEST}.sha256` ? MANIFEST : name];
  };
  const turnByte = async (file: string, at: number) => {
    const bytes = await readFile(join(copy, file));
    bytes[at < 0 ? bytes.length + at : at]! ^= 1;
    await writeFile(join(copy, file), bytes);
  };

  test(
    'one byte changed in any part, in a document, in the manifest',
    async () => {
      const names = (await readdir(copy)).filter(name => name !== 'documents');
      const [document] = await readdir(join(copy, 'documents'));
      for (const name of [...names, `documents/${document!}`]) {
        const path = join(copy, name);
        const before = await readFile(path);
        if (before.length === 0) continue;
        for (const at of [0, Math.floor(before.length / 2), -1]) {
          await turnByte(name, at);
          await refusedAs(...alteredAs(name));
          await writeFile(path, before);
        }
        await truncate(path, before.length - 1);
        await refusedAs(...alteredAs(name));
        await appendFile(path, Buffer.concat([before.subarray(-1), Buffer.from('x')]));
        await refusedAs(...alteredAs(name));
        await rm(path);
        await refusedAs(name === MANIFEST ? 'not_a_backup' : 'part_missing', name === MANIFEST ? copy : name);
        await writeFile(path, before);
      }
      await checkBackup(copy);
    },
    PATIENCE,
  );

  test('a whole forgery, sums computed again: what stands beside the records is signed too', async () => {
    expect(await forge(copy, 'tokens.ndjson', text => text.replace('gestionnaire', 'ordonnateur'))).toBe(
      true,
    );
    await refusedAs('manifest_not_signed', MANIFEST_NOTE);
  });

  test('one that says that its log is empty, and so unsigned', async () => {
    const read = JSON.parse(await readFile(join(copy, MANIFEST), 'utf8')) as Manifest;
    await writeManifest(copy, { ...read, origin: null });
    await refusedAs('manifest_not_signed', MANIFEST_NOTE);
    await writeManifest(copy, { ...read, origin: null, size: 0 });
    await refusedAs('root_differs', EVENTS);
  });

  test('records that are not those that were signed, under a manifest that the operator signs again', async () => {
    expect(await forge(copy, EVENTS, text => text.replace('"role":"', '"role":"x'))).toBe(true);
    const signer = await openSigner(ledger.configuration.dataDir, manifest.origin!);
    const text = await readFile(join(copy, MANIFEST));
    const sha256 = createHash('sha256').update(text).digest('hex');
    await writeFile(join(copy, MANIFEST_NOTE), signManifest(sha256, signer));
    await refusedAs('root_differs', EVENTS);
  });

  test('a backup of another mode', async () => {
    const production = await openTestLedger('production');
    try {
      await expect(restore(production, await checkBackup(copy))).rejects.toMatchObject({
        code: 'other_mode',
      });
      expect(await production.store.head()).toBe(0n);
    } finally {
      await production.close();
    }
  });

  test('a failure in the middle leaves the database empty', async () => {
    const backup = await checkBackup(copy);
    await writeFile(join(copy, 'verifications.ndjson'), '{"at":null}\n');
    await expect(restore(empty, backup)).rejects.toThrow(/null value/);
  });
});

/** Changes a part and writes the sums as one would who can write all files but sign nothing. */
async function forge(copy: string, file: string, change: (text: string) => string): Promise<boolean> {
  const sum = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
  const text = await readFile(join(copy, file), 'utf8');
  const changed = change(text);
  await writeFile(join(copy, file), changed);
  const read = JSON.parse(await readFile(join(copy, MANIFEST), 'utf8')) as Manifest;
  const parts = read.parts.map(part =>
    part.file === file ? { ...part, bytes: Buffer.byteLength(changed), sha256: sum(changed) } : part,
  );
  await writeManifest(copy, { ...read, parts });
  return changed !== text;
}

async function writeManifest(copy: string, manifest: Manifest): Promise<void> {
  const written = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(join(copy, MANIFEST), written);
  const sum = createHash('sha256').update(written).digest('hex');
  await writeFile(join(copy, `${MANIFEST}.sha256`), `${sum}  ${MANIFEST}\n`);
}

describe('an old backup put back where later events were published', () => {
  let again: TestLedger;
  let published: string;
  let note: string;
  beforeAll(async () => {
    const older = await openTestLedger();
    try {
      await restore(older, await checkBackup(folder));
      await closeYear(older, 2026);
      again = await openTestLedger();
      published = String(await older.store.head());
      const { rows } = await older.pool.query<{ note: string }>(
        'select note from ops.seal order by size desc limit 1',
      );
      note = rows[0]!.note;
      await cp(older.configuration.dataDir, again.configuration.dataDir, { recursive: true });
    } finally {
      await older.close();
    }
  }, PATIENCE);
  afterAll(() => again.close());

  test(
    'is refused and named by the anchor of the data folder, and goes back with its loss declared only',
    async () => {
      const backup = await checkBackup(folder);
      await expect(restore(again, backup)).rejects.toMatchObject({
        code: 'events_lost',
        details: { found: published, expected: String(manifest.size) },
      });
      expect(await again.store.head()).toBe(0n);
      const restored = await restore(again, backup, { acceptLoss: true });
      expect(restored).toMatchObject({ epoch: 2, lostThrough: Number(published) });
    },
    PATIENCE,
  );

  test('is found by whoever kept a later checkpoint, declared or not', async () => {
    const kept = join(again.configuration.dataDir, 'auditor.txt');
    await writeFile(kept, `${note}\n`);
    expect((await verified(again, kept)).log.fault).toEqual({
      code: 'tail_missing',
      position: String(manifest.size + 1),
      through: published,
    });
  });

  test('is found by the anchor where the loss was not declared', async () => {
    const owner = new (await import('pg')).default.Client({ connectionString: again.ownerUrl });
    await owner.connect();
    await owner.query('update ops.epoch set lost_through = null');
    expect((await verified(again)).log.fault).toMatchObject({ code: 'tail_missing', through: published });
    await owner.query('update ops.epoch set lost_through = $1', [published]);
    await owner.end();
  });
});

describe('erasure', () => {
  test(
    'what was erased is in no later backup, and an older one put back in this folder does not bring it back',
    async () => {
      const first = await openTestLedger();
      const second = await openTestLedger();
      try {
        await restore(first, await checkBackup(folder));
        const { rows } = await first.pool.query<{ commitment: string; value: string }>(
          'select commitment, value from ledger.personal_value order by commitment limit 1',
        );
        const { commitment, value } = rows[0]!;
        const erased = await erasePersonal(
          first,
          { kind: 'name', name: value },
          { actor: 'compte-dpo', motive: 'demande du 3 mars' },
        );
        expect(erased.map(each => each.commitment)).toContain(commitment);
        await sealNow(first);
        expect((await verified(first)).ok).toBe(true);
        const later = join(first.configuration.dataDir, 'later');
        await backUp(first, later);
        const part = await readFile(join(later, 'personal-values.ndjson'), 'utf8');
        expect(part.includes(value) || part.includes(commitment)).toBe(false);
        expect(await readFile(join(folder, 'personal-values.ndjson'), 'utf8')).toContain(value);

        await cp(
          join(first.configuration.dataDir, 'erased.txt'),
          join(second.configuration.dataDir, 'erased.txt'),
        );
        await restore(second, await checkBackup(folder));
        expect(await second.store.readPersonal([commitment])).toEqual([]);
      } finally {
        await first.close();
        await second.close();
      }
    },
    PATIENCE,
  );
});
