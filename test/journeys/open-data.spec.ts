import { parse } from 'csv-parse/sync';
import { PATIENCE, World } from '../support/world.js';

/* The grants of the demonstration as open data: what is published adds up to what was granted. */

const AWARDER = '99777777600011';

let world: World;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
}, PATIENCE);
afterAll(() => world.close());

interface Published {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly leftOut: readonly {
    readonly reference: string;
    readonly payeeKey: string;
    readonly faults: readonly { readonly field: string }[];
  }[];
}
const published = (query = '') =>
  world.sees<Published>('demo-auditeur', `/reports/open-data?awarder=${AWARDER}${query}`);
const cents = (amount: string) => BigInt(amount.replace('.', ''));

test('one row per beneficiary of each signed convention; the amounts are those of the school table', async () => {
  const { rows, leftOut } = await published();
  expect(leftOut).toStrictEqual([]);
  expect(new Set(rows.map(row => row['pourcentageSubvention']))).toStrictEqual(new Set(['1.00']));
  const name = (row: Published['rows'][number]) => `${row['referenceDecision']} ${row['nomBeneficiaire']}`;
  expect(new Set(rows.map(name)).size).toBe(rows.length);

  const { conventions } = await world.sees<{
    conventions: readonly { signedOn: string | null; balances: { maximum: string } }[];
  }>('demo-auditeur', '/conventions?limit=200');
  const signed = conventions.filter(({ signedOn }) => signedOn !== null);
  const granted = signed.reduce((sum, { balances }) => sum + cents(balances.maximum), 0n);
  expect(rows.reduce((sum, row) => sum + cents(row['montant']!), 0n)).toBe(granted);
});

test('Crêts: the commune and the collège, as the texts ask', async () => {
  const { rows } = await published('&year=2016');
  const crets = rows.filter(row => row['referenceDecision'] === 'CRETS-2016');
  expect(
    crets.map(row => [row['montant'], row['conditionsVersement'], row['datesPeriodeVersement']]),
  ).toStrictEqual([
    ['500.00', 'unique', '2016-10-27'],
    ['4000.00', 'échelonné', '2016-10-14/2017-10-14'],
  ]);
});

test('as known on the day before the signature it is not there', async () => {
  const before = await published('&knownAt=2016-10-13');
  expect(before.rows).toStrictEqual([]);
});

test('the file holds the rows of the answer', async () => {
  const { rows } = await published('&academie=grenoble');
  const { text, headers } = await world.ask(
    'demo-auditeur',
    `/reports/open-data?awarder=${AWARDER}&academie=grenoble&format=csv`,
  );
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(parse(text, { columns: true })).toStrictEqual(rows);
});

test('the form of 2017 leaves out who has no SIRET, and says why', async () => {
  const { rows, leftOut } = await published('&schema=arrete-2017');
  expect(leftOut.length).toBeGreaterThan(5);
  expect(leftOut.every(({ faults }) => faults.map(({ field }) => field).join() === 'idBeneficiaire')).toBe(
    true,
  );
  expect(rows.length).toBeGreaterThan(20);
});

test.each([
  ['awarder=99777777600012', 'siret_wrong_key'],
  ['schema=scdl-3', 'choice_unknown'],
  ['format=xlsx', 'choice_unknown'],
  ['year=1999', 'number_out_of_range'],
])('%s: %s', async (query, code) => {
  const { status, body } = await world.ask('demo-auditeur', `/reports/open-data?${query}`);
  expect([status, (body as { errors: { code: string }[] }).errors[0]!.code]).toStrictEqual([422, code]);
});

test('without the SIRET of the académie nothing is published', async () => {
  const { rows, leftOut } = await world.sees<Published>('demo-auditeur', '/reports/open-data');
  expect(rows).toStrictEqual([]);
  expect(leftOut.length).toBeGreaterThan(20);
});
