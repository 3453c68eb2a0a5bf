import { EXAMPLES } from '../../libs/read-models/worked-examples.figures.testing.js';
import { Agreement, resources } from '../support/agreement.js';
import type { ConventionView, ImputationView, SchoolsView } from '../support/reports.js';
import { type Act, PATIENCE, play, World } from '../support/world.js';

/* The worked examples are lived in one ledger, each act on the day of its recording; 2016 is closed in between. */

let world: World;
const agreements = new Map<string, Agreement>();
const [A, B, C] = ['0380001V', '0380002W', '0380003X'] as const;

beforeAll(async () => {
  world = await World.open();
  await play(world, example1(), example2('EX2A'), example2('EX2B'), example3(), closing2016());
  world.on('2018-01-02');
}, PATIENCE);
afterAll(() => world.close());

function agreement(reference: string, more: object = {}): Agreement {
  const made = new Agreement(world, { reference, ...more });
  agreements.set(reference, made);
  return made;
}

function example1(): readonly Act[] {
  const crets = agreement('EX1', { resources: true });
  const made: Record<string, string> = {};
  return [
    ['2016-10-14', () => crets.signs()],
    ['2016-10-14', () => crets.commits('4000.00')],
    ['2016-10-20', async () => (made['advance'] = await crets.requests('advance', '2016-10-20'))],
    ['2016-10-20', async () => (made['grant'] = await crets.requests('grant', '2016-10-20'))],
    ['2016-11-03', () => crets.executes(made['advance']!, '2016-10-27')],
    ['2016-11-03', () => crets.executes(made['grant']!, '2016-10-27')],
    ['2017-03-10', () => claimedAndCut(crets, '2017-03-10')],
    ['2017-03-14', async () => (made['balance'] = await crets.requests('balance', '2017-03-14'))],
    ['2017-03-23', () => crets.executes(made['balance']!, '2017-03-21')],
    ['2017-03-28', () => releases(crets, '2017-03-28', '250.00')],
    ['2017-06-30', () => usesGrant(crets)],
    ['2017-07-05', async () => (made['order'] = await orders(crets, '2017-07-05', resources))],
    ['2017-07-20', () => receives(crets, '2017-07-20', made['order']!, '70.00')],
  ];
}

function example2(reference: 'EX2A' | 'EX2B'): readonly Act[] {
  const crets = agreement(reference);
  const made: Record<string, string> = {};
  const mistyped = async () => {
    const { events } = await crets.executes(made['balance']!, '2016-12-21', { amount: '1570.00' });
    made['wrong'] = events[0]!.eventId;
  };
  const reverses = () =>
    crets.does('gestionnaire', '/reversals', { entry: made['wrong'], motive: 'Faute de frappe' });
  const corrected: readonly Act[] =
    reference === 'EX2A'
      ? [
          ['2017-01-12', reverses],
          ['2017-01-12', () => crets.executes(made['balance']!, '2016-12-21')],
        ]
      : [
          ['2017-02-15', reverses],
          ['2017-02-15', () => crets.executes(made['balance']!, '2017-02-15', { correctsYear: 2016 })],
        ];
  return [
    ['2016-10-14', () => crets.signs()],
    ['2016-10-14', () => crets.commits('4000.00')],
    ['2016-10-20', async () => (made['advance'] = await crets.requests('advance', '2016-10-20'))],
    ['2016-11-03', () => crets.executes(made['advance']!, '2016-10-27')],
    ['2016-12-05', () => claimedAndCut(crets, '2016-12-05')],
    ['2016-12-14', async () => (made['balance'] = await crets.requests('balance', '2016-12-14'))],
    ['2016-12-22', mistyped],
    ...corrected,
    ['2017-03-01', () => releases(crets, '2017-03-01', '250.00')],
  ];
}

function example3(): readonly Act[] {
  const three = agreement('EX3', { schools: { [A]: 2, [B]: 1, [C]: 1 } });
  const made: Record<string, string> = {};
  const of = (uai: string) => `${uai}-classe_mobile`;
  const certifies = async () => {
    const statement = await three.submits(
      '2017-04-20',
      { allocations: [of(A)], amount: '9000.00' },
      { allocations: [of(B)], amount: '7333.34' },
      { allocations: [of(A), of(B)], amount: '500.00', quantity: 0, label: 'Paramétrage' },
    );
    await three.certifies('2017-04-20', statement);
  };
  return [
    ['2016-10-14', () => three.signs()],
    ['2016-10-14', () => three.commits('16000.00')],
    ['2016-10-20', async () => (made['advance'] = await three.requests('advance', '2016-10-20'))],
    ['2016-10-27', () => three.executes(made['advance']!, '2016-10-27')],
    ['2017-04-20', certifies],
    ['2017-05-02', async () => (made['order'] = await orders(three, '2017-05-02'))],
    ['2017-05-10', () => releases(three, '2017-05-10', '8000.00')],
    ['2017-06-14', () => receives(three, '2017-06-12', made['order']!, '250.00')],
  ];
}

function closing2016(): readonly Act[] {
  return [
    ['2017-01-20', () => world.does('administrateur', '/fiscal-years/2016/closing')],
    ['2017-01-21', () => world.does('administrateur', '/fiscal-years/2016/closure')],
  ];
}

async function claimedAndCut(crets: Agreement, on: string): Promise<void> {
  const statement = await crets.submits(on, { amount: '8200.00' });
  await crets.certifies(on, statement, {
    cuts: [{ expense: 1, amount: '700.00', reason: 'Hors convention' }],
  });
}

async function usesGrant(crets: Agreement): Promise<void> {
  const on = '2017-06-30';
  const used = [{ allocation: '0382460T-ecole', amount: '430.00' }];
  const body = { on, ...resources, final: true, used, documents: [] };
  const { entry } = await crets.does('gestionnaire', '/resource-uses', body);
  await crets.does('gestionnaire', `/resource-uses/${entry}/acceptance`, { on });
}

const releases = (crets: Agreement, on: string, amount: string) =>
  crets.does('gestionnaire', '/releases', {
    on,
    line: 'equipment',
    tranche: '2016',
    ...crets.poste(1),
    amount,
  });

async function orders(
  crets: Agreement,
  on: string,
  place: object = { line: 'equipment', tranche: '2016' },
): Promise<string> {
  const body = { on, ...place, reason: 'Trop-perçu' };
  return (await crets.does('ordonnateur', '/repayment-orders', body)).entry;
}

const receives = (crets: Agreement, on: string, order: string, amount: string) =>
  crets.does('autre-gestionnaire', '/repayments', { on, order, amount });

async function lineOf(reference: string, line: string, effectiveOn: string, knownAt: string) {
  const { path } = agreements.get(reference)!;
  const query = `effectiveOn=${effectiveOn}&knownAt=${knownAt}`;
  const { lines } = await world.sees<ConventionView>('demo-auditeur', `${path}?${query}`);
  return lines.find(found => found.line === line)!.balances;
}

async function imputationOf(reference: string, line: string, year: number) {
  const { id } = agreements.get(reference)!;
  const path = `/reports/chorus-imputations?year=${year}&convention=${id}&level=line`;
  const { rows } = await world.sees<ImputationView>('demo-auditeur', path);
  return rows.find(({ at }) => at['line'] === line)!.figures;
}

describe.each(EXAMPLES)('example $name', ({ reference, balances, years }) => {
  test.each(balances)('effective on %s, known on %s', async (effectiveOn, knownAt, expected) => {
    expect(await lineOf(reference, 'equipment', effectiveOn, knownAt)).toMatchObject(expected);
  });

  test.each(balances)(
    'the same in the list, effective on %s, known on %s',
    async (effectiveOn, knownAt, row) => {
      const query = `search=${reference}&effectiveOn=${effectiveOn}&knownAt=${knownAt}`;
      const { conventions } = await world.sees<{ conventions: readonly ConventionView[] }>(
        'demo-auditeur',
        `/conventions?${query}`,
      );
      // The list adds the resources line of example 1, which the row of the equipment leaves out.
      const other = reference === 'EX1' ? await lineOf(reference, 'resources', effectiveOn, knownAt) : {};
      const cents = (amount = '0.00') => Number(amount.replace('.', ''));
      const equipmentOnly = Object.fromEntries(
        Object.keys(row).map(name => [name, cents(conventions[0]!.balances[name]) - cents(other[name])]),
      );
      expect(conventions.length).toBe(1);
      expect(equipmentOnly).toStrictEqual(
        Object.fromEntries(Object.entries(row).map(([name, amount]) => [name, cents(amount)])),
      );
    },
  );

  test.each(years)('fiscal year %s, as known at the end', async (year, expected) => {
    expect(await imputationOf(reference, 'equipment', year)).toMatchObject(expected);
  });
});

test('example 1: the resources are never in the commune’s figures, and their RAP stays at 0.00', async () => {
  expect(await lineOf('EX1', 'resources', '2017-12-31', '2017-12-31')).toMatchObject({
    committed: '500.00',
    due: '430.00',
    paid: '500.00',
    repaid: '70.00',
    outstanding: '0.00',
    toOrder: '0.00',
    orderOpen: '0.00',
  });
  expect(await imputationOf('EX1', 'resources', 2016)).toMatchObject({
    committed: '500.00',
    paid: '500.00',
    closing: '0.00',
  });
  expect(await imputationOf('EX1', 'resources', 2017)).toMatchObject({
    opening: '0.00',
    committed: '0.00',
    paid: '0.00',
    recovered: '70.00',
    closing: '0.00',
  });
});

test('example 1: 4 450.00 are left to the commune', async () => {
  const { id } = agreements.get('EX1')!;
  const path = `/reports/school-budgets?convention=${id}`;
  const { rows } = await world.sees<SchoolsView>('demo-auditeur', path);
  expect(rows.find(({ line }) => line === 'equipment')).toMatchObject({
    uai: '0382460T',
    claimed: '8200.00',
    cut: '700.00',
    accepted: '7500.00',
    due: '3750.00',
    leftToCommune: '4450.00',
  });
});

const SHARES = [
  ['2016-12-31', '2016-12-31', 'paid', '4000.00 2000.00 2000.00'],
  ['2017-04-19', '2017-12-31', 'paid', '4000.00 2000.00 2000.00'],
  ['2017-04-20', '2017-04-20', 'paid', '4000.00 3750.00 250.00'],
  ['2016-12-31', '2017-12-31', 'paid', '4000.00 2000.00 2000.00'],
  ['2017-12-31', '2017-12-31', 'paid', '4000.00 3750.00 250.00'],
  ['2017-12-31', '2017-12-31', 'repaid', '0.00 0.00 250.00'],
  ['2017-12-31', '2017-12-31', 'due', '4000.00 3750.00 0.00'],
  ['2017-12-31', '2017-12-31', 'accepted', '9333.33 7500.01 0.00'],
] as const;

test.each(SHARES)(
  'example 3: shares of A, B and C effective on %s, known on %s: %s %s',
  async (on, known, of, shares) => {
    const { id } = agreements.get('EX3')!;
    const path = `/reports/school-budgets?convention=${id}&effectiveOn=${on}&knownAt=${known}`;
    const { rows } = await world.sees<SchoolsView>('demo-auditeur', path);
    expect([A, B, C].map(uai => rows.find(row => row['uai'] === uai)![of]).join(' ')).toBe(shares);
  },
);

test('the four agreements together: the RAP of one imputation at each 31 December, and no row besides', async () => {
  const at = async (year: number) => {
    const path = `/reports/chorus-imputations?year=${year}&activite=021404DI0205`;
    const { rows } = await world.sees<ImputationView>('demo-auditeur', path);
    return rows.map(({ figures }) => figures);
  };
  // 2 000.00 + 250.00 + 430.00 + 8 000.00, carried over, then all released, paid or corrected.
  expect(await at(2016)).toMatchObject([
    {
      opening: '0.00',
      committed: '28000.00',
      paid: '17320.00',
      closing: '10680.00',
      charges: '180.00',
      ofWhichNotDue: '10500.00',
    },
  ]);
  expect(await at(2017)).toMatchObject([
    {
      opening: '10680.00',
      committed: '0.00',
      releasedOfPrior: '8750.00',
      paid: '1750.00',
      paymentCorrections: '180.00',
      closing: '0.00',
      recovered: '250.00',
    },
  ]);
});

test('what is read is what the events say', async () => {
  expect(await world.difference()).toBeNull();
});
