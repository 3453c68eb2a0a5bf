import { Agreement, equipment } from '../support/agreement.js';
import {
  type BodyView,
  type ConventionView,
  figures,
  type ImputationView,
  type SchoolsView,
} from '../support/reports.js';
import { COLLEGE, CRETS_SIRET, PATIENCE, World } from '../support/world.js';

/* The Crêts agreement, its advance of 2 000.00 paid, and what its certified expense makes of the rest. */

let world: World;
beforeAll(async () => {
  world = await World.open();
  world.on('2017-03-31');
}, PATIENCE);
afterAll(() => world.close());

async function advanced(reference: string, more: object = {}): Promise<Agreement> {
  const crets = new Agreement(world, { reference, ...more });
  await crets.signs();
  await crets.commits('4000.00');
  await crets.pays('advance', '2016-10-20', '2016-10-27');
  return crets;
}

async function balancesOf({ path }: Agreement): Promise<string> {
  const { balances } = await world.sees<ConventionView>('demo-gestionnaire', path);
  return figures(balances, 'accepted due payable toOrder');
}

const CASES = [
  // certified expense, then: accepted, due, payable, to order, and what the balance request asks for
  ['8000.00', '8000.00 4000.00 2000.00 0.00', '2000.00'],
  ['7500.00', '7500.00 3750.00 1750.00 0.00', '1750.00'],
  ['9000.00', '9000.00 4000.00 2000.00 0.00', '2000.00'],
  ['7999.99', '7999.99 3999.99 1999.99 0.00', '1999.99'],
] as const;

test.each(CASES)('certified %s: %s, and a balance of %s', async (expense, expected, balance) => {
  const crets = await advanced(`CERTIFIED-${expense}`);
  await crets.certifies('2017-03-10', await crets.submits('2017-03-10', { amount: expense }));
  expect(await balancesOf(crets)).toBe(expected);

  const refused = await world.refused('ordonnateur', `${crets.path}/repayment-orders`, {
    on: '2017-03-14',
    ...equipment,
    reason: 'Rien à reverser',
  });
  expect(refused.code).toBe('order_above_overpaid');

  await crets.pays('balance', '2017-03-14', '2017-03-21');
  const { payments, balances } = await world.sees<
    ConventionView & { payments: readonly Record<string, string>[] }
  >('demo-gestionnaire', crets.path);
  expect(payments.map(({ kind, amount, status }) => [kind, amount, status])).toStrictEqual([
    ['advance', '2000.00', 'executed'],
    ['balance', balance, 'executed'],
  ]);
  expect(figures(balances, 'pending payable toOrder')).toBe('0.00 0.00 0.00');
});

test('certified 3 000.00: nothing to pay, and 500.00 to order back', async () => {
  const crets = await advanced('CERTIFIED-3000');
  await crets.certifies('2017-03-10', await crets.submits('2017-03-10', { amount: '3000.00' }));
  expect(await balancesOf(crets)).toBe('3000.00 1500.00 0.00 500.00');
  const refused = await world.refused(
    'gestionnaire',
    `${crets.path}/payments`,
    crets.request('balance', '2017-03-14', '0.01'),
  );
  expect(refused).toMatchObject({ status: 422, code: 'above_payable' });
  await orders(crets, '500.00');
});

test('dropped on a written notice: the 2 000.00 of the advance are to order back', async () => {
  const crets = await advanced('DROPPED');
  await crets.does('gestionnaire', '/service-fait', {
    on: '2017-03-10',
    ...equipment,
    final: true,
    cuts: [],
    quantities: [],
    ground: { text: 'Courrier de la commune du 06/03/2017' },
  });
  expect(await balancesOf(crets)).toBe('0.00 0.00 0.00 2000.00');
  await orders(crets, '2000.00');
});

/** One cent more is refused; this much is taken, and received. */
async function orders(crets: Agreement, amount: string): Promise<void> {
  const body = { on: '2017-03-20', ...equipment, reason: 'Trop-perçu' };
  const tooMuch = amount.replace(/0$/, '1');
  const path = `${crets.path}/repayment-orders`;
  const { code, says } = await world.refused('ordonnateur', path, { ...body, amount: tooMuch });
  expect(code).toBe('order_above_overpaid');
  expect(says).toContain(tooMuch === '500.01' ? '500,01 €' : '2 000,01 €');
  const { entry: order } = await crets.does('ordonnateur', '/repayment-orders', { ...body, amount });
  await crets.does('autre-gestionnaire', '/repayments', { on: '2017-03-30', order, amount });
  const { balances } = await world.sees<ConventionView>('demo-gestionnaire', crets.path);
  expect(figures(balances, 'toOrder orderOpen repaid')).toBe(`0.00 0.00 ${amount}`);
}

describe('the whole agreement, with the 500.00 of the collège', () => {
  let crets: Agreement;
  beforeAll(async () => {
    crets = await advanced('CRETS', { resources: true });
    await crets.pays('grant', '2016-10-20', '2016-10-27');
    const statement = await crets.submits('2017-03-10', { amount: '8200.00' });
    await crets.certifies('2017-03-10', statement, {
      cuts: [{ expense: 1, amount: '700.00', reason: 'Hors convention' }],
    });
    await crets.pays('balance', '2017-03-14', '2017-03-21');
  });

  const report = (query: string) =>
    world.sees<ImputationView>(
      'demo-gestionnaire',
      `/reports/chorus-imputations?convention=${crets.id}&${query}`,
    );

  test('AE 4 000.00 + 500.00 in 2016, CP by year of payment, each on its imputation', async () => {
    const booked = async (year: number) => {
      const { rows, total } = await report(`year=${year}`);
      return {
        rows: rows.map(({ at, figures: of }) => [at['activite'], figures(of, 'committed paid closing')]),
        total: figures(total, 'committed paid closing'),
      };
    };
    expect(await booked(2016)).toStrictEqual({
      rows: [
        ['021404DI0205', '4000.00 2000.00 2000.00'],
        ['FICTIF000000', '500.00 500.00 0.00'],
      ],
      total: '4500.00 2500.00 2000.00',
    });
    expect(await booked(2017)).toStrictEqual({
      rows: [['021404DI0205', '0.00 1750.00 250.00']],
      total: '0.00 1750.00 250.00',
    });
  });

  test('the imputation is that of article 7.1', async () => {
    const { rows } = await report('year=2016&activite=021404DI0205');
    expect(rows.map(({ at }) => at)).toMatchObject([
      {
        programme: '0214',
        titre: '6',
        categorie: '63',
        action: '08',
        sousAction: '02',
        activite: '021404DI0205',
        pce: '653123',
        groupeMarchandises: '10.03.01',
        fondsDeConcours: '06.1.2.442',
      },
    ]);
  });

  test('the 500.00 are in the account of the collège, and never in the commune’s', async () => {
    const body = (person: string, key: string) =>
      world.sees<BodyView>(person, `/bodies/${key}/balance?effectiveOn=2017-12-31`);
    const commune = await body('tresorier-crets', CRETS_SIRET);
    const own = commune.lines.filter(({ convention }) => convention === crets.id);
    expect(own.map(({ line }) => line)).toStrictEqual(['equipment']);
    expect(figures(own[0]!, 'awarded paid pending stillToCome missing toRepay')).toBe(
      '4000.00 3750.00 0.00 0.00 0.00 0.00',
    );
    expect(commune.lines.every(({ line }) => line === 'equipment')).toBe(true);

    const college = await body('tresorier-college', COLLEGE);
    expect(figures(college, 'awarded paid pending missing')).toBe('500.00 500.00 0.00 500.00');
    expect(college.lines.map(({ line }) => line)).toStrictEqual(['resources']);
    const { status, body: problem } = await world.ask('tresorier-crets', `/bodies/${COLLEGE}/balance`);
    expect([status, problem.code]).toStrictEqual([404, 'body_unknown']);
  });

  test('the row of 0382460T adds up: claimed, cut, accepted, due, paid, left to the commune', async () => {
    const path = `/reports/school-budgets?convention=${crets.id}`;
    const { rows, total } = await world.sees<SchoolsView>('demo-gestionnaire', path);
    const of = (flow: string) => rows.find(row => row['flow'] === flow)!;
    expect(rows.map(({ uai, flow }) => [uai, flow])).toStrictEqual([
      ['0382460T', 'equipment'],
      ['0382460T', 'resources'],
    ]);
    expect(of('equipment')).toMatchObject({
      referenceCollege: COLLEGE,
      payeeKey: CRETS_SIRET,
      plannedQuantity: 1,
      acceptedQuantity: 1,
      deliveredQuantity: 0,
      lentQuantity: 0,
      returnedQuantity: 0,
      equipmentSubsidy: '4000.00',
      resourceGrant: '0.00',
    });
    const columns = 'claimed cut accepted due paid repaid payable toOrder leftToCommune';
    expect(figures(of('equipment'), columns)).toBe(
      '8200.00 700.00 7500.00 3750.00 3750.00 0.00 0.00 0.00 4450.00',
    );
    expect(of('resources')).toMatchObject({
      payeeKey: COLLEGE,
      equipmentSubsidy: '0.00',
      resourceGrant: '500.00',
      paid: '500.00',
      leftToCommune: '0.00',
    });
    expect(figures(total, 'equipmentSubsidy resourceGrant paid due')).toBe('4000.00 500.00 4250.00 3750.00');
  });
});

test('what is read is what the events say', async () => {
  expect(await world.difference()).toBeNull();
});
