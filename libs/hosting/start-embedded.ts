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

/** Settings under which PostgreSQL acknowledges commits that it may lose. */
const LOSING: Readonly<Record<string, readonly string[]>> = {
  fsync: ['off'],
  full_page_writes: ['off'],
  synchronous_commit: ['off', 'local'],
};

async function settingsOf(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any ($1)',
      [[...Object.keys(LOSING), 'server_encoding']],
    );
    return new Map(rows.map(({ name, setting }) => [name, setting]));
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new StartRefused(`DATABASE_URL : le serveur PostgreSQL n’est pas utilisable (${why}).`);
  } finally {
    await client.end();
  }
}

async function openServer(url: string): Promise<OpenDatabase> {
  const settings = await settingsOf(url);
  for (const [name, losing] of Object.entries(LOSING)) {
    const setting = settings.get(name) ?? '';
    if (losing.includes(setting)) {
      throw new StartRefused(
        `DATABASE_URL : ce serveur tourne avec ${name}=${setting} et perdrait des écritures confirmées. ` +
          'Remettez ce réglage à « on ».',
      );
    }
  }
  const encoding = settings.get('server_encoding');
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
