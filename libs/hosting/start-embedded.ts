import pg from 'pg';
import type { Configuration } from './configuration.js';
import { asApplication } from './connections.js';
import { startEmbeddedPostgres, type Use } from './embedded-postgres/index.js';
import { StartRefused } from './start-refused.js';

export interface OpenDatabase {
  /** Connects as the owner: migrations, backups. */
  readonly ownerUrl: string;
  /** Connects with the rights of the application. */
  readonly url: string;
  /** Stops the embedded server if this process started it. */
  close(): Promise<void>;
}

async function settingsOf(url: string): Promise<{ fsync: string; encoding: string }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ fsync: string; encoding: string }>(
      "select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding",
    );
    return rows[0]!;
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new StartRefused(`DATABASE_URL : le serveur PostgreSQL n’est pas utilisable (${why}).`);
  } finally {
    await client.end();
  }
}

async function openServer(url: string): Promise<OpenDatabase> {
  const { fsync, encoding } = await settingsOf(url);
  if (fsync !== 'on') {
    throw new StartRefused('DATABASE_URL : ce serveur tourne avec fsync=off et perdrait des écritures.');
  }
  if (encoding !== 'UTF8') {
    throw new StartRefused(`DATABASE_URL : une base en UTF8 est attendue, celle-ci est en ${encoding}.`);
  }
  return { ownerUrl: url, url: asApplication(url), close: async () => {} };
}

/**
 * Opens the server of DATABASE_URL, or starts the embedded one. `shared` joins an embedded server that another
 * process of ours runs: the projector and the command line. Throws `StartRefused`.
 */
export async function openDatabase(
  configuration: Pick<Configuration, 'dataDir' | 'databaseUrl'>,
  use: Use,
  say: (sentence: string) => void,
): Promise<OpenDatabase> {
  if (configuration.databaseUrl !== undefined) return openServer(configuration.databaseUrl);
  const server = await startEmbeddedPostgres(configuration.dataDir, use, say);
  return { ownerUrl: server.url, url: asApplication(server.url), close: () => server.close() };
}
