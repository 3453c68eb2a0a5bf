import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import 'reflect-metadata';
import request from 'supertest';
import { type Account, hashToken, newToken, type ProviderSettings } from '#access';
import {
  CRETS_SIRET,
  installReference,
  keepReadModels,
  type Ledger,
  ledgerOn,
  loadDemonstration,
  type Log,
  makeReadModels,
  SettableClock,
} from '#hosting';
import { day, instant } from '#kernel';
import { type Difference, verifyReadModels } from '#read-models';
import { portsOf } from '../../apps/server/ports-of.js';
import { createServer } from '../../apps/server/server.js';
import { testDatabase } from './database.js';
import { eventStoreOf, type EngineName } from './engines.js';
import { onServer } from './on-server.js';
import { temporaryFolder } from './temporary-folder.js';

export { CRETS_SIRET };
export const COLLEGE = '0380002W';

/** Milliseconds that a hook or a test may take which loads, rebuilds or lives a whole story. */
export const PATIENCE = process.env['TEST_EVENTSTORE'] === undefined ? 60_000 : 300_000;

/** What a write answers. */
export interface Recorded {
  readonly id: string;
  readonly entry: string;
  readonly version: number;
  readonly position: string;
  readonly events: readonly { readonly eventId: string; readonly type: string }[];
  readonly token: string;
}

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  readonly correlationId: string;
}

interface Asking {
  /** Default: a new one. Empty: none is sent. */
  readonly key?: string;
  readonly ifMatch?: string;
  readonly method?: 'post' | 'put';
}

const account = (id: string, more: Pick<Account, 'role'> & Partial<Account>): Account => ({
  id,
  academies: '*',
  bodies: [],
  ...more,
});

const keeps = (id: string, key: string): Account =>
  account(id, { role: 'tresorier', academies: [], bodies: [{ key, from: day('2016-01-01') }] });

/** Besides the sample accounts of the demonstration, whose token is their name: a second person of each role. */
const PERSONS = [
  account('gestionnaire', { role: 'gestionnaire' }),
  account('autre-gestionnaire', { role: 'gestionnaire' }),
  account('ordonnateur', { role: 'ordonnateur' }),
  account('autre-ordonnateur', { role: 'ordonnateur' }),
  account('gestionnaire-lyon', { role: 'gestionnaire', academies: ['lyon'] }),
  account('administrateur', { role: 'administrateur' }),
  account('auditeur', { role: 'auditeur' }),
  keeps('tresorier-crets', CRETS_SIRET),
  keeps('tresorier-college', COLLEGE),
  keeps('tresorier-ailleurs', '99777777600011'),
] as const;

export interface WorldOptions {
  readonly mode?: 'demonstration' | 'production';
  /** With the sample conventions. */
  readonly loaded?: boolean;
  readonly metricsToken?: string;
  readonly provider?: ProviderSettings;
  /** Default: more than a test asks. */
  readonly writesPerMinute?: number;
  /** Default: a free one. */
  readonly port?: number;
  /** Where the server logs. */
  readonly log?: Log;
  /** Where the log stands; by default as the run says (`npm run test:eventstore`). */
  readonly engine?: EngineName;
}

/** The whole product over HTTP on a database of its own: server, projector, and a clock that a test sets. */
export class World {
  /** The token of the last write: what is read has seen it. */
  #after = '';
  readonly #tokens = new Map<string, string>();

  private constructor(
    private readonly clock: SettableClock,
    readonly ledger: Ledger,
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open({
    mode = 'demonstration',
    loaded = false,
    metricsToken,
    provider,
    writesPerMinute = 1_000_000,
    port = 0,
    log,
    engine,
  }: WorldOptions = {}): Promise<World> {
    const closing: (() => Promise<unknown>)[] = [];
    const close = async () => {
      for (let last = closing.pop(); last; last = closing.pop()) await last();
    };
    try {
      const database = await testDatabase();
      closing.push(() => database.drop());
      const dataDir = await temporaryFolder();
      closing.push(() => rm(dataDir, { recursive: true }));
      const clock = new SettableClock(instant('2016-01-04T09:00:00.000Z'));
      const store = await eventStoreOf(engine);
      closing.push(store.close);
      const ledger = await ledgerOn(database.ownerUrl, { mode, dataDir }, clock.now, store.options);
      closing.push(() => ledger.close());
      if (loaded) await loadDemonstration(ledger);
      else await installReference(ledger.writer, mode, clock.now);
      await makeReadModels(ledger, () => {});
      closing.push(projecting(ledger));
      const app = await createServer(portsOf(ledger, { metricsToken, provider, writesPerMinute }), log);
      closing.push(() => app.close());
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
      await app.listen(port, '127.0.0.1');
      const world = new World(clock, ledger, await app.getUrl(), close);
      for (const person of PERSONS) await world.#admit(person);
      return world;
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** The clock shows this day, at ten in the morning in Paris, or a second after its last time of that day. */
  on(date: string): void {
    const morning = `${date}T09:00:00.000Z`;
    if (this.clock.now().startsWith(date)) this.clock.advance(1000);
    else this.clock.set(instant(morning));
  }

  /** Runs a statement with the rights of the database's owner. */
  owner(sql: string): Promise<void> {
    return onServer(this.ledger.ownerUrl, sql);
  }

  /** So many seconds pass. */
  waits(seconds: number): void {
    this.clock.advance(seconds * 1000);
  }

  head(): Promise<bigint> {
    return this.ledger.store.head();
  }

  post(person: string, path: string, body?: object | string, { key, ifMatch, method = 'post' }: Asking = {}) {
    const client = request(this.url);
    const asked = (method === 'put' ? client.put(`/api/v1${path}`) : client.post(`/api/v1${path}`))
      .set('Authorization', `Bearer ${this.tokenOf(person)}`)
      .set('Content-Type', 'application/json');
    if (key !== '') void asked.set('Idempotency-Key', key ?? randomUUID());
    if (ifMatch !== undefined) void asked.set('If-Match', ifMatch);
    return asked.send(body ?? {});
  }

  /** A write that must be recorded. */
  async does(person: string, path: string, body?: object, asking?: Asking): Promise<Recorded> {
    const { status, body: answer } = await this.post(person, path, body, asking);
    if (status !== 201) throw new Error(`${path} ${JSON.stringify(body)}: ${JSON.stringify(answer)}`);
    this.#after = (answer as Recorded).token;
    return answer as Recorded;
  }

  /** A write that must be refused: a French sentence, and nothing recorded. */
  async refused(
    person: string,
    path: string,
    body?: object | string,
    asking?: Asking,
  ): Promise<Problem & { readonly says: string }> {
    const before = await this.head();
    const response = await this.post(person, path, body, asking);
    const problem = response.body as Problem;
    expect(await this.head()).toBe(before);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem.status).toBe(response.status);
    expect(problem.detail).toMatch(/^[A-ZÀÉÊ].{15,}\.$/s);
    return { ...problem, says: problem.detail.replaceAll(/[\u202F\u00A0]/g, ' ') };
  }

  /**
   * An answer as it comes, not compressed: a test may read its bytes. The path may hold a query, and is below /api/v1
   * unless it begins with /api or /metrics.
   */
  ask(person: string, path: string) {
    return request(this.url)
      .get(/^\/(?:api|metrics)/.test(path) ? path : `/api/v1${path}`)
      .set('Accept-Encoding', 'identity')
      .set('Authorization', `Bearer ${this.tokenOf(person)}`);
  }

  /** What is read once the last write of this world has been seen. */
  async sees<T>(person: string, path: string): Promise<T> {
    const after = this.#after === '' ? '' : `${path.includes('?') ? '&' : '?'}after=${this.#after}`;
    const { status, body } = await this.ask(person, `${path}${after}`);
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body as T;
  }

  /** The first difference between what is read and what the events say, once the read models have seen them all. */
  async difference(): Promise<Difference | null> {
    const head = await this.head();
    const token = Buffer.from(`p${head}`).toString('base64url');
    await this.ask('auditeur', `/conventions?limit=1&after=${token}`).expect(200);
    const { position, difference } = await verifyReadModels({ pool: this.ledger.pool });
    if (BigInt(position) < head) throw new Error(`verified to ${position} of ${head}`);
    return difference;
  }

  uploads(person: string, name: string, content: Uint8Array) {
    return request(this.url)
      .post('/api/v1/documents')
      .set('Authorization', `Bearer ${this.tokenOf(person)}`)
      .attach('file', Buffer.from(content), name);
  }

  tokenOf(person: string): string {
    return this.#tokens.get(person) ?? person;
  }

  async #admit(person: Account): Promise<void> {
    const token = newToken();
    this.#tokens.set(person.id, token);
    await this.ledger.tokens.add({ hash: hashToken(token), account: person, label: 'journey' });
  }
}

/** Keeps the read models; the answer stops it, and throws what it failed on. */
function projecting(ledger: Ledger): () => Promise<void> {
  const stopping = new AbortController();
  const failures: unknown[] = [];
  const stopped = keepReadModels(ledger, {
    signal: stopping.signal,
    onFailure: error => failures.push(error),
  });
  return async () => {
    stopping.abort();
    await stopped;
    if (failures.length > 0) throw new AggregateError(failures, 'the projector failed');
  };
}

/** Acts of several stories, each on its day, in the order of time. */
export type Act = readonly [day: string, act: () => Promise<unknown>];

export async function play(world: World, ...stories: readonly (readonly Act[])[]): Promise<void> {
  const acts = stories.flat().sort(([first], [second]) => first.localeCompare(second));
  for (const [date, act] of acts) {
    world.on(date);
    await act();
  }
}
