import { rm } from 'node:fs/promises';
import pg from 'pg';
import { ledgerOn } from '#hosting';
import { verifyReadModels } from '#read-models';
import { type Built, startApp } from './built.js';
import { Clerks, fill, type Office } from './clerks.js';
import { type TestDatabase, testDatabase } from './database.js';
import { temporaryFolder } from './temporary-folder.js';

type Filled = Pick<Office, 'token' | 'postes'>;

/** A server and where it answers. */
export interface Server extends Built {
  readonly url: string;
}

/** Several processes on one PostgreSQL server, as docker/compose.yml starts them. */
export class Deployment {
  readonly #started: Built[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Pool,
    private readonly environment: Record<string, string>,
    private readonly filled: Filled,
  ) {}

  static async prepare(conventions: number): Promise<Deployment> {
    const database = await testDatabase();
    const dataDir = await temporaryFolder();
    const ledger = await ledgerOn(database.ownerUrl, { mode: 'production', dataDir });
    try {
      const filled = await fill(ledger, conventions);
      const environment = {
        DATABASE_URL: database.ownerUrl,
        DATA_DIR: dataDir,
        MODE: 'production',
        PORT: '0',
        PROJECTOR: 'none',
        WRITES_PER_MINUTE: '999999999',
      };
      return new Deployment(
        database,
        new pg.Pool({ connectionString: database.ownerUrl }),
        environment,
        filled,
      );
    } finally {
      await ledger.close();
    }
  }

  async server(more: Record<string, string> = {}): Promise<Server> {
    const server = this.#start('server', more);
    const [, url] = await server.says(/(http:\/\/[\d.:]+)/);
    return { ...server, url: url! };
  }

  async projector(): Promise<Built> {
    const projector = this.#start('projector', {});
    await projector.says(/suit le journal/);
    return projector;
  }

  #start(app: 'server' | 'projector', more: Record<string, string>): Built {
    const started = startApp(app, { ...this.environment, ...more });
    this.#started.push(started);
    return started;
  }

  /** Persons at work on these servers in turn. */
  clerks(servers: readonly Server[], count: number): Clerks {
    let nth = 0;
    const url = () => servers[(nth += 1) % servers.length]!.url;
    return new Clerks({ ...this.filled, url }, count);
  }

  get office(): Filled {
    return this.filled;
  }

  /** How far the views have come. */
  async position(): Promise<number> {
    const { rows } = await this.owner.query<{ position: string }>(
      "select position from ops.checkpoint where projection = 'read'",
    );
    return Number(rows[0]?.position ?? 0);
  }

  async head(): Promise<number> {
    const { rows } = await this.owner.query<{ head: string }>(
      'select max(position) as head from ledger.event',
    );
    return Number(rows[0]!.head);
  }

  /** Waits until the views have come to the head of this moment. Rejects after the given milliseconds. */
  async caughtUp(within: number): Promise<void> {
    const [head, until] = [await this.head(), performance.now() + within];
    while ((await this.position()) < head) {
      if (performance.now() > until) throw new Error(`the views are at ${await this.position()} of ${head}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** The first view that does not follow from the events. */
  async difference() {
    return (await verifyReadModels({ pool: this.database.pool })).difference;
  }

  async remove(): Promise<void> {
    for (const started of this.#started) {
      started.kill('SIGCONT');
      started.kill('SIGTERM');
      await started.ended;
    }
    await this.owner.end();
    await this.database.drop();
    await rm(this.environment['DATA_DIR']!, { recursive: true });
  }
}
