import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isRefusal } from '#kernel';
import { type BundleRefusal, type Bundled, writeBundle } from './write-bundle.js';

/**
 * The auditor's bundle as an archive to be sent: written and verified in full before its first byte leaves; what is kept
 * aside is removed once it was read or given up.
 */
export async function bundleFile(ledger: Bundled): Promise<Readable | BundleRefusal> {
  const folder = await mkdtemp(join(tmpdir(), 'pia-bundle-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const bundle = await writeBundle(ledger, join(folder, 'dossier-audit.tar.gz'), () => {});
    if (!isRefusal(bundle)) return createReadStream(bundle.path).once('close', () => void remove());
    await remove();
    return bundle;
  } catch (error) {
    await remove();
    throw error;
  }
}
