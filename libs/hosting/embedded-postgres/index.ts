import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StartRefused } from '../start-refused.js';
import { installBinaries } from './binaries.js';
import { findHome, type Home } from './home.js';
import { isReady } from './pid-file.js';
import { createCluster, OWNER, PORT, stopServer } from './server.js';
import { type SoleUse, takeSoleUse } from './sole-use.js';
import { superviseServer } from './supervise.js';

export interface EmbeddedPostgres {
  /** Connects as the owner of the database `ledger`. */
  readonly url: string;
  /** Stops the server if this process started it. */
  close(): Promise<void>;
}

/** `sole`: refused while another process uses the data folder. `shared`: joins that process's server. */
export type Use = 'sole' | 'shared';

const LONGEST_WAIT_MS = 60_000;

function urlOf(home: Home, database: string): string {
  return `postgresql://${OWNER}@localhost:${PORT}/${database}?host=${encodeURIComponent(home.sockets)}`;
}

async function createDatabase(home: Home): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(home, 'postgres') });
  await client.connect();
  try {
    const found = await client.query("select from pg_database where datname = 'ledger'");
    if (found.rowCount === 0) await client.query('create database ledger');
  } finally {
    await client.end();
  }
}

async function join(home: Home): Promise<EmbeddedPostgres> {
  for (let waited = 0; !isReady(home.cluster); waited += 100) {
    if (waited >= LONGEST_WAIT_MS) {
      throw new StartRefused('Le serveur qui utilise ce dossier de données n’a pas ouvert sa base à temps.');
    }
    await pause(100);
  }
  return { url: urlOf(home, 'ledger'), close: async () => {} };
}

async function close(home: Home, soleUse: SoleUse): Promise<void> {
  await stopServer(home);
  await rm(home.sockets, { recursive: true, force: true });
  await soleUse.release();
}

/**
 * Starts the PostgreSQL of a data folder, creating it the first time. Durable: fsync is on. A server left over by
 * a killed process is stopped first; one that was itself killed recovers. One that dies later is started again.
 * Throws `StartRefused`.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  use: Use,
  say: (sentence: string) => void,
): Promise<EmbeddedPostgres> {
  const home = await findHome(dataDir, say).catch((error: unknown) => {
    if (!(error instanceof Error) || error instanceof StartRefused) throw error;
    throw new StartRefused(`DATA_DIR : le dossier ${dataDir} n’est pas utilisable (${error.message}).`);
  });
  const soleUse = await takeSoleUse(home.key);
  if (!soleUse && use === 'shared') return join(home);
  if (!soleUse) {
    throw new StartRefused(
      `DATA_DIR : le dossier ${dataDir} est déjà utilisé par un autre processus de ce logiciel. ` +
        'Arrêtez-le, ou choisissez un autre dossier.',
    );
  }
  let unwatch = async () => {};
  try {
    const binaries = await installBinaries(home.folder);
    await createCluster(home, binaries);
    await stopServer(home);
    unwatch = await superviseServer(home, binaries, say);
    await createDatabase(home);
  } catch (error) {
    await unwatch();
    await close(home, soleUse);
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(home, 'ledger'),
    close: () => (closing ??= unwatch().then(() => close(home, soleUse))),
  };
}
