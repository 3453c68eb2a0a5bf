import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealNow, verifyLedger } from '#hosting';
import { leafHash, openCheckpoint, verifyConsistency, verifyInclusion, verifierOf } from '#proof';
import { Agreement } from '../support/agreement.js';
import { type Problem, World } from '../support/world.js';

/* What an auditor does over HTTP, who was given the public key and believes nothing else. */

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Proof {
  readonly leaf: string;
  readonly size: string;
  readonly path: readonly string[];
  readonly checkpoint: string;
}

const bytes = (encoded: string) => Buffer.from(encoded, 'base64');
const get = async <T>(path: string) => (await world.ask('auditeur', path).expect(200)).body as T;
const refused = async (path: string) => {
  const { status, body } = await world.ask('auditeur', path);
  const { code, errors } = body as Problem;
  return [status, code, errors[0]?.pointer];
};

async function checkpoint() {
  const { text, headers } = await world.ask('auditeur', '/audit/checkpoint').expect(200);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  const keys = await readFile(join(world.ledger.configuration.dataDir, 'keys', 'verifiers.txt'), 'utf8');
  const opened = openCheckpoint(text, keys.trimEnd().split('\n').map(verifierOf));
  if (!opened) throw new Error(`not signed: ${text}`);
  return opened;
}

test('before the first checkpoint and the first verification there is none, and that is said', async () => {
  expect(await refused('/audit/checkpoint')).toEqual([404, 'checkpoint_missing', undefined]);
  expect(await refused('/audit/proof?position=1')).toEqual([404, 'checkpoint_missing', undefined]);
  expect(await refused('/audit/verification')).toEqual([404, 'verification_missing', undefined]);
  const { body } = await world.ask('', '/health/ready').expect(200);
  expect(body).toMatchObject({ status: 'ready', verification: null });
});

test('each event that is served is proven, and the log has only grown since an older checkpoint', async () => {
  await sealNow(world.ledger);
  const older = await checkpoint();
  world.on('2016-10-14');
  await new Agreement(world, { reference: 'AUDIT-1' }).drafts();
  await sealNow(world.ledger);
  const newer = await checkpoint();
  expect(newer.size).toBe(older.size + 1);

  const { events } = await get<{ events: readonly { position: string; record: string }[] }>(
    '/audit/events?limit=200',
  );
  expect(events).toHaveLength(newer.size);
  for (const { position, record } of events) {
    const proof = await get<Proof>(`/audit/proof?position=${position}`);
    const leaf = createHash('sha256').update('\0').update(record).digest();
    expect(bytes(proof.leaf).equals(leaf)).toBe(true);
    const included = { leaf, index: Number(position) - 1, size: newer.size, root: newer.root };
    expect(verifyInclusion(included, proof.path.map(bytes))).toBe(true);
    const another = { ...included, leaf: leafHash(`${record} `) };
    expect(verifyInclusion(another, proof.path.map(bytes))).toBe(false);
  }

  const { path } = await get<Proof>(`/audit/proof?from=${older.size}`);
  const growth = { from: older.size, fromRoot: older.root, to: newer.size, toRoot: newer.root };
  expect(verifyConsistency(growth, path.map(bytes))).toBe(true);
});

test('a proof is asked for about what is signed', async () => {
  const { size } = await checkpoint();
  expect(await refused('/audit/proof')).toEqual([422, 'field_missing', '/position']);
  expect(await refused(`/audit/proof?position=${size + 1}`)).toEqual([
    422,
    'number_out_of_range',
    '/position',
  ]);
  expect(await refused('/audit/proof?position=0')).toEqual([422, 'number_out_of_range', '/position']);
  expect(await refused(`/audit/proof?from=1&to=${size + 1}`)).toEqual([422, 'number_out_of_range', '/to']);
  expect(await refused('/audit/proof?from=3&to=2')).toEqual([422, 'number_out_of_range', '/from']);
});

test('the last verification is served with its age, and health tells it', async () => {
  await world.difference();
  await verifyLedger(world.ledger, { log: () => {}, readModels: () => {} });
  const head = String(await world.head());
  const verification = await get<{ ageSeconds: number }>('/audit/verification');
  expect(verification).toMatchObject({
    ok: true,
    log: { head, sealed: head, checkpoints: 2, anchored: 2, fault: null },
    readModels: { position: head, difference: null },
  });
  expect(verification.ageSeconds).toBeGreaterThanOrEqual(0);
  const { body } = await world.ask('', '/health/ready').expect(200);
  expect(body).toMatchObject({ verification: { ok: true } });
});
