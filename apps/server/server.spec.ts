import { crets, drafted, PLACE, signed } from './crets.testing.js';
import { CRETS_SIRET, startTestServer, type TestServer } from './server.testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.app.close());

const EJ = { ej: '2101234567', poste: '1' };
async function withAccount(id: string): Promise<string> {
  const iban = 'FR76 3000 1004 19C3 8400 0000 036';
  const { json } = await server.ask('POST', `/conventions/${id}/bank-accounts`, {
    body: { on: '2016-10-14', payee: CRETS_SIRET, iban, holder: 'Trésorerie', validFrom: '2016-10-14' },
  });
  const account = json['entry'] as string;
  const path = `/conventions/${id}/bank-accounts/${account}/confirmation`;
  const confirmed = await server.ask('POST', path, { as: 'second', body: { on: '2016-10-14' } });
  expect(confirmed.status).toBe(201);
  return account;
}

test('from draft to the advance paid, every answer with its version and position', async () => {
  const id = await signed(server);
  const account = await withAccount(id);
  const ej = `21${'0'.repeat(8)}`;
  const committed = await server.ask('POST', `/conventions/${id}/commitments`, {
    body: { on: '2016-10-14', ...PLACE, ...EJ, ej, amount: '4000.00' },
  });
  expect(committed.json).toMatchObject({ id, version: 6, events: [{ type: 'CommitmentRecorded' }] });
  expect(committed.headers['etag']).toBe('"6"');

  const request = { on: '2016-10-20', ...PLACE, ...EJ, ej, kind: 'advance', dp: '100000001', account };
  const preview = await server.ask('POST', `/conventions/${id}/payments?preview=true`, { body: request });
  expect(preview.status).toBe(200);
  expect(preview.json).toMatchObject({
    facts: [
      { type: 'PaymentRequested', data: { amount: '2000.00', trace: { expression: 'round(rate × M)' } } },
    ],
  });
  const requested = await server.ask('POST', `/conventions/${id}/payments`, { body: request });
  expect([requested.status, requested.json['version']]).toStrictEqual([201, 7]);
  const execution = `/conventions/${id}/payments/${String(requested.json['entry'])}/execution`;
  const executed = await server.ask('POST', execution, { as: 'second', body: { on: '2016-10-27' } });
  expect(executed.status).toBe(201);

  const { json } = await server.ask('GET', `/conventions/${id}?effectiveOn=2016-10-31`);
  expect(json).toMatchObject({
    stage: 'signed',
    lines: [
      { line: 'equipment', balances: { maximum: '4000.00', paid: '2000.00', outstanding: '2000.00' } },
      { line: 'resources', balances: { maximum: '500.00', paid: '0.00' } },
    ],
  });
});

describe('an idempotency key', () => {
  test('the same key and body get the same answer, status too; another body is refused', async () => {
    const body = { ...crets, reference: 'SAME-KEY' };
    const first = await server.ask('POST', '/conventions', { key: 'same', body });
    const again = await server.ask('POST', '/conventions', { key: 'same', body });
    expect([again.status, again.json]).toStrictEqual([201, first.json]);
    const other = await server.ask('POST', '/conventions', {
      key: 'same',
      body: { ...body, title: 'Autre' },
    });
    expect([other.status, other.json['code']]).toStrictEqual([422, 'idempotency_key_reused']);
  });

  test('is required on a write, of printable characters', async () => {
    for (const key of ['', 'é', 'x'.repeat(201)]) {
      const { status, json } = await server.ask('POST', '/conventions', { key, body: crets });
      expect([status, json['code']]).toStrictEqual([400, 'idempotency_key_missing']);
    }
  });
});

test.each([
  '/bodies/%00/balance',
  '/documents/%00',
  '/bodies/%ED%A0%80/balance',
  `/schemes/${'x'.repeat(500)}`,
])('an address that nobody can mean is a malformed request: %s', async path => {
  const { status, json, headers } = await server.ask('GET', path);
  expect([status, json['code']]).toStrictEqual([400, 'request_malformed']);
  expect(headers['content-type']).toMatch('application/problem+json');
});

test('If-Match of an old version is refused with 412', async () => {
  const id = await drafted(server);
  const body = { on: '2016-10-14', party: 'commune' };
  const ask = (version: string) =>
    server.ask('POST', `/conventions/${id}/signatures`, {
      as: 'ordonnateur',
      body,
      headers: { 'if-match': version },
    });
  expect((await ask('"7"')).json).toMatchObject({ status: 412, code: 'version_mismatch' });
  expect((await ask('7')).json).toMatchObject({ status: 400, code: 'if_match_malformed' });
  expect((await ask('"1"')).status).toBe(201);
});

describe('a wrong body', () => {
  test('names every field at fault, with its pointer, its code and a French sentence', async () => {
    const { json } = await server.ask('POST', '/conventions', {
      body: {
        ...crets,
        on: '2016-02-30',
        unknown: 1,
        schools: [{ uai: '0382460A', name: 'École' }],
        lines: [{ ...crets.lines[0], statedMaximum: 4000 }],
      },
    });
    expect(json).toMatchObject({ status: 422, title: 'Demande refusée' });
    const errors = json['errors'] as { pointer: string; code: string; detail: string }[];
    expect(Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]))).toStrictEqual({
      '/on': 'day_malformed',
      '/unknown': 'field_unknown',
      '/schools/0/uai': 'uai_wrong_letter',
      '/lines/0/statedMaximum': 'amount_malformed',
    });
    expect(errors.every(({ detail }) => / .* /.test(detail))).toBe(true);
  });

  test.each([
    ['1e3', 'amount_malformed'],
    ['10.001', 'amount_malformed'],
    ['-1.00', 'amount_malformed'],
    [1000, 'amount_malformed'],
    [null, 'amount_malformed'],
    [{ refused: true, code: 'mine' }, 'amount_malformed'],
  ])('an amount is a string with two decimals: not %p', async (amount, code) => {
    const { json } = await server.ask(
      'POST',
      '/conventions/0193a1de-0000-5000-8000-000000000001/commitments',
      {
        body: { on: '2016-10-14', ...PLACE, ...EJ, amount },
      },
    );
    expect(json['errors']).toMatchObject([{ pointer: '/amount', code }]);
  });

  test('of 2 MB is refused with 413, and what is not JSON with 400', async () => {
    const large = await server.ask('POST', '/conventions', { body: { title: 'x'.repeat(2_000_000) } });
    expect(large.json).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(large.headers['content-type']).toContain('application/problem+json');
    const broken = await server.ask('POST', '/conventions', {
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(broken.json).toMatchObject({ status: 400, code: 'json_malformed' });
    const form = await server.ask('POST', '/conventions', {
      body: 'title=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.json).toMatchObject({ status: 415, code: 'media_type_unsupported' });
    const list = await server.ask('POST', '/conventions', { body: [] });
    expect(list.json).toMatchObject({ status: 422, code: 'object_expected' });
  });

  test('a refusal of the rules carries its figures: the stated maximum of 8 000 €', async () => {
    const [equipment] = crets.lines;
    const { json } = await server.ask('POST', '/conventions', {
      body: { ...crets, lines: [{ ...equipment, statedMaximum: '8000.00' }] },
    });
    expect(json).toMatchObject({ status: 422, code: 'stated_maximum_differs' });
    expect(json['detail']).toMatch(/8\u202F000,00.*4\u202F000,00|4\u202F000,00.*8\u202F000,00/);
  });
});

test('a convention does not exist before the day of its draft', async () => {
  const id = await drafted(server);
  const on = (day: string) => server.ask('GET', `/conventions/${id}?effectiveOn=${day}`);
  expect((await on('2016-10-10')).json).toMatchObject({ stage: 'drafted' });
  expect((await on('2016-10-09')).json).toMatchObject({ status: 404, code: 'convention_unknown' });
});

test('an amount that no record can hold is refused, not a fault of the server', async () => {
  const [equipment] = crets.lines;
  const allocations = [{ uai: '0382460T', unit: 'classe_mobile', quantity: 100_000 }];
  const scheme = {
    ...(await server.ask('GET', '/schemes/colleges_numeriques_2016_ecole')).json,
  } as { versions: { flows: { units: { ceiling: string; perSchoolMost?: number }[] }[] }[] };
  const {
    version: _,
    warnings: __,
    ...last
  } = scheme.versions.at(-1)! as Record<string, unknown> & (typeof scheme.versions)[number];
  const flows = last.flows.map(flow => ({
    ...flow,
    units: flow.units.map(({ perSchoolMost: ___, ...unit }) => ({ ...unit, ceiling: '999999999999.99' })),
  }));
  const published = await server.ask('POST', '/schemes', {
    as: 'administrateur',
    body: { ...last, code: 'sans_limite', flows },
  });
  expect([published.status, published.json['detail']]).toStrictEqual([201, undefined]);
  const { statedMaximum: ____, ...line } = equipment!;
  const body = {
    ...crets,
    reference: 'TROP',
    scheme: { code: 'sans_limite' },
    lines: [{ ...line, tranches: [{ id: '2016', label: '2016', allocations }] }],
  };
  const { json } = await server.ask('POST', '/conventions', { body });
  expect(json).toMatchObject({ status: 422, code: 'amount_too_large' });
});

test('the audit log gives the exact records, from a cursor', async () => {
  const { json } = await server.ask('GET', '/audit/events?limit=2', { as: 'auditeur' });
  const [first] = json['events'] as { position: string; record: string }[];
  expect(JSON.parse(first!.record)).toMatchObject({ type: 'Installed', version: 1 });
  expect(json['next']).toBe('2');
  expect((await server.ask('GET', '/audit/events')).status).toBe(403);
});

test('a query that waits for a write the read models have not seen is told so', async () => {
  const token = Buffer.from('p999').toString('base64url');
  const { json } = await server.ask('GET', `/conventions?after=${token}`);
  expect(json).toMatchObject({ status: 503, code: 'read_model_behind' });
});

test('the rules as data: schemes, nomenclature and fiscal years are read, and only an administrator changes them', async () => {
  const { json } = await server.ask('GET', '/fiscal-years');
  expect((json['fiscalYears'] as object[])[0]).toStrictEqual({ year: 2016, status: 'open' });
  const closing = await server.ask('POST', '/fiscal-years/2016/closing', { as: 'administrateur' });
  expect(closing.json).toMatchObject({ id: '2016', events: [{ type: 'FiscalYearClosing' }] });
  expect((await server.ask('POST', '/fiscal-years/2017/closing')).status).toBe(403);
  expect((await server.ask('GET', '/schemes/none')).json).toMatchObject({
    status: 404,
    code: 'scheme_not_found',
  });
});

test('the home page, the documentation and health need no token', async () => {
  for (const path of [
    '/',
    '/api/docs',
    '/api/docs/swagger-ui-bundle.js',
    '/api/openapi.json',
    '/api/v1/health/live',
  ]) {
    expect([path, (await server.ask('GET', path, { as: '' })).status]).toStrictEqual([path, 200]);
  }
  const page = await server.ask('GET', '/api/docs', { as: '' });
  expect(page.text).not.toMatch(/(?:src|href)=['"]https?:/);
  expect((await server.ask('GET', '/nowhere')).json).toMatchObject({ status: 404, code: 'route_unknown' });
});
