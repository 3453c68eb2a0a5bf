import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { leafHash, nodesOf, openCheckpoint, readCheckpoint, RightEdge } from '#proof';
import { type Anchor, FileAnchor } from './anchor.js';
import { keepSeals, sealNow } from './keep-seals.js';
import { openSigner, readVerifiers } from './keys.js';
import { Sealer, sealedSize } from './sealer.js';
import { openTestLog, type TestLog } from './sealing.testing.js';
import { StoredTiles } from './stored-tiles.js';

let log: TestLog;
beforeEach(async () => {
  log = await openTestLog();
});
afterEach(() => log.close());

const sealer = (anchor: Pick<Anchor, 'append'> = new FileAnchor(log.configuration.dataDir)) =>
  new Sealer({ pool: log.pool, dataDir: log.configuration.dataDir, anchor });

async function toTheEnd(one: Sealer, limit = 1000): Promise<void> {
  while ((await one.grow(limit)) > 0);
}

/** The root computed here, in Node, from the texts as they are served. */
async function rootOfTexts(): Promise<string> {
  const edge = RightEdge.empty();
  for (const { text } of await log.store.readAll(0n, 10_000)) edge.append(leafHash(text));
  return edge.root().toString('hex');
}

async function rootOfTiles(): Promise<string> {
  const size = await sealedSize(log.pool);
  return (await RightEdge.at(size, nodesOf(new StoredTiles(log.pool)))).root().toString('hex');
}

async function notes(): Promise<readonly string[]> {
  const { rows } = await log.owner.query<{ note: string }>('select note from ops.seal order by size');
  return rows.map(({ note }) => note);
}

async function told(): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const note of new FileAnchor(log.configuration.dataDir).notes()) all.push(note);
  return all;
}

test('the tree of the events grows with them, whoever puts them in and however they are cut', async () => {
  await log.append(300);
  await toTheEnd(sealer(), 7);
  expect(await sealedSize(log.pool)).toBe(300);
  expect(await rootOfTiles()).toBe(await rootOfTexts());
  await log.append(700);
  await Promise.all([toTheEnd(sealer(), 11), toTheEnd(sealer(), 13), toTheEnd(sealer(), 500)]);
  await toTheEnd(sealer());
  expect(await sealedSize(log.pool)).toBe(1000);
  expect(await rootOfTiles()).toBe(await rootOfTexts());
});

test('a sealer that finds others at work goes on from where they came to', async () => {
  const [first, second] = [sealer(), sealer()];
  await log.append(10);
  await first.grow(4);
  await second.grow(4);
  expect(await first.grow(4)).toBe(2);
  expect(await rootOfTiles()).toBe(await rootOfTexts());
});

test('while one is at work the other does nothing, and nobody who appends waits', async () => {
  await log.append(3);
  await sealer().grow(1000);
  const holder = await log.pool.connect();
  await holder.query("begin; select from ops.checkpoint where projection = 'seal' for update");
  await log.append(3);
  expect(await sealer().grow(1000)).toBe(0);
  expect(await sealer().sign(0)).toBe(false);
  await holder.query('rollback');
  holder.release();
  expect(await sealer().grow(1000)).toBe(3);
});

test('a checkpoint names the log, its size and its root, and is signed by a key only its owner reads', async () => {
  await log.append(5);
  await sealNow(log);
  const { dataDir } = log.configuration;
  const verifiers = await readVerifiers(dataDir);
  const [note] = await notes();
  const checkpoint = openCheckpoint(note!, verifiers);
  const [first] = await log.store.readAll(0n, 1);
  expect(checkpoint).toMatchObject({
    origin: `pia-ledger/${leafHash(first!.text).toString('hex').slice(0, 16)}`,
    size: 5,
  });
  expect(checkpoint?.root.toString('hex')).toBe(await rootOfTexts());
  expect((await stat(join(dataDir, 'keys', 'checkpoint.key'))).mode & 0o777).toBe(0o600);
});

test('one is signed a minute at most, and none without news', async () => {
  const one = sealer();
  expect(await one.sign(0)).toBe(false);
  await log.append(1);
  await toTheEnd(one);
  expect(await one.sign(60)).toBe(true);
  await log.append(1);
  await toTheEnd(one);
  expect(await one.sign(60)).toBe(false);
  await log.owner.query("update ops.seal set sealed_at = sealed_at - interval '1 minute'");
  expect(await one.sign(60)).toBe(true);
  expect(await one.sign(0)).toBe(false);
  expect((await notes()).map(note => readCheckpoint(note)?.size)).toEqual([1, 2]);
});

test('after a rotation the new key signs, and what the old one signed is still verified', async () => {
  await log.append(1);
  await sealNow(log);
  const key = join(log.configuration.dataDir, 'keys', 'checkpoint.key');
  await rename(key, `${key}.old`);
  await log.append(1);
  await sealNow(log);
  const verifiers = await readVerifiers(log.configuration.dataDir);
  expect(verifiers).toHaveLength(2);
  expect((await notes()).map(note => openCheckpoint(note, verifiers)?.size)).toEqual([1, 2]);
});

test('processes that start together on one folder share one key', async () => {
  const { dataDir } = log.configuration;
  const signers = await Promise.all([1, 2, 3, 4].map(() => openSigner(dataDir, 'pia-ledger/essai')));
  expect(new Set(signers.map(({ verifierKey }) => verifierKey)).size).toBe(1);
});

test('the anchor is told every checkpoint, also one that it could not take at first', async () => {
  await log.append(1);
  const broken = sealer({ append: () => Promise.reject(new Error('no room')) });
  await toTheEnd(broken);
  await broken.sign(0);
  await expect(broken.tell()).rejects.toThrow('no room');
  expect(await told()).toEqual([]);
  await log.append(1);
  await sealNow(log);
  await sealNow(log);
  expect(await told()).toEqual(await notes());
  expect(await told()).toHaveLength(2);
});

test('a process that stops seals what is left', async () => {
  const stopping = new AbortController();
  const failures: unknown[] = [];
  const kept = keepSeals(log, { signal: stopping.signal, onFailure: error => failures.push(error) });
  await log.append(20);
  stopping.abort();
  await kept;
  expect(failures).toEqual([]);
  expect((await notes()).map(note => readCheckpoint(note)?.size).at(-1)).toBe(20);
});

test('the application cannot change or remove a checkpoint', async () => {
  await log.append(1);
  await sealNow(log);
  await expect(log.pool.query("update ops.seal set note = ''")).rejects.toThrow(/permission denied/);
  await expect(log.pool.query('delete from ops.seal')).rejects.toThrow(/permission denied/);
});
