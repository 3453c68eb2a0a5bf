import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPrivateKey, signCheckpoint, signerOf } from '#proof';
import { FileAnchor } from './anchor.js';

const signer = signerOf('pia-ledger/0123456789abcdef', newPrivateKey());
const noteOf = (size: number) =>
  signCheckpoint({ origin: signer.name, size, root: Buffer.alloc(32, size) }, signer);

let folder: string;
let anchor: FileAnchor;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anchor-'));
  anchor = new FileAnchor(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const path = () => join(folder, 'anchor', 'checkpoints.txt');
const kept = async (notes = anchor.notes()) => {
  const all: string[] = [];
  for await (const note of notes) all.push(note);
  return all;
};

test('every note is kept as it was told', async () => {
  expect(await kept()).toEqual([]);
  for (const size of [1, 2, 3]) await anchor.append(noteOf(size));
  expect(await kept()).toEqual([1, 2, 3].map(noteOf));
});

test('what is told after the notes were asked for is not among them', async () => {
  await anchor.append(noteOf(1));
  const notes = anchor.notes();
  await anchor.append(noteOf(2));
  expect(await kept(notes)).toEqual([noteOf(1)]);
});

test('a note of which a full disk or a power cut left a part is told whole the next time', async () => {
  const whole = `${noteOf(2)}\n`;
  for (let length = 1; length < whole.length; length += 1) {
    await rm(path(), { force: true });
    await anchor.append(noteOf(1));
    await appendFile(path(), Buffer.from(whole).subarray(0, length));
    await anchor.append(noteOf(2));
    expect([length, await kept()]).toEqual([length, [1, 2].map(noteOf)]);
  }
});

test('a file that holds a part of its first note only', async () => {
  await anchor.append('x\n');
  await anchor.append(noteOf(1));
  expect(await readFile(path(), 'utf8')).toBe(`${noteOf(1)}\n`);
});
