import { createReadStream, statSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Where checkpoints are put out of reach of those who can write the database. Each is told at least once, in the order
 * of sizes but for a repetition.
 */
export interface Anchor {
  append(note: string): Promise<void>;
  /** The notes that were told before this call, as they were. */
  notes(): AsyncIterable<string>;
}

/**
 * A file that grows: `anchor/checkpoints.txt` of the data folder, an empty line after each note. It is worth what
 * the place is worth where it is copied to.
 */
export class FileAnchor implements Anchor {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'anchor', 'checkpoints.txt');
  }

  async append(note: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(this.#path, 'a+');
    try {
      await dropTorn(file);
      await file.appendFile(`${note}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  notes(): AsyncGenerator<string> {
    return notesIn(this.#path);
  }
}

/** More than a note takes. */
const TAIL = 8192;
/** The end of a whole note, byte by byte: its signature (a dash before it), an empty line. */
const ENDS = /\n\xE2\x80\x94 [^\n]+\n\n/g;

/** Removes what a full disk or a power cut left of a note: it was not told, and will be told again. */
async function dropTorn(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const from = Math.max(0, size - TAIL);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
  const tail = buffer.toString('latin1', 0, bytesRead);
  const whole = [...tail.matchAll(ENDS)].at(-1);
  const end = whole ? whole.index + whole[0].length : 0;
  if (end < tail.length && (whole || from === 0)) await file.truncate(from + end);
}

/** The notes that are in a file at this moment, an empty line after each; none where there is no file. */
export function notesIn(path: string): AsyncGenerator<string> {
  return notesOf(path, statSync(path, { throwIfNoEntry: false })?.size ?? 0);
}

async function* notesOf(path: string, size: number): AsyncGenerator<string> {
  if (size === 0) return;
  let lines: string[] = [];
  let parts = 0;
  for await (const line of createInterface({
    input: createReadStream(path, { encoding: 'utf8', end: size - 1 }),
  })) {
    if (line !== '') {
      lines.push(line);
      continue;
    }
    // The first empty line of a note stands before its signatures, the second ends it.
    parts += 1;
    if (parts < 2) {
      lines.push('');
      continue;
    }
    yield `${lines.join('\n')}\n`;
    [lines, parts] = [[], 0];
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}
