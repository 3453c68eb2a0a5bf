import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { consistencyProof, nodesOf } from '#proof';
import type { Ledger } from '../ledger/open-ledger.js';
import { StoredTiles } from '../sealing/stored-tiles.js';

/** Records, and checkpoints, read at a time. */
const PAGE = 1000;

export type BundleProgress = (done: number, of: number) => void;

function written(path: string, lines: AsyncIterable<string>): Promise<void> {
  return pipeline(Readable.from(lines), createWriteStream(path));
}

/** The exact text of each record, a line each: line n is position n. */
export function writeEvents(
  { store }: Pick<Ledger, 'store'>,
  folder: string,
  size: number,
  onProgress: BundleProgress,
): Promise<void> {
  async function* lines() {
    for (let done = 0; done < size;) {
      const records = await store.readAll(BigInt(done), Math.min(PAGE, size - done));
      if (records.length === 0)
        throw new Error(`the log ends at ${done}, before the ${size} that were signed`);
      yield records.map(({ text }) => `${text}\n`).join('');
      done += records.length;
      onProgress(done, size);
    }
  }
  return written(join(folder, 'events.ndjson'), lines());
}

/** The leaves that were sealed, hexadecimal: they name the first record that is not the one that was. */
export function writeLeaves(pool: pg.Pool, folder: string, size: number): Promise<void> {
  const nodes = nodesOf(new StoredTiles(pool));
  async function* lines() {
    for (let done = 0; done < size;) {
      const until = Math.min(done + PAGE, size);
      let page = '';
      for (; done < until; done += 1) page += `${(await nodes(0, done)).toString('hex')}\n`;
      yield page;
    }
  }
  return written(join(folder, 'leaves.txt'), lines());
}

/** All checkpoints up to a size, an empty line after each; and that each is the beginning of the next. */
export async function writeCheckpoints(pool: pg.Pool, folder: string, size: number): Promise<void> {
  const nodes = nodesOf(new StoredTiles(pool));
  async function* seals() {
    for (let after = '0'; ;) {
      const { rows } = await pool.query<{ size: string; note: string }>(
        'select size, note from ops.seal where size > $1 and size <= $2 order by size limit $3',
        [after, size, PAGE],
      );
      yield* rows;
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.size;
    }
  }
  async function* notes() {
    for await (const { note } of seals()) yield `${note}\n`;
  }
  async function* growth() {
    let from = 0;
    for await (const seal of seals()) {
      const to = Number(seal.size);
      if (from > 0) {
        const path = (await consistencyProof(nodes, from, to)).map(hash => hash.toString('base64'));
        yield `${JSON.stringify({ from, to, path })}\n`;
      }
      from = to;
    }
  }
  await written(join(folder, 'checkpoints.txt'), notes());
  await written(join(folder, 'consistency.ndjson'), growth());
}
