import { draftOf } from '../support/agreement.js';
import { PATIENCE, World } from '../support/world.js';

/* What a draft may not say: each refused with its code and its sentence, and nothing recorded. */

let world: World;
beforeAll(async () => {
  world = await World.open();
  world.on('2017-03-31');
}, PATIENCE);
afterAll(() => world.close());

let nth = 0;
/** The Crêts draft with one place of it changed. */
function draftWith(pointer: string, value: unknown): object {
  nth += 1;
  const draft: unknown = structuredClone(draftOf({ reference: `REFUSED-${nth}`, resources: true }));
  const steps = pointer.slice(1).split('/');
  const last = steps.pop()!;
  const place = steps.reduce((at, step) => (at as Record<string, unknown>)[step], draft);
  (place as Record<string, unknown>)[last] = value;
  return draft as object;
}
const drafted = (pointer: string, value: unknown) =>
  world.refused('gestionnaire', '/conventions', draftWith(pointer, value));

const CASES = [
  [
    '/lines/0/statedMaximum',
    '8000.00',
    'stated_maximum_differs',
    ['8 000,00 €', '4 000,00 €', '1 × 8 000,00 × 50 %'],
  ],
  ['/lines/0/advanceRate', '0.3', 'stated_advance_rate_differs', ['30 %', '50 %']],
  ['/lines/0/pce', '653122', 'pce_not_of_payee', ['653122', '653123']],
  ['/lines/0/groupeMarchandises', '10.02.01', 'groupe_marchandises_not_of_payee', ['10.02.01', '10.03.01']],
  ['/schools/0/uai', '0382460U', 'uai_wrong_letter', ['0382460U', '0382460T']],
  ['/schools/0/uai', '382460T', 'uai_malformed', ['382460T']],
  ['/parties/1/siret', '99038439800015', 'siret_wrong_key', ['99038439800015', 'Luhn']],
  ['/lines/0/payee/siret', '9903843980001', 'siret_malformed', ['9903843980001']],
  ['/schools/0/inseeCode', '2C001', 'insee_code_malformed', ['2C001']],
  ['/lines/0/axes/programme', '214', 'programme_malformed', ['214', '0214']],
  ['/lines/0/payee/legalType', 'eple', 'payee_identifier_missing', ['UAI']],
  ['/lines/0/tranches/0/allocations/0/quantity', 4, 'units_per_school_exceeded', ['0382460T', '4', '3']],
  ['/lines/0/tranches/0/allocations/0/uai', '0380001V', 'school_unknown', ['0380001V']],
  ['/on', '2017-04-01', 'date_in_future', ['01/04/2017', '31/03/2017']],
  ['/on', '2016-02-30', 'day_malformed', ['2016-02-30']],
] as const;

test.each(CASES)('%s: %s is refused with %s', async (pointer, value, code, figures) => {
  const problem = await drafted(pointer, value);
  expect([problem.status, problem.code]).toStrictEqual([422, code]);
  expect(problem.title).toBe('Demande refusée');
  for (const figure of figures) expect(problem.says).toContain(figure);
});

const POINTED = CASES.filter(([, , code]) => !/missing|exceeded|unknown/.test(code));
test.each(POINTED)('%s: %s is named by its pointer', async (pointer, value, code) => {
  const { errors } = await drafted(pointer, value);
  expect(errors).toMatchObject([{ pointer, code }]);
});

const WRONG_AMOUNTS = [
  '4000.000',
  '4000.0',
  '4000',
  '-4000.00',
  '+4000.00',
  '4000,00',
  '4 000.00',
  '04000.00',
  '1e3',
  '0x10',
  'NaN',
  '',
  '１０.00',
  4000,
  4000.5,
  true,
  null,
  ['4000.00'],
];
test.each(WRONG_AMOUNTS)('the amount %p is refused', async amount => {
  const { status, code, errors } = await drafted('/lines/0/statedMaximum', amount);
  expect([status, errors[0]!.pointer]).toStrictEqual([422, '/lines/0/statedMaximum']);
  expect(code).toBe('amount_malformed');
});

test.each(['/inconnu', '/lines/0/inconnu', '/schools/0/prix', '/lines/0/tranches/0/allocations/0/rate'])(
  'the unknown field %s is refused by its name',
  async pointer => {
    const { status, errors } = await drafted(pointer, '1.00');
    expect([status, errors.map(error => [error.pointer, error.code])]).toStrictEqual([
      422,
      [[pointer, 'field_unknown']],
    ]);
    expect(errors[0]!.detail).toContain(pointer.split('/').at(-1));
  },
);

test('every field at fault is named at once', async () => {
  const draft = { ...draftWith('/schools/0/uai', '0382460U'), on: 'hier', fictitious: 'non' };
  const { errors } = await world.refused('gestionnaire', '/conventions', draft);
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toStrictEqual([
    '/fictitious flag_malformed',
    '/on day_malformed',
    '/schools/0/uai uai_wrong_letter',
  ]);
});

test('a body of 2 MB is refused before it is read', async () => {
  const draft = draftWith('/title', 'x'.repeat(2 * 1024 ** 2));
  const { status, code, says } = await world.refused('gestionnaire', '/conventions', draft);
  expect([status, code]).toStrictEqual([413, 'body_too_large']);
  expect(says).toContain('1 Mio');
});

test.each([
  ['no JSON', '{"on": "2016-10-03",', 400],
  ['a list', '[]', 422],
  ['a text', '"convention"', 422],
  ['null', 'null', 422],
  ['a prototype', '{"__proto__": {"on": "2016-10-03"}}', 400],
  ['a number too large', '{"noticeMonths": 1e400}', 422],
])('a body that is %s is refused', async (_, body, expected) => {
  const { status, code } = await world.refused('gestionnaire', '/conventions', body);
  expect([status, code]).toStrictEqual([expected, expect.stringMatching(/malformed|expected|missing/)]);
});

test('a reference stands once in an académie', async () => {
  const draft = draftOf({ reference: 'TWICE' });
  await world.does('gestionnaire', '/conventions', draft);
  const { status, code, says } = await world.refused('gestionnaire', '/conventions', draft);
  expect([status, code]).toStrictEqual([409, 'claim_taken']);
  expect(says).toContain('TWICE');
});

test('an académie outside the perimeter, a role without the right, no token, an unknown one', async () => {
  const draft = draftWith('/title', 'Hors périmètre');
  const asked = (person: string) => world.refused(person, '/conventions', draft);
  expect(await asked('gestionnaire-lyon')).toMatchObject({ status: 403, code: 'outside_perimeter' });
  expect(await asked('demo-auditeur')).toMatchObject({ status: 403, code: 'permission_missing' });
  expect(await asked('demo-tresorier')).toMatchObject({ status: 403, code: 'permission_missing' });
  expect(await asked('demo-inconnu')).toMatchObject({ status: 401, code: 'token_unknown' });
  expect(await asked('')).toMatchObject({ status: 401, code: 'token_missing' });
});

test('what was refused is kept outside the ledger: who, when, code, hash of the body', async () => {
  await drafted('/lines/0/statedMaximum', '8000.00');
  await drafted('/schools/0/uai', '0382460U');
  const { rows } = await world.ledger.pool.query<Record<string, unknown>>(
    'select actor, role, code, at, body_hash from ops.refused_attempt order by id desc limit 2',
  );
  expect(rows).toMatchObject([
    { actor: 'gestionnaire', role: 'gestionnaire', code: 'uai_wrong_letter' },
    { actor: 'gestionnaire', role: 'gestionnaire', code: 'stated_maximum_differs' },
  ]);
  for (const { at, body_hash } of rows) {
    expect((at as Date).toISOString()).toBe('2017-03-31T09:00:00.000Z');
    expect(body_hash).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('the draft itself, unchanged, is recorded', async () => {
  const { version } = await world.does('gestionnaire', '/conventions', draftWith('/noticeMonths', 3));
  expect(version).toBe(1);
});
