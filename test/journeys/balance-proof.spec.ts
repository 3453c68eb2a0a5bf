import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { sealNow, verifyLedger } from '#hosting';
import { openNote, readCheckpoint, signCheckpoint, signerOf, verifierOf, verifyInclusion } from '#proof';
import { Agreement } from '../support/agreement.js';
import { PATIENCE, type Problem, World } from '../support/world.js';

/* An auditor checks one figure of a closed year against the root that was signed when it closed. */

interface Proof {
  readonly position: string;
  readonly balance: { readonly figures: Readonly<Record<string, string>> };
  readonly text: string;
  readonly index: number;
  readonly size: number;
  readonly root: string;
  readonly path: readonly string[];
  readonly checkpoint: string;
}

interface Report {
  readonly position: string;
  readonly checkpoint: { readonly size: string; readonly root: string; readonly proven: string } | null;
  readonly rows: readonly {
    readonly at: Readonly<Record<string, string>>;
    readonly figures: Readonly<Record<string, string>>;
  }[];
}

let world: World;
let crets: string;
let asked: string;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
    'auditeur',
    '/conventions?search=CRETS-2016',
  );
  crets = conventions[0]!.id;
  asked = `/audit/balance-proof?year=2016&line=equipment&convention=${crets}`;
}, PATIENCE);
afterAll(() => world.close());

const refused = async (path: string) => {
  const { status, body } = await world.ask('auditeur', path);
  return [status, (body as Problem).code];
};
const report = (more = '') =>
  world.sees<Report>(
    'auditeur',
    `/reports/chorus-imputations?year=2016&level=line&convention=${crets}${more}`,
  );

test('before the close is signed there is no proof, and before the first checkpoint a report says so', async () => {
  expect(await refused(asked)).toEqual([404, 'year_not_sealed']);
  expect((await report()).checkpoint).toBeNull();
});

test('a balance is proven under the note signed at the close, and is the figure of the report of that day', async () => {
  await sealNow(world.ledger);
  const proof = await world.sees<Proof>('auditeur', asked);
  const keys = await readFile(join(world.ledger.configuration.dataDir, 'keys', 'verifiers.txt'), 'utf8');
  const opened = openNote(proof.checkpoint, keys.trimEnd().split('\n').map(verifierOf));
  const note = readCheckpoint(opened!.text)!;
  expect(note.origin).toBe(`${opened!.signers[0]!.name}/balances/2016`);
  expect(note.extensions?.get('position')).toBe(proof.position);
  const leaf = createHash('sha256').update('\0').update(proof.text).digest();
  const path = proof.path.map(hash => Buffer.from(hash, 'base64'));
  const included = { leaf, index: proof.index, size: note.size, root: note.root };
  expect(verifyInclusion(included, path)).toBe(true);
  const another = createHash('sha256').update('\0').update(proof.text.replace('4000.00', '4000.01')).digest();
  expect(verifyInclusion({ ...included, leaf: another }, path)).toBe(false);

  const text = JSON.parse(proof.text) as { figures: object; convention: string; year: number };
  expect(text).toMatchObject({ convention: crets, line: 'equipment', year: 2016, form: 1, kind: 'balance' });
  expect(text.figures).toEqual(proof.balance.figures);
  const [closing] = await world.ledger.store.readAll(BigInt(proof.position) - 1n, 1);
  expect(closing!.text).toContain('"type":"FiscalYearClosed"');
  const { rows } = await report(`&knownAt=${closing!.recordedAt}`);
  const row = rows.find(({ at }) => at['line'] === 'equipment')!;
  expect(proof.balance.figures).toEqual(row.figures);
  expect(row.figures['committed']).toBe('4000.00');
});

test('what is not signed is not proven', async () => {
  expect(await refused(asked.replace('2016', '2026'))).toEqual([404, 'year_not_sealed']);
  expect(await refused(asked.replace('equipment', 'autre'))).toEqual([404, 'balance_unknown']);
  const none = '0193a1de-0000-5000-8000-000000000001';
  expect(await refused(asked.replace(crets, none))).toEqual([404, 'balance_unknown']);
  expect(await refused(`/audit/balance-proof?line=equipment&convention=${crets}`)).toEqual([
    422,
    'field_missing',
  ]);
});

test('a report states the checkpoint it stands under, and how far its figures are proven', async () => {
  const before = await report();
  expect(before.checkpoint).toMatchObject({ size: before.position, proven: before.position });
  const latest = readCheckpoint((await world.ask('auditeur', '/audit/checkpoint')).text)!;
  expect(before.checkpoint!.root).toBe(latest.root.toString('hex').slice(0, 16));
  await new Agreement(world, { reference: 'APRES-SCELLEMENT' }).drafts();
  const after = await report();
  expect(Number(after.position)).toBe(Number(before.position) + 1);
  expect(after.checkpoint).toEqual(before.checkpoint);
  const early = await report('&knownAt=2017-06-30');
  expect(early.checkpoint!.proven).toBe(early.position);

  const file = await world.ask('auditeur', '/reports/outstanding?format=csv');
  const [size, root] = (file.headers['x-pia-checkpoint'] as string).split(' ');
  expect(size).toBe(after.position);
  expect(file.headers['content-disposition']).toBe(`attachment; filename="en-attente_${size}-${root}.csv"`);
  expect((await report()).checkpoint).toMatchObject({ size, root, proven: after.position });
});

describe('verify finds', () => {
  let owner: pg.Pool;
  beforeAll(() => {
    owner = new pg.Pool({ connectionString: world.ledger.ownerUrl, max: 1 });
  });
  afterAll(() => owner.end());
  const balances = async () => {
    const { ok, balances } = await verifyLedger(world.ledger, { log: () => {}, readModels: () => {} });
    expect(ok).toBe(balances?.fault === null);
    return balances;
  };
  const changed = async (change: string, values: unknown[] = []) => {
    const { rows } = await owner.query<{ note: string; position: string }>(
      'select note, position from ops.balance_seal where year = 2017',
    );
    await owner.query(`update ops.balance_seal set ${change} where year = 2017`, values);
    const found = await balances();
    await owner.query('update ops.balance_seal set note = $1, position = $2 where year = 2017', [
      rows[0]!.note,
      rows[0]!.position,
    ]);
    return found?.fault;
  };

  test('nothing, where nothing was changed', async () => {
    expect(await balances()).toEqual({ years: 10, unsigned: 0, fault: null });
  });

  test('a note that no key signed, one moved to another event, and a signed root that is not that of the log', async () => {
    expect(await changed("note = replace(note, 'position', 'Position')")).toEqual({
      code: 'balances_not_signed',
      year: 2017,
    });
    expect(await changed('position = position + 1')).toEqual({ code: 'balances_of_another', year: 2017 });
    const pem = await readFile(join(world.ledger.configuration.dataDir, 'keys', 'checkpoint.key'), 'utf8');
    const { rows } = await owner.query<{ note: string }>(
      'select note from ops.balance_seal where year = 2017',
    );
    const note = readCheckpoint(rows[0]!.note)!;
    const signer = signerOf(note.origin.replace('/balances/2017', ''), pem);
    const forged = signCheckpoint({ ...note, root: Buffer.alloc(32, 7) }, signer);
    expect(await changed('note = $1', [forged])).toEqual({ code: 'balance_root_differs', year: 2017 });
  });

  test('and a figure that no longer has the signed root is not given a proof', async () => {
    await owner.query(
      `update read.movement set amount = amount + 1 where (convention_key, position, ordinal) =
       (select convention_key, position, ordinal from read.movement where fiscal_year = 2016 and measure = 7 limit 1)`,
    );
    expect(await refused(asked)).toEqual([500, 'balance_root_differs']);
  });
});
