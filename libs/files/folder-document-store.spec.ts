import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documents } from './documents.testing.js';
import { CorruptDocument } from './document-store.js';
import { FolderDocumentStore, LARGEST_DOCUMENT } from './folder-document-store.js';

let home: string;
let folder: string;
let store: FolderDocumentStore;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'documents-'));
  folder = join(home, 'data', 'documents');
  store = new FolderDocumentStore(folder);
});
afterEach(() => rm(home, { recursive: true }));

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const filesOf = async (root = folder) => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
};
const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name);
async function* inChunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('a supporting document', () => {
  test('is kept under the SHA-256 of its bytes and given back unchanged', async () => {
    const sha256 = sha256Of(documents.pdf);
    expect(await store.put(documents.pdf, 'facture.pdf')).toEqual({
      sha256,
      mediaType: 'application/pdf',
      size: documents.pdf.length,
    });
    expect(await filesOf()).toEqual([pathOf(sha256)]);
    expect(new Uint8Array((await store.get(sha256))!)).toEqual(documents.pdf);
  });

  test('may arrive in pieces', async () => {
    const kept = await store.put(inChunks(documents.png), 'photo.png');
    expect(kept).toMatchObject({ sha256: sha256Of(documents.png), mediaType: 'image/png' });
  });

  test('is stored once, however often and under whatever name it comes, and never written again', async () => {
    await store.put(documents.csv, 'a.csv');
    const path = pathOf(sha256Of(documents.csv));
    const { ino, mtimeNs } = await stat(path, { bigint: true });
    await Promise.all(['b.csv', 'c.csv', 'd.pdf'].map(name => store.put(documents.csv, name)));
    expect(await filesOf()).toEqual([path]);
    expect(await stat(path, { bigint: true })).toMatchObject({ ino, mtimeNs });
  });

  test('that was never stored is not there, nor is anything that is not a SHA-256', async () => {
    await store.put(documents.pdf, 'a.pdf');
    await writeFile(join(home, 'data', 'secret'), 'x');
    expect(await store.get('0'.repeat(64))).toBeUndefined();
    expect(await store.get('../secret')).toBeUndefined();
    expect(await store.get(sha256Of(documents.pdf).toUpperCase())).toBeUndefined();
  });

  test('whose bytes changed on the disk is refused as corrupt, to readers and to those who send it again', async () => {
    const sha256 = sha256Of(documents.pdf);
    await store.put(documents.pdf, 'a.pdf');
    await chmod(pathOf(sha256), 0o640);
    await writeFile(pathOf(sha256), `${Buffer.from(documents.pdf).toString('latin1')} `, 'latin1');
    await expect(store.get(sha256)).rejects.toThrow(CorruptDocument);
    await expect(store.put(documents.pdf, 'a.pdf')).rejects.toThrow(CorruptDocument);
    expect((await readFile(pathOf(sha256))).length).toBeGreaterThan(0);
  });
});

describe('a refused document leaves nothing behind', () => {
  afterEach(async () => expect(await filesOf(home)).toEqual([]));

  test('a page of HTML called .pdf', async () => {
    expect(await store.put(documents.html, 'facture.pdf')).toMatchObject({
      code: 'document_type_refused',
      details: { name: 'facture.pdf', found: 'unknown' },
    });
  });

  test('an empty one', async () => {
    expect(await store.put(new Uint8Array(), 'vide.pdf')).toMatchObject({ code: 'document_empty' });
    expect(await store.put(inChunks(new Uint8Array()), 'vide.pdf')).toMatchObject({
      code: 'document_empty',
    });
  });

  test('one byte too many, at once or in pieces', async () => {
    const small = new FolderDocumentStore(folder, documents.pdf.length - 1);
    for (const content of [documents.pdf, inChunks(documents.pdf)]) {
      expect(await small.put(content, 'gros.pdf')).toMatchObject({
        code: 'document_too_large',
        details: { name: 'gros.pdf', most: documents.pdf.length - 1 },
      });
    }
  });

  test('one whose sending broke off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield documents.pdf;
      throw new Error('connection lost');
    }
    await expect(store.put(broken(), 'a.pdf')).rejects.toThrow('connection lost');
  });

  test('one endless, which is not read to its end', async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        sent++;
        yield new Uint8Array(10);
      }
    }
    expect(await new FolderDocumentStore(folder, 100).put(endless(), 'x')).toMatchObject({
      code: 'document_too_large',
    });
    expect(sent).toBe(11);
  });
});

test('the largest size is taken, to the byte: 20 MiB unless told otherwise', async () => {
  expect(LARGEST_DOCUMENT).toBe(20_971_520);
  for (const content of [documents.pdf, inChunks(documents.pdf)]) {
    const exact = new FolderDocumentStore(folder, documents.pdf.length);
    expect(await exact.put(content, 'a.pdf')).toMatchObject({ size: documents.pdf.length });
  }
});
