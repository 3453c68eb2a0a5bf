import { statfsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { appPool, prepareDatabase, startEmbeddedPostgres } from '#hosting';
import type { Ground } from './bench.js';

const MOST_CALLERS = 64;
/** Of `statfs`: a file system in memory, where durability would cost nothing. */
const TMPFS = 0x01021994;

const isInMemory = (folder: string) => statfsSync(folder).type === TMPFS;

async function newFolder(): Promise<string> {
  const onDisk = isInMemory(tmpdir()) ? 'data' : tmpdir();
  await mkdir(onDisk, { recursive: true });
  const folder = await mkdtemp(join(onDisk, 'pia-ledger-bench-'));
  // Under root the server runs as another account, which has to pass through it.
  await chmod(folder, 0o711);
  return folder;
}

type Closing = (() => Promise<unknown>)[];

/** What is open at this moment, to be closed in the reverse order; for Ctrl-C too. */
const open: Closing = [];

let closing: Promise<void> = Promise.resolve();

async function closeNow(): Promise<void> {
  for (let close = open.pop(); close; close = open.pop()) await close();
}

/** One closing at a time: on Ctrl-C what was interrupted closes too, and the process must not end before. */
export function closeAll(): Promise<void> {
  return (closing = closing.then(closeNow));
}

/** Closes something before the ground under it. */
export function closeFirst(close: () => Promise<unknown>): void {
  open.push(close);
}

/** Starts a server on the disk, prepares its database, and removes both afterwards. */
export async function onGround<T>(
  { size, say }: Pick<Ground, 'size' | 'say'>,
  run: (ground: Ground) => Promise<T>,
): Promise<T> {
  try {
    const folder = await newFolder();
    open.push(() => rm(folder, { recursive: true, force: true }));
    const server = await startEmbeddedPostgres(folder, 'sole', say);
    open.push(() => server.close());
    await prepareDatabase(server.url);
    const app = appPool(server.url, 16);
    open.push(() => app.end());
    const owner = new pg.Pool({ connectionString: server.url, max: MOST_CALLERS });
    // The pool may still be closing a connection when the server stops.
    owner.on('error', () => {});
    open.push(() => owner.end());
    return await run({ ownerUrl: server.url, folder, appPool: app, ownerPool: owner, size, say });
  } finally {
    await closeAll();
  }
}
