import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { refuse } from '#kernel';
import {
  CorruptDocument,
  type DocumentRefusal,
  type DocumentStore,
  type StoredDocument,
} from './document-store.js';
import { mediaTypeOf } from './media-type.js';

/** 20 MiB. */
export const LARGEST_DOCUMENT = 20 * 1024 * 1024;

/**
 * Documents as files `ab/cd/abcd…` of a folder. A document is written aside, flushed, and linked under its name in
 * one step, which fails where the name is taken: a kept file is never overwritten and never half there.
 */
export class FolderDocumentStore implements DocumentStore {
  private readonly folder: string;

  /** @param largest in bytes, included */
  constructor(
    folder: string,
    private readonly largest = LARGEST_DOCUMENT,
  ) {
    this.folder = resolve(folder);
  }

  async put(
    content: AsyncIterable<Uint8Array> | Uint8Array,
    declaredName: string,
  ): Promise<StoredDocument | DocumentRefusal> {
    const bytes = await this.#gathered(content);
    const name = declaredName;
    if (!bytes) return refuse('document_too_large', { name, most: this.largest });
    if (bytes.length === 0) return refuse('document_empty', { name });
    const type = await mediaTypeOf(bytes);
    if ('found' in type) return refuse('document_type_refused', { name, found: type.found });
    return { ...(await this.keep(bytes)), mediaType: type.mediaType };
  }

  async keep(bytes: Uint8Array): Promise<Pick<StoredDocument, 'sha256' | 'size'>> {
    const sha256 = sha256Of(bytes);
    await this.#write(sha256, bytes);
    return { sha256, size: bytes.length };
  }

  async get(sha256: string): Promise<Uint8Array | undefined> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    const bytes = await readFile(this.#pathOf(sha256)).catch(unlessCode('ENOENT'));
    if (bytes && sha256Of(bytes) !== sha256) throw new CorruptDocument(sha256);
    return bytes;
  }

  /** All the bytes; nothing as soon as they are too many. */
  async #gathered(content: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array | undefined> {
    if (content instanceof Uint8Array) return content.length > this.largest ? undefined : content;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of content) {
      size += chunk.length;
      if (size > this.largest) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  async #write(sha256: string, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(sha256);
    const aside = join(this.folder, `${randomUUID()}.part`);
    const made = await mkdir(dirname(path), { recursive: true });
    try {
      const file = await open(aside, 'wx', 0o440);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await link(aside, path).catch(unlessCode('EEXIST'));
    } finally {
      await rm(aside, { force: true });
    }
    // One that stood there already is read back, and each folder flushed again: its writer may have died before.
    await this.get(sha256);
    const highest = made && this.folder.startsWith(made) ? dirname(made) : this.folder;
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      await flushFolder(folder);
      if (folder === highest) return;
    }
  }

  #pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function unlessCode(code: string): (error: NodeJS.ErrnoException) => undefined {
  return error => {
    if (error.code !== code) throw error;
    return undefined;
  };
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
