import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { FolderDocumentStore } from '#files';
import { appPool, openLedger, readConfiguration, type Verification, verifyLedger } from '#hosting';
import { livingServer } from '../../libs/hosting/embedded-postgres/pid-file.js';
import type { Poste } from '../bench/http/conventions.js';
import { type Built, startApp } from './built.js';
import { fill, type Office } from './clerks.js';
import { temporaryFolder } from './temporary-folder.js';

/** The whole product as a user starts it, its embedded PostgreSQL included, in processes that a test may kill. */
export class Installation {
  #server: Built | undefined;
  #url = '';

  private constructor(
    private readonly environment: Record<string, string>,
    private readonly dataDir: string,
    /** With the rights of the application. */
    readonly pool: pg.Pool,
    readonly owner: pg.Pool,
    private readonly token: string,
    private readonly postes: readonly Poste[],
  ) {}

  /** A new one with conventions that can be written to, its server not yet started. */
  static async prepare(conventions: number, folder?: string): Promise<Installation> {
    const parent = folder ?? (await temporaryFolder());
    const environment = { DATA_DIR: parent, MODE: 'production', PORT: '0', WRITES_PER_MINUTE: '999999999' };
    const configuration = readConfiguration(environment);
    const ledger = await openLedger(configuration, 'sole', () => {});
    try {
      const { token, postes } = await fill(ledger, conventions);
      const owner = new pg.Pool({ connectionString: ledger.ownerUrl, max: 2 });
      owner.on('error', () => {});
      const pool = appPool(ledger.ownerUrl);
      return new Installation(environment, configuration.dataDir, pool, owner, token, postes);
    } finally {
      await ledger.close();
    }
  }

  get office(): Office {
    return { url: () => this.#url, token: this.token, postes: this.postes };
  }

  get server(): Built {
    if (!this.#server) throw new Error('the server is not started');
    return this.#server;
  }

  async start(): Promise<void> {
    const server = startApp('server', this.environment);
    this.#server = server;
    const [, url] = await server.says(/(http:\/\/[\d.:]+)/);
    this.#url = url!;
  }

  /** The process of PostgreSQL that starts all others; `undefined` while none lives. */
  get postmaster(): number | undefined {
    return livingServer(join(this.dataDir, 'postgres/cluster'));
  }

  /** What is wrong with log, proofs or views. */
  verify(): Promise<Verification> {
    const configuration = { mode: 'production' as const, dataDir: this.dataDir };
    const documents = new FolderDocumentStore(join(this.dataDir, 'documents'));
    return verifyLedger(
      { pool: this.pool, documents, configuration },
      { log: () => {}, readModels: () => {} },
    );
  }

  async remove(): Promise<void> {
    this.#server?.kill('SIGTERM');
    await this.#server?.ended;
    await Promise.all([this.pool.end(), this.owner.end()]);
    await rm(this.environment['DATA_DIR']!, { recursive: true, force: true });
  }
}
