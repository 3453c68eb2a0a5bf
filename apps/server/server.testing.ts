import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Account, Authentication } from '#access';
import { type RefusedAttempt, StreamWriter } from '#commands';
import { InMemoryEventStore } from '#event-store';
import type { StoredDocument } from '#files';
import { codec, CRETS_SIRET, deciders, installReference, type Upload } from '#hosting';
import { day, instant } from '#kernel';
import { createHash } from 'node:crypto';
import { contractOf } from './contract.testing.js';
import { openApiOf } from './openapi.js';
import type { Ports } from './ports.js';
import { createServer } from './server.js';

/*
 * The server on the in-memory store, without read models: the edge, the rules and nothing else. Every answer is
 * checked against the contract.
 */

export { CRETS_SIRET };
const TODAY = '2017-03-31';

const account = (id: string, more: Partial<Account>): [string, Account] => [
  id,
  { id, role: 'gestionnaire', academies: '*', bodies: [], ...more },
];

const accounts = new Map<string, Account>([
  account('gestionnaire', {}),
  account('second', {}),
  account('ordonnateur', { role: 'ordonnateur' }),
  account('administrateur', { role: 'administrateur' }),
  account('auditeur', { role: 'auditeur' }),
  account('lyon', { academies: ['lyon'] }),
  account('tresorier', {
    role: 'tresorier',
    academies: [],
    bodies: [{ key: CRETS_SIRET, from: day('2016-01-01') }],
  }),
  account('college', {
    role: 'tresorier',
    academies: [],
    bodies: [{ key: '0380002W', from: day('2016-01-01') }],
  }),
  account('stranger', { role: 'tresorier', academies: [] }),
]);

export interface TestServer {
  readonly app: NestFastifyApplication;
  readonly store: InMemoryEventStore;
  readonly refused: readonly RefusedAttempt[];
  ask(method: 'GET' | 'POST' | 'PUT', path: string, options?: Asked): Promise<Answer>;
}

interface Asked {
  readonly as?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export async function startTestServer({ writesPerMinute = 1_000_000 } = {}): Promise<TestServer> {
  const clock = () => instant(`${TODAY}T10:00:00.000Z`);
  const store = new InMemoryEventStore(clock);
  const refused: RefusedAttempt[] = [];
  const recordRefusal = async (attempt: RefusedAttempt) => {
    refused.push(attempt);
  };
  const writer = new StreamWriter({ store, deciders, codec, formula: 1, recordRefusal });
  await installReference(writer, 'demonstration', clock);
  const streams = async (category: string) => {
    const all = await store.readAll(0n, 10_000);
    return [...new Set(all.map(({ stream }) => stream))].filter(name => name.startsWith(`${category}-`));
  };
  const none = () => Promise.reject(new Error('no read models here'));
  const tokens: Ports['tokens'] = {
    add: none,
    revoke: none,
    list: none,
    end: none,
    find: async () => undefined,
  };
  const ports: Ports = {
    mode: 'demonstration',
    clock,
    writer,
    authentication: new Authentication({
      tokens,
      demonstration: accounts,
    }),
    sessions: inMemorySessions(),
    tokens,
    accounts: {
      list: none,
      find: none,
      open: none,
      change: none,
      setDisabled: none,
      admit: none,
      acts: none,
      keepAct: none,
    },
    deadLetters: { parked: async () => [], replay: none, skip: none },
    logins: { begin: none, take: none },
    provider: undefined,
    samples: accounts,
    documents: inMemoryDocuments(),
    uploads: inMemoryUploads(),
    reading: {
      position: async () => 0n,
      conventions: none,
      bodyBalance: none,
      imputations: none,
      outstanding: none,
      deadlines: none,
      citedInside: async () => undefined,
    },
    reports: { ask: none, issue: none, list: none, find: none, changedBy: none },
    proofs: {
      checkpoint: async () => undefined,
      fact: none,
      growth: none,
      balance: async () => 'unknown',
      seal: async () => undefined,
      verification: async () => undefined,
    },
    metrics: { answered: () => {}, refused: () => {}, text: async () => '', close: () => {} },
    metricsToken: undefined,
    writesPerMinute,
    journal: none,
    bundle: none,
    refusals: none,
    readAll: (after, limit) => store.readAll(after, limit),
    head: () => store.head(),
    streams,
    personal: async commitments => {
      const kept = await store.readPersonal(commitments);
      return new Map(kept.map(({ commitment, value }) => [commitment, value]));
    },
    recordRefusal,
  };
  const app = await createServer(ports);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const contract = contractOf(openApiOf(app));
  let keys = 0;
  return {
    app,
    store,
    refused,
    ask: async (method, path, { as = 'gestionnaire', key, body, headers = {} } = {}) => {
      const url = path.startsWith('/api') || path === '/' ? path : `/api/v1${path}`;
      const answer = await app.inject({
        method,
        url,
        headers: {
          ...(as === '' ? {} : { authorization: `Bearer ${as}` }),
          ...(method === 'GET' ? {} : { 'idempotency-key': key ?? `key-${++keys}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const [type = ''] = String(answer.headers['content-type']).split(';');
      const json: Answer['json'] = type.endsWith('json') ? answer.json() : {};
      const described =
        url.startsWith('/api/v1') && type.endsWith('json') && json['code'] !== 'route_unknown';
      if (described) {
        const seen = { method, path: url, status: answer.statusCode, type, body: json };
        expect([url, contract.faults(seen)]).toStrictEqual([url, []]);
      }
      return { status: answer.statusCode, headers: answer.headers, json, text: answer.body };
    },
  };
}

function inMemoryDocuments(): Ports['documents'] {
  const kept = new Map<string, Uint8Array>();
  return {
    put: async (content): Promise<StoredDocument> => {
      const parts: Uint8Array[] = [];
      for await (const part of content as AsyncIterable<Uint8Array>) parts.push(part);
      const bytes = Buffer.concat(parts);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      kept.set(sha256, bytes);
      return { sha256, mediaType: 'application/pdf', size: bytes.length };
    },
    keep: async bytes => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      kept.set(sha256, bytes);
      return { sha256, size: bytes.length };
    },
    get: async sha256 => kept.get(sha256),
  };
}

function inMemorySessions(): Ports['sessions'] {
  const open = new Map<string, Account>();
  return {
    open: async ({ hash, account }) => void open.set(hash, account),
    find: async hash => {
      const account = open.get(hash);
      return account && { account, endsAt: instant(`${TODAY}T11:00:00.000Z`) };
    },
    close: async hash => {
      open.delete(hash);
      return undefined;
    },
  };
}

function inMemoryUploads(): Ports['uploads'] {
  const known: Upload[] = [];
  return {
    add: async upload => {
      known.push(upload);
    },
    find: async (sha256, account) => {
      const sent = known.filter(upload => upload.sha256 === sha256);
      return sent.find(({ uploadedBy }) => uploadedBy === account) ?? sent[0];
    },
  };
}
