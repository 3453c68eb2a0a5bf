import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fictitiousSiret, uaiOf } from '../../libs/hosting/demonstration/identifiers.js';
import { onePagePdf } from '../../libs/hosting/demonstration/pdf.js';
import { PATIENCE, type Recorded, World } from '../support/world.js';

/* A département, 40 collèges, three yearly tranches of which the last is given up: every level adds up, on both dates. */

const schemes = '../../libs/ledger/reference-data/schemes/colleges_numeriques_2016_college.json';
const published = JSON.parse(readFileSync(join(import.meta.dirname, schemes), 'utf8')) as {
  readonly flows: readonly object[];
};
const scheme = {
  ...published,
  code: 'quarante_colleges',
  flows: [{ ...published.flows[0], interimShare: '0.8' }],
};
const SIRET = fictitiousSiret(130_777);
const EJ = '2100000888';
/** 80 to 119 pupils, 8 to 12 teachers: 3 980 and 400 in all. */
const colleges = Array.from({ length: 40 }, (_, index) => ({
  uai: uaiOf(139_000 + index),
  pupils: 80 + index,
  teachers: 8 + (index % 5),
}));
type College = (typeof colleges)[number];

let world: World;
let id = '';
let account = '';
beforeAll(async () => {
  world = await World.open();
  world.on('2016-12-01');
  await world.does('administrateur', '/schemes', scheme);
}, PATIENCE);
afterAll(() => world.close());

const does = (rest: string, body: object, person = 'gestionnaire'): Promise<Recorded> =>
  world.does(person, `/conventions/${id}/${rest}`, body);
const place = (tranche: string) => ({ line: 'equipment', tranche });
const poste = (tranche: string) => ({ ...place(tranche), ej: EJ, poste: tranche.slice(-1) });
let dp = 100_008_880;
const pays = async (kind: string, tranche: string, asked: string, paid: string) => {
  dp += 1;
  world.on(asked);
  const { entry } = await does('payments', { on: asked, kind, ...poste(tranche), dp: String(dp), account });
  world.on(paid);
  await does(`payments/${entry}/execution`, { on: paid }, 'autre-gestionnaire');
};
const expenses = (unit: 'eleve' | 'enseignant', price: number, of: readonly College[], deliveredOn: string) =>
  of.map(({ uai, pupils, teachers }) => {
    const quantity = unit === 'eleve' ? pupils : teachers;
    return {
      label: `Tablettes, ${unit}`,
      allocations: [`${uai}-${unit}`],
      quantity,
      amount: `${quantity * price}.00`,
      deliveredOn,
    };
  });
const certifies = async (tranche: string, on: string, final: boolean, listed: readonly object[]) => {
  world.on(on);
  const { body } = await world.uploads(
    'gestionnaire',
    'etat.pdf',
    onePagePdf('etat.pdf', [`${tranche}, ${on}`]),
  );
  const documents = [(body as { sha256: string }).sha256];
  const stated = { on, ...place(tranche), certifiedExactOn: on, documents, expenses: listed };
  const { entry: statement } = await does('expense-statements', stated);
  await does('service-fait', { on, ...place(tranche), statement, final, cuts: [], quantities: [] });
};

type Amounts = Readonly<Record<string, string>>;
const tranches = async (moment: string) => {
  const path = `/conventions/${id}?${moment}`;
  const { lines } = await world.sees<{
    lines: readonly { tranches: readonly { tranche: string; balances: Amounts }[] }[];
  }>('auditeur', path);
  return Object.fromEntries(lines[0]!.tranches.map(({ tranche, balances }) => [tranche, balances]));
};
const cents = (amount = '0.00') => BigInt(amount.replace('.', ''));

test('signed: 756 200.00 of pupils at 50 % and 152 000.00 of teachers at 100 %, the first tranche only', async () => {
  const allocations = colleges.flatMap(({ uai, pupils, teachers }) => [
    { uai, unit: 'eleve', quantity: pupils },
    { uai, unit: 'enseignant', quantity: teachers },
  ]);
  const payee = { legalType: 'departement', siret: SIRET, name: 'Département fictif' };
  const axes = { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' };
  const draft = {
    on: '2016-12-01',
    reference: 'QUARANTE-2016',
    title: 'Quarante collèges',
    academie: 'aix-marseille',
    scheme: { code: scheme.code },
    parties: [
      { id: 'academie', role: 'academie', name: 'Académie' },
      { id: 'departement', role: 'beneficiary', ...payee },
    ],
    visaRequired: false,
    validity: { years: 3 },
    noticeMonths: 3,
    schools: colleges.map(({ uai }) => ({ uai, name: `Collège ${uai}` })),
    lines: [
      {
        id: 'equipment',
        flow: 'equipment',
        payee,
        axes,
        tranches: ['2016', '2017', '2018'].map((tranche, index) => ({
          id: tranche,
          label: tranche,
          allocations,
          ...(index === 0 ? {} : { conditional: true }),
        })),
      },
    ],
    observations: [],
    fictitious: true,
  };
  ({ id } = await world.does('gestionnaire', '/conventions', draft));
  for (const party of ['academie', 'departement']) {
    await does('signatures', { on: '2016-12-01', party }, 'ordonnateur');
  }
  const bank = {
    payee: SIRET,
    iban: 'FR76 3000 1004 19C3 8400 0000 036',
    holder: 'Paierie',
    validFrom: '2016-12-01',
  };
  ({ entry: account } = await does('bank-accounts', { on: '2016-12-01', ...bank }));
  await does(`bank-accounts/${account}/confirmation`, { on: '2016-12-01' }, 'ordonnateur');
  const { 2016: first, 2017: second } = await tranches('effectiveOn=2016-12-01');
  expect([first!['maximum'], second!['maximum']]).toStrictEqual(['908200.00', '0.00']);
});

test('an advance, an interim payment up to 80 %, advance included; a second tranche; the last given up', async () => {
  await does('commitments', { on: '2016-12-01', ...poste('2016'), amount: '908200.00' });
  await pays('advance', '2016', '2016-12-02', '2016-12-15');
  await certifies('2016', '2017-03-06', false, expenses('eleve', 380, colleges, '2017-02-20'));
  // Due 756 200.00, paid 454 100.00; 80 % of 908 200.00 is 726 560.00.
  expect((await tranches('effectiveOn=2017-03-06'))['2016']).toMatchObject({
    due: '756200.00',
    payable: '272460.00',
  });
  await pays('interim', '2016', '2017-03-07', '2017-03-20');
  world.on('2017-09-18');
  const amendment = { on: '2017-09-18', subject: 'Avenant financier', allocations: [], schools: [] };
  await does('amendments', { ...amendment, firm: [place('2017')] }, 'ordonnateur');
  await does('commitments', { on: '2017-09-18', ...poste('2017'), amount: '908200.00' });
  await pays('advance', '2017', '2017-09-19', '2017-10-02');
  world.on('2018-10-15');
  await does(
    'tranche-abandonments',
    { on: '2018-10-15', ...place('2018'), reason: 'Crédits non délégués' },
    'ordonnateur',
  );
  expect((await tranches('effectiveOn=2018-10-15'))['2018']).toMatchObject({
    maximum: '0.00',
    committed: '0.00',
    released: '0.00',
  });
});

test('a trop-perçu of one tranche is ordered back while the other is paid in full: never offset', async () => {
  await certifies('2017', '2018-11-05', true, expenses('eleve', 380, colleges.slice(0, 20), '2018-03-01'));
  await certifies('2016', '2018-11-06', true, expenses('enseignant', 400, colleges, '2017-05-02'));
  // 1 790 pupils × 190.00 of 454 100.00 paid; 756 200.00 + 400 × 380.00 of 726 560.00 paid.
  const both = await tranches('effectiveOn=2018-11-06');
  expect(both['2017']).toMatchObject({ due: '340100.00', toOrder: '114000.00', payable: '0.00' });
  expect(both['2016']).toMatchObject({ due: '908200.00', toOrder: '0.00', payable: '181640.00' });
  await pays('balance', '2016', '2018-11-07', '2018-11-19');
  world.on('2018-11-20');
  const reason = 'Trop-perçu';
  const asked = { on: '2018-11-20', ...place('2017'), reason };
  const { entry: order } = await does('repayment-orders', asked, 'ordonnateur');
  world.on('2019-01-15');
  await does('repayments', { on: '2019-01-15', order, amount: '114000.00' }, 'autre-gestionnaire');
});

describe.each(['', '&knownAt=2018-11-10T00:00:00.000Z', '&knownAt=2017-12-31T00:00:00.000Z'])(
  'as known%s',
  known => {
    const COLUMNS = [
      'committed',
      'paid',
      'closing',
      'recovered',
      'releasedOfYear',
      'releasedOfPrior',
    ] as const;
    const imputations = async (year: number, level: string) => {
      const path = `/reports/chorus-imputations?year=${year}&level=${level}&convention=${id}${known}`;
      return world.sees<{ rows: readonly { figures: Amounts }[]; total: Amounts }>('auditeur', path);
    };

    test.each([2016, 2017, 2018, 2019])(
      'imputations of %i: each level adds up to the one above',
      async year => {
        const { total } = await imputations(year, 'imputation');
        for (const level of ['convention', 'line', 'school', 'entry']) {
          const { rows, total: same } = await imputations(year, level);
          expect(same).toStrictEqual(total);
          for (const column of COLUMNS) {
            const sum = rows.reduce((of, { figures }) => of + cents(figures[column]), 0n);
            expect([level, column, sum]).toStrictEqual([level, column, cents(total[column])]);
          }
        }
      },
    );

    test('schools add up to the tranches', async () => {
      const { rows } = await world.sees<{ rows: readonly Amounts[] }>(
        'auditeur',
        `/reports/school-budgets?convention=${id}${known}`,
      );
      const all = await tranches(known.slice(1));
      expect(rows.length).toBe(240);
      for (const [tranche, balances] of Object.entries(all)) {
        const own = rows.filter(row => row['tranche'] === tranche);
        for (const column of ['due', 'paid', 'repaid', 'payable', 'toOrder'] as const) {
          const sum = own.reduce((of, row) => of + cents(row[column]), 0n);
          expect([tranche, column, sum]).toStrictEqual([tranche, column, cents(balances[column])]);
        }
      }
    });
  },
);

test('year by year, to the cent; what was known at the end of 2017 is as it was', async () => {
  const totals = async (year: number, known = '') => {
    const path = `/reports/chorus-imputations?year=${year}&convention=${id}${known}`;
    const { total } = await world.sees<{ total: Amounts }>('auditeur', path);
    return ['opening', 'committed', 'paid', 'closing', 'recovered'].map(column => total[column]);
  };
  expect(await totals(2016)).toStrictEqual(['0.00', '908200.00', '454100.00', '454100.00', '0.00']);
  const in2017 = ['454100.00', '908200.00', '726560.00', '635740.00', '0.00'];
  expect(await totals(2017)).toStrictEqual(in2017);
  expect(await totals(2017, '&knownAt=2017-12-31T00:00:00.000Z')).toStrictEqual(in2017);
  expect(await totals(2018)).toStrictEqual(['635740.00', '0.00', '181640.00', '454100.00', '0.00']);
  expect(await totals(2019)).toStrictEqual(['454100.00', '0.00', '0.00', '454100.00', '114000.00']);
  expect(await world.difference()).toBeNull();
});
