import { Agreement, draftOf } from '../support/agreement.js';
import { COLLEGE, CRETS_SIRET, PATIENCE, World } from '../support/world.js';

/* Who may read what: each role on each route of the documentation, in the demonstration. */

const NOTHING = '0193a1de-0000-5000-8000-000000000001';
const ELSEWHERE = 'GRENOBLE-2016-001';

let world: World;
const ids = { crets: '', other: '' };
let proof = '';
let payment = '';
let order = '';
let certificate = '';
let own = '';
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  ids.crets = await idOf('CRETS-2016');
  ids.other = await idOf(ELSEWHERE);
  interface Statements {
    readonly statements: readonly { readonly documents: readonly string[] }[];
  }
  const seen = await world.sees<
    Statements & Record<'payments' | 'repaymentOrders', { line: string; id: string }[]>
  >('demo-auditeur', `/conventions/${ids.crets}`);
  const { statements } = seen;
  payment = seen.payments.find(({ line }) => line === 'equipment')!.id;
  order = seen.repaymentOrders[0]!.id;
  const { events } = await world.sees<{ events: { type: string; data: { certificate: string } }[] }>(
    'demo-auditeur',
    `/conventions/${ids.crets}/events`,
  );
  certificate = events.find(({ type }) => type === 'ServiceFaitCertified')!.data.certificate;
  proof = statements[0]!.documents[0]!;
  own = await new Agreement(world, { reference: 'x' }).uploads('note.pdf', 'Note', 'demo-gestionnaire');
}, PATIENCE);
afterAll(() => world.close());

async function idOf(reference: string): Promise<string> {
  const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
    'demo-auditeur',
    `/conventions?search=${reference}`,
  );
  return conventions[0]!.id;
}

const ROLES = [
  'demo-gestionnaire',
  'demo-ordonnateur',
  'demo-auditeur',
  'demo-administrateur',
  'demo-tresorier',
  'tresorier-college',
  'tresorier-ailleurs',
  '',
] as const;

/** What each of the roles above is answered, route by route; of Crêts, then of another convention. */
const READS: Readonly<Record<string, readonly (readonly [path: () => string, statuses: string])[]>> = {
  '/conventions': [[() => '/conventions', '200 200 200 200 200 200 200 401']],
  '/conventions/{id}': [
    [() => `/conventions/${ids.crets}`, '200 200 200 200 200 200 404 401'],
    [() => `/conventions/${ids.other}`, '200 200 200 200 404 404 404 401'],
    [() => `/conventions/${NOTHING}`, '404 404 404 404 404 404 404 401'],
    [() => '/conventions/xyz', '404 404 404 404 404 404 404 401'],
  ],
  '/conventions/{id}/events': [
    [() => `/conventions/${ids.crets}/events`, '200 200 200 200 200 200 404 401'],
    [() => `/conventions/${ids.other}/events`, '200 200 200 200 404 404 404 401'],
  ],
  '/conventions/{id}/deadlines': [
    [() => `/conventions/${ids.crets}/deadlines`, '200 200 200 200 200 200 404 401'],
    [() => `/conventions/${ids.other}/deadlines`, '200 200 200 200 404 404 404 401'],
  ],
  '/reports/chorus-imputations': [[() => '/reports/chorus-imputations', '200 200 200 200 200 200 200 401']],
  '/reports/school-budgets': [[() => '/reports/school-budgets', '200 200 200 200 200 200 200 401']],
  '/reports/deadlines': [[() => '/reports/deadlines', '200 200 200 200 200 200 200 401']],
  '/reports/outstanding': [[() => '/reports/outstanding', '200 200 200 200 200 200 200 401']],
  '/reports/imputation-comparison': [
    [() => '/reports/imputation-comparison?year=2017&withYear=2016', '200 200 200 200 200 200 200 401'],
  ],
  '/reports/follow-up': [[() => '/reports/follow-up', '200 200 200 200 200 200 200 401']],
  '/reports/recoveries': [[() => '/reports/recoveries', '200 200 200 200 200 200 200 401']],
  '/reports/years': [[() => '/reports/years', '200 200 200 200 200 200 200 401']],
  '/conventions/{id}/payment-curve': [
    [() => `/conventions/${ids.crets}/payment-curve`, '200 200 200 200 200 200 404 401'],
    [() => `/conventions/${ids.other}/payment-curve`, '200 200 200 200 404 404 404 401'],
  ],
  '/reports/open-data': [[() => '/reports/open-data', '200 200 200 200 403 403 403 401']],
  '/issued-reports': [[() => '/issued-reports', '200 200 200 200 200 200 200 401']],
  '/issued-reports/{number}': [[() => '/issued-reports/999', '404 404 404 404 404 404 404 401']],
  '/issued-reports/{number}/content': [
    [() => '/issued-reports/999/content', '404 404 404 404 404 404 404 401'],
  ],
  '/conventions/{id}/events/{event}/issued-reports': [
    [() => `/conventions/${ids.crets}/events/${NOTHING}/issued-reports`, '404 404 404 404 403 403 403 401'],
  ],
  '/bodies/{key}/statement': [
    [() => `/bodies/${CRETS_SIRET}/statement`, '200 200 200 200 200 404 404 401'],
    [() => `/bodies/${COLLEGE}/statement`, '200 200 200 200 404 200 404 401'],
  ],
  '/conventions/{id}/annex': [
    [() => `/conventions/${ids.crets}/annex`, '200 200 200 200 200 200 404 401'],
    [() => `/conventions/${ids.other}/annex`, '200 200 200 200 404 404 404 401'],
  ],
  '/conventions/{id}/financial-statement': [
    [() => `/conventions/${ids.crets}/financial-statement`, '200 200 200 200 200 200 404 401'],
    [() => `/conventions/${ids.other}/financial-statement`, '200 200 200 200 404 404 404 401'],
  ],
  '/conventions/{id}/payments/{payment}/settlement': [
    [() => `/conventions/${ids.crets}/payments/${payment}/settlement`, '200 200 200 200 200 404 404 401'],
  ],
  '/conventions/{id}/service-fait/{certificate}/certificate': [
    [
      () => `/conventions/${ids.crets}/service-fait/${certificate}/certificate`,
      '200 200 200 200 200 404 404 401',
    ],
  ],
  '/conventions/{id}/repayment-orders/{order}/order': [
    [() => `/conventions/${ids.crets}/repayment-orders/${order}/order`, '200 200 200 200 404 200 404 401'],
  ],
  '/bodies/{key}/balance': [
    [() => `/bodies/${CRETS_SIRET}/balance`, '200 200 200 200 200 404 404 401'],
    [() => `/bodies/${COLLEGE}/balance`, '200 200 200 200 404 200 404 401'],
    [() => '/bodies/99777777600011/balance', '404 404 404 404 404 404 404 401'],
  ],
  '/schemes': [[() => '/schemes', '200 200 200 200 200 200 200 401']],
  '/schemes/{code}': [
    [() => '/schemes/colleges_numeriques_2016_ecole', '200 200 200 200 200 200 200 401'],
    [() => '/schemes/none', '404 404 404 404 404 404 404 401'],
  ],
  '/nomenclature': [[() => '/nomenclature', '200 200 200 200 200 200 200 401']],
  '/fiscal-years': [[() => '/fiscal-years', '200 200 200 200 200 200 200 401']],
  '/documents/{sha256}': [
    [() => `/documents/${proof}`, '200 200 200 200 200 404 404 401'],
    [() => `/documents/${own}`, '200 404 404 404 404 404 404 401'],
    [() => `/documents/${'a'.repeat(64)}`, '404 404 404 404 404 404 404 401'],
  ],
  '/audit/events': [[() => '/audit/events', '403 403 200 200 403 403 403 401']],
  '/audit/checkpoint': [[() => '/audit/checkpoint', '403 403 404 404 403 403 403 401']],
  '/audit/proof': [[() => '/audit/proof?position=1', '403 403 404 404 403 403 403 401']],
  '/audit/balance-proof': [
    [
      () => `/audit/balance-proof?year=2016&line=equipment&convention=${ids.crets}`,
      '403 403 404 404 403 403 403 401',
    ],
  ],
  '/audit/verification': [[() => '/audit/verification', '403 403 404 404 403 403 403 401']],
  // Signs the log: after the routes that find no checkpoint.
  '/reports/journal': [
    [() => '/reports/journal', '200 200 200 200 403 403 403 401'],
    [() => '/reports/journal?year=2016&format=fec', '200 200 200 200 403 403 403 401'],
  ],
  '/health/live': [[() => '/health/live', '200 200 200 200 200 200 200 200']],
  '/metrics': [[() => '/metrics', '200 200 200 200 200 200 200 200']],
  '/health/ready': [[() => '/health/ready', '200 200 200 200 200 200 200 200']],
};

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}
const routes = async (...methods: readonly string[]) => {
  const { body } = await world.ask('', '/api/openapi.json');
  return Object.entries((body as OpenApi).paths).flatMap(([path, operations]) =>
    methods
      .filter(method => method in operations)
      .map(method => [method, path.replace(/^\/api\/v1/, '')] as const),
  );
};

test('every route that reads is in the table', async () => {
  const paths = (await routes('get')).map(([, path]) => path);
  expect(paths.sort()).toStrictEqual(Object.keys(READS).sort());
});

test.each(
  Object.entries(READS).flatMap(([route, asked]) =>
    asked.map(([path, statuses]) => [route, statuses, path] as const),
  ),
)('%s: %s', async (_, statuses, path) => {
  const answers = await Promise.all(ROLES.map(role => world.ask(role, path())));
  expect(answers.map(({ status }) => status).join(' ')).toBe(statuses);
  for (const { status, text } of answers) {
    if (status >= 400) expect(text).not.toMatch(/GRENOBLE-2016|CRETS-2016|grenoble/);
  }
});

test('every route that writes: 401 without a token, 403 for an auditor', async () => {
  const all = await routes('post', 'put');
  expect(all.length).toBeGreaterThan(40);
  for (const [method, template] of all) {
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'year' ? '2016' : NOTHING));
    const as = async (person: string) =>
      (await world.post(person, path, {}, { method: method as 'post' | 'put' })).status;
    expect([method, path, await as(''), await as('demo-auditeur')]).toStrictEqual([method, path, 401, 403]);
  }
});

describe('the treasurer of Crêts', () => {
  const ask = async <T>(path: string) => (await world.ask('demo-tresorier', path)).body as T;
  type Rows = { readonly rows: readonly Record<string, unknown>[] };

  test('is shown one convention, its equipment line, and nothing of the collège’s', async () => {
    const { conventions } = await ask<{ conventions: readonly { id: string; balances: object }[] }>(
      '/conventions?limit=200',
    );
    expect(conventions).toMatchObject([
      { id: ids.crets, balances: { maximum: '4000.00', committed: '4000.00', paid: '3750.00' } },
    ]);
    const one = await ask<{ lines: readonly { line: string }[]; balances: object }>(
      `/conventions/${ids.crets}`,
    );
    expect(one.lines.map(({ line }) => line)).toStrictEqual(['equipment']);
    expect(one.balances).toMatchObject({ maximum: '4000.00', paid: '3750.00' });
    expect(JSON.stringify(one)).not.toMatch(/Collège de référence|demo-gestionnaire|"500\.00"/);
  });

  test('is counted nothing else in any report', async () => {
    const schools = await ask<Rows>('/reports/school-budgets');
    expect(schools.rows.map(({ reference, line }) => [reference, line])).toStrictEqual([
      ['CRETS-2016', 'equipment'],
    ]);
    for (const year of [2016, 2017, 2020, 2026]) {
      const report = await ask<Rows & { total: Record<string, string> }>(
        `/reports/chorus-imputations?year=${year}&level=line`,
      );
      expect(report.rows.map(({ at }) => (at as Record<string, string>)['payeeKey'])).toStrictEqual(
        year < 2018 ? [CRETS_SIRET] : [],
      );
      expect(report.total['committed']).toBe(year === 2016 ? '4000.00' : '0.00');
    }
    expect((await ask<Rows>('/reports/outstanding')).rows).toStrictEqual([]);
    expect(
      (await ask<Rows>('/reports/outstanding?effectiveOn=2016-10-31&knownAt=2016-10-31')).rows,
    ).toMatchObject([{ reference: 'CRETS-2016', line: 'equipment', kind: 'to_execute', amount: '2000.00' }]);
  });

  test('finds nothing by the name, the reference or the id of what is not theirs', async () => {
    const found = async (search: string) => {
      const path = `/conventions?search=${encodeURIComponent(search)}`;
      return (await ask<{ conventions: readonly object[] }>(path)).conventions.length;
    };
    expect(await Promise.all(['CRETS', '0382460T', CRETS_SIRET].map(found))).toStrictEqual([1, 1, 1]);
    // The collège is the payee of the other line of their own convention.
    const hidden = [ELSEWHERE, 'Valbrune', COLLEGE, 'Collège de référence'];
    expect(await Promise.all(hidden.map(found))).toStrictEqual([0, 0, 0, 0]);
    for (const report of ['chorus-imputations', 'school-budgets', 'outstanding']) {
      const { rows } = await ask<Rows>(`/reports/${report}?convention=${ids.other}`);
      expect(rows).toStrictEqual([]);
    }
  });

  test('writes to no other convention, drafts none, and certifies nothing', async () => {
    const draft = await world.refused('demo-tresorier', '/conventions', draftOf({ reference: 'T' }));
    expect(draft.status).toBe(403);
    const letter = { on: '2026-11-20', subject: 'x' };
    expect(
      (await world.refused('demo-tresorier', `/conventions/${ids.crets}/reminders`, letter)).status,
    ).toBe(403);
  });
});

test('an académie’s staff sees its own conventions only, in the list, the reports and the log', async () => {
  type Of = { readonly academie: string };
  const { body: list } = await world.ask('gestionnaire-lyon', '/conventions?limit=200');
  const listed = (list as { conventions: readonly Of[] }).conventions;
  expect(new Set(listed.map(({ academie }) => academie))).toStrictEqual(new Set(['lyon']));
  expect(listed.length).toBe(12);
  const { body: schools } = await world.ask('gestionnaire-lyon', '/reports/school-budgets');
  const rows = (schools as { rows: readonly Of[] }).rows;
  expect(new Set(rows.map(({ academie }) => academie))).toStrictEqual(new Set(['lyon']));
  expect((await world.ask('gestionnaire-lyon', `/conventions/${ids.crets}`)).status).toBe(404);
  expect((await world.ask('gestionnaire-lyon', `/bodies/${CRETS_SIRET}/balance`)).status).toBe(404);
});

test('a perimeter ends with its last day', async () => {
  // The accounts of these bodies are kept from 2016 on: before, there is nothing.
  world.on('2015-12-31');
  try {
    const { body } = await world.ask('demo-tresorier', '/conventions');
    expect((body as { conventions: readonly object[] }).conventions).toStrictEqual([]);
    expect((await world.ask('demo-tresorier', `/conventions/${ids.crets}`)).status).toBe(404);
  } finally {
    world.on('2026-11-21');
  }
});
