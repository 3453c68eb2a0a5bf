import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { appPool, prepareDatabase, startEmbeddedPostgres } from '#hosting';
import type { BenchGround } from './bench.js';

const MOST_CALLERS = 64;

/** Starts a server in a new folder, prepares its database, and removes both afterwards. */
export async function onBenchGround<T>(
  { brief, say }: Pick<BenchGround, 'brief' | 'say'>,
  run: (ground: BenchGround) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pia-ledger-bench-'));
  // Under root the server runs as another account, which has to pass through it.
  await chmod(folder, 0o711);
  try {
    const server = await startEmbeddedPostgres(folder, 'sole', say);
    const app = appPool(server.url, MOST_CALLERS);
    const owner = new pg.Pool({ connectionString: server.url, max: MOST_CALLERS });
    // Connections that are still closing when the server stops are told so.
    owner.on('error', () => {});
    try {
      await prepareDatabase(server.url);
      return await run({ folder, ownerUrl: server.url, appPool: app, ownerPool: owner, brief, say });
    } finally {
      await app.end();
      await owner.end();
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
