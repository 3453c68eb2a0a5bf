import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * The commitments of erased values, a line each, in the data folder: outside the database, so that an older backup put
 * back does not bring the values back. Hashes of salt and value: they tell nothing about either.
 */

const FILE = 'erased.txt';

export async function rememberErased(dataDir: string, commitments: readonly string[]): Promise<void> {
  if (commitments.length === 0) return;
  await mkdir(dataDir, { recursive: true });
  await appendFile(join(dataDir, FILE), commitments.map(commitment => `${commitment}\n`).join(''), {
    mode: 0o600,
    flush: true,
  });
}

export async function erasedBefore(dataDir: string): Promise<readonly string[]> {
  try {
    const text = await readFile(join(dataDir, FILE), 'utf8');
    return text.split('\n').filter(line => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
