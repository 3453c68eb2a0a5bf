import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartEntry } from './manifest.js';

const LINE_FEED = 0x0a;

/** The lines of a file, cut at line feeds only: a record may hold the other line ends of Unicode. Bounded memory. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.toString('utf8', start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

/** The lines by so many, so that none is sent alone. */
export async function* pagesOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let page: T[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** A new file of lines, hashed as it is written, readable by its owner only. */
export class LineFile {
  readonly #hash = createHash('sha256');
  #lines = 0;
  #bytes = 0;

  private constructor(
    private readonly name: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(folder: string, name: string): Promise<LineFile> {
    return new LineFile(name, await open(join(folder, name), 'wx', 0o600));
  }

  async write(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    this.#hash.update(bytes);
    this.#lines += lines.length;
    this.#bytes += bytes.length;
    await this.handle.writeFile(bytes);
  }

  /** On the disk when this answers. */
  async close(): Promise<PartEntry> {
    await this.handle.sync();
    await this.handle.close();
    return { file: this.name, lines: this.#lines, bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async abandon(): Promise<void> {
    await this.handle.close().catch(() => {});
  }
}

/** SHA-256 and length of a file; `undefined` where there is none. */
export async function digestOf(path: string): Promise<{ sha256: string; bytes: number } | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return { sha256: hash.digest('hex'), bytes };
}
