import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Where checkpoints are put out of reach of those who can write the database. Each is told at least once, in the order
 * of sizes but for a repetition.
 */
export interface Anchor {
  append(note: string): Promise<void>;
  /** All notes, as they were told. */
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
    await appendFile(this.#path, `${note}\n`, { flush: true });
  }

  notes(): AsyncGenerator<string> {
    return notesIn(this.#path);
  }
}

/** The notes of a file, an empty line after each; none where there is no file. */
export async function* notesIn(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) return;
  let lines: string[] = [];
  let parts = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
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
