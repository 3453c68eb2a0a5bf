import { existsSync, statfsSync } from 'node:fs';
import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ENOUGH_BYTES = 2 ** 31;
const hasRoom = (folder: string) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ENOUGH_BYTES;
};
/** In memory where there is room: containers often have 64 MB of it. */
const parent = existsSync('/dev/shm') && hasRoom('/dev/shm') ? '/dev/shm' : tmpdir();
const prefix = 'pia-ledger-test-';

/** A new data folder. Under root the server runs as another account, which has to pass through it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  await chmod(folder, 0o711);
  return folder;
}

/** Folders of test processes that were killed. */
export async function abandonedFolders(): Promise<string[]> {
  const folders = (await readdir(parent)).filter(name => name.startsWith(prefix));
  return folders
    .filter(name => !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
    .map(name => join(parent, name));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
