import 'reflect-metadata';
import { rm } from 'node:fs/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CRETS_SIRET, type Ledger, ledgerOn, loadDemonstration, makeReadModels } from '#hosting';
import { LEVELS } from '#read-models';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { type Contract, contractOf } from './contract.testing.js';
import { openApiOf } from './openapi.js';
import { portsOf, sampleAccounts } from './ports-of.js';
import { createServer } from './server.js';

/* The answers of the server over the whole demonstration, each against the contract, for every sample account. */

let database: TestDatabase;
let dataDir: string;
let ledger: Ledger;
let app: NestFastifyApplication;
let contract: Contract;
beforeAll(async () => {
  database = await testDatabase();
  dataDir = await temporaryFolder();
  ledger = await ledgerOn(database.ownerUrl, { mode: 'demonstration', dataDir });
  await loadDemonstration(ledger);
  await makeReadModels(ledger, () => {});
  app = await createServer(portsOf(ledger, { writesPerMinute: 1_000_000 }));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  contract = contractOf(openApiOf(app));
}, 60_000);
afterAll(async () => {
  await app.close();
  await ledger.close();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

const ACCOUNTS = [...sampleAccounts.keys()];

async function get(as: string, path: string) {
  const url = `/api/v1${path}`;
  const { statusCode, headers, body } = await app.inject({ url, headers: { authorization: `Bearer ${as}` } });
  const [type = ''] = String(headers['content-type']).split(';');
  if (!type.endsWith('json')) return { status: statusCode, json: {}, headers };
  const json = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const faults = contract.faults({ method: 'GET', path: url, status: statusCode, type, body: json });
  expect([as, path, faults.slice(0, 5)]).toStrictEqual([as, path, []]);
  return { status: statusCode, json, headers };
}

async function idsSeenBy(as: string): Promise<readonly string[]> {
  const { json } = await get(as, '/conventions?limit=200');
  return (json['conventions'] as { id: string }[]).map(({ id }) => id);
}

describe.each(ACCOUNTS)('%s', as => {
  test('reads every convention of their perimeter, its history and its deadlines', async () => {
    const ids = await idsSeenBy(as);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) {
      for (const path of ['', '/events', '/deadlines', '?effectiveOn=2017-06-30&knownAt=2018-06-30']) {
        const { status } = await get(as, `/conventions/${id}${path}`);
        expect([path.includes('?') ? [200, 404] : [200]].flat()).toContain(status);
      }
    }
  });

  test.each([
    ...LEVELS.map(level => `/reports/chorus-imputations?year=2016&level=${level}`),
    '/reports/school-budgets',
    '/reports/school-budgets?effectiveOn=2016-12-31&knownAt=2017-01-31',
    '/reports/outstanding',
    `/bodies/${CRETS_SIRET}/balance`,
    `/bodies/${CRETS_SIRET}/balance?effectiveOn=2016-12-31`,
    '/conventions?sort=outstanding&limit=5&effectiveOn=2017-12-31',
    '/schemes',
    '/schemes/colleges_numeriques_2016_ecole',
    '/nomenclature',
    '/fiscal-years',
    '/health/ready',
  ])('reads %s', async path => {
    expect((await get(as, path)).status).toBe(200);
  });

  test.each(['/audit/events?limit=200', '/audit/verification', '/audit/proof?position=1'])(
    'is answered at %s, or told why not',
    async path => {
      expect([200, 403, 404]).toContain((await get(as, path)).status);
    },
  );
});

describe('a document that a convention cites', () => {
  interface Cited {
    readonly id: string;
    readonly lines: readonly { readonly payee: { readonly siret?: string } }[];
    readonly statements: readonly { readonly documents: readonly string[] }[];
    readonly financialReport?: { readonly document: string };
  }
  const seenBy = async (as: string) => {
    const ids = await idsSeenBy(as);
    const all = await Promise.all(ids.map(id => get(as, `/conventions/${id}`)));
    return all.map(({ json }) => json as unknown as Cited);
  };
  const statementsOf = (conventions: readonly Cited[]) => [
    ...new Set(conventions.flatMap(({ statements }) => statements.flatMap(({ documents }) => documents))),
  ];
  const statusOf = async (as: string, sha256: string) => (await get(as, `/documents/${sha256}`)).status;

  test('on a line is served to who sees that line, and does not exist for the treasurer of another body', async () => {
    const own = statementsOf(await seenBy('demo-tresorier'));
    const all = statementsOf(await seenBy('demo-auditeur'));
    expect(own.length).toBeGreaterThan(0);
    expect(all.length).toBeGreaterThan(own.length);
    for (const sha256 of all) {
      expect(await statusOf('demo-auditeur', sha256)).toBe(200);
      expect([sha256, await statusOf('demo-tresorier', sha256)]).toStrictEqual([
        sha256,
        own.includes(sha256) ? 200 : 404,
      ]);
    }
  });

  test('as a whole is for its académie and auditors: a beneficiary has what they sent themselves', async () => {
    const reports = (await seenBy('demo-auditeur')).flatMap(({ financialReport }) => financialReport ?? []);
    const sent: boolean[] = [];
    for (const { document } of reports) {
      expect(await statusOf('demo-gestionnaire', document)).toBe(200);
      const { uploadedBy } = (await ledger.uploads.find(document, 'demo-tresorier'))!;
      const own = uploadedBy === 'demo-tresorier';
      expect([document, await statusOf('demo-tresorier', document)]).toStrictEqual([
        document,
        own ? 200 : 404,
      ]);
      sent.push(own);
    }
    expect(new Set(sent)).toStrictEqual(new Set([true, false]));
  });

  test('keeps the name that it had for who cited it, whoever else sent the same bytes', async () => {
    const [sha256 = ''] = statementsOf(await seenBy('demo-tresorier'));
    const name = async () =>
      (await get('demo-auditeur', `/documents/${sha256}`)).headers['content-disposition'];
    const before = await name();
    const upload = (await ledger.uploads.find(sha256, ''))!;
    const earlier = {
      ...upload,
      name: 'autre.pdf',
      uploadedBy: 'autre',
      uploadedAt: '2000-01-01T00:00:00.000Z' as never,
    };
    await ledger.uploads.add(earlier);
    expect((await ledger.uploads.find(sha256, 'autre'))?.name).toBe('autre.pdf');
    expect(await name()).toBe(before);
  });
});
