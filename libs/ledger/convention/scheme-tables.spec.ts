import { rate } from '#kernel';
import { draft, ECOLE, equipment, expense, sign, submit, certify, commit } from './crets.testing.js';
import type { DraftConvention } from './draft-asked.js';
import { eur, Journey, on } from './journey.testing.js';
import { referenceSchemes } from '../reference-data/schemes.js';

/* Each scheme that is shipped, at its boundaries: one cent, one unit, one day. */

const SIRET = '20005672500019';

interface Asked {
  readonly code: string;
  readonly flow?: string;
  readonly legalType?: 'commune' | 'epci' | 'departement' | 'eple' | 'region';
  readonly on?: string;
  readonly priority?: boolean;
  readonly units: readonly (readonly [unit: string, quantity: number, expense?: string])[];
}

function asked({ code, flow = 'equipment', legalType = 'commune', units, ...more }: Asked): DraftConvention {
  const [line] = draft().lines;
  const payee =
    legalType === 'eple'
      ? { legalType, uai: '0380002W', name: 'Collège' }
      : { legalType, siret: SIRET, name: 'Collectivité' };
  const allocations = units.map(([unit, quantity, planned]) => ({
    uai: ECOLE,
    unit,
    quantity,
    ...(planned === undefined ? {} : { expense: eur(planned) }),
  }));
  const { axes } = line!;
  return {
    ...draft(),
    on: on(more.on ?? '2016-10-01'),
    scheme: { code },
    schools: [
      {
        uai: ECOLE,
        name: 'École',
        ...(more.priority === undefined ? {} : { priorityEducation: more.priority }),
      },
    ],
    lines: [{ id: 'equipment', flow, payee, axes, tranches: [{ id: '2016', label: '2016', allocations }] }],
  };
}

const drafting = (terms: Asked) => new Journey().when(asked(terms), { recordedOn: '2026-01-05' });
/** Awards of the draft; or the code of its refusal. */
function awards(terms: Asked): readonly string[] | string {
  const journey = new Journey();
  const refused = journey.tries(asked(terms), { recordedOn: '2026-01-05' });
  if (refused !== undefined) return refused.split(' ')[0]!;
  const { fact } = journey.history.facts[0]!;
  if (fact.type !== 'ConventionDrafted') throw new Error(fact.type);
  return fact.data.lines[0]!.tranches[0]!.allocations.map(({ maximum }) => maximum.toString());
}

describe.each([
  // ENR 2009: 80 %, at most 9 000 € of aid, that is 11 250 € of expense.
  ['enr_2009', '2009-06-01', '11249.99', '8999.99'],
  ['enr_2009', '2009-06-01', '11250.00', '9000.00'],
  ['enr_2009', '2009-06-01', '11250.01', '9000.00'],
  ['enr_2009', '2009-06-01', '20000.00', '9000.00'],
  // ENIR: 50 %, from 2 000 to 7 000 € of aid.
  ['enir_2017', '2018-06-01', '3999.99', 'award_below_minimum'],
  ['enir_2017', '2018-06-01', '4000.00', '2000.00'],
  ['enir_2017', '2018-06-01', '13999.99', '6999.99'],
  ['enir_2017', '2018-06-01', '14000.00', '7000.00'],
  ['enir_2017', '2018-06-01', '14000.02', '7000.00'],
  // Label 2020: 50 % of an expense from 3 000 to 14 000 €.
  ['label_ecoles_numeriques_2020', '2020-06-01', '2999.99', 'award_below_minimum'],
  ['label_ecoles_numeriques_2020', '2020-06-01', '3000.00', '1500.00'],
  ['label_ecoles_numeriques_2020', '2020-06-01', '14000.00', '7000.00'],
  ['label_ecoles_numeriques_2020', '2020-06-01', '14000.02', '7000.00'],
  // Their last day and the day after; their first day and the day before.
  ['label_ecoles_numeriques_2020', '2020-02-21', '3000.00', 'scheme_not_in_force'],
  ['label_ecoles_numeriques_2020', '2020-02-22', '3000.00', '1500.00'],
  ['label_ecoles_numeriques_2020', '2022-12-31', '3000.00', '1500.00'],
  ['label_ecoles_numeriques_2020', '2023-01-01', '3000.00', 'scheme_not_in_force'],
])('%s on %s: a project of %s', (code, date, planned, result) => {
  test(`gives ${result}`, () => {
    const given = awards({ code, on: date, units: [['projet', 1, planned]] });
    expect(typeof given === 'string' ? given : given.join(' ')).toBe(result);
  });
});

test.each([
  ['49999.99', '24999.99'],
  ['50000.00', '25000.00'],
  ['50000.02', '25000.00'],
])('rural bonus: works of %s give %s, at most 25 000 € per collège', (planned, aid) => {
  const works = { code: 'bonus_rural', flow: 'infrastructure', legalType: 'departement' } as const;
  expect(awards({ ...works, units: [['travaux', 1, planned]] })).toStrictEqual([aid]);
});

test('CoCons: 50 % of 380 € each, and 100 % in priority education', () => {
  const cocons = { code: 'cocons_2013', legalType: 'departement', on: '2014-01-06' } as const;
  const units = [
    ['eleve', 100],
    ['enseignant', 12],
  ] as const;
  expect(awards({ ...cocons, units })).toStrictEqual(['19000.00', '2280.00']);
  expect(awards({ ...cocons, units, priority: false })).toStrictEqual(['19000.00', '2280.00']);
  expect(awards({ ...cocons, units, priority: true })).toStrictEqual(['38000.00', '4560.00']);
});

test('Collèges numériques, collège: 100 pupils at 50 % and 12 teachers at 100 % in one line; resources 3 360', () => {
  const college = { code: 'colleges_numeriques_2016_college', legalType: 'departement' } as const;
  const units = [
    ['eleve', 100],
    ['enseignant', 12],
  ] as const;
  expect(awards({ ...college, units })).toStrictEqual(['19000.00', '4560.00']);
  const resources = awards({ ...college, flow: 'resources', legalType: 'eple', units });
  expect(resources).toStrictEqual(['3000.00', '360.00']);
});

test('Collèges numériques, école: a third classe mobile in one school, never a fourth', () => {
  const ecole = { code: 'colleges_numeriques_2016_ecole' };
  expect(awards({ ...ecole, units: [['classe_mobile', 3]] })).toStrictEqual(['12000.00']);
  drafting({ ...ecole, units: [['classe_mobile', 4]] }).refuses(
    'units_per_school_exceeded',
    { uai: ECOLE, unit: 'classe_mobile', asked: 4, most: 3 },
    '/lines/0/tranches',
  );
});

test.each([
  ['colleges_numeriques_2016_ecole', 'commune', 'departement', 'classe_mobile', '2016-10-01'],
  ['enir_2017', 'epci', 'departement', 'projet', '2018-06-01'],
  ['enr_2009', 'epci', 'region', 'projet', '2009-06-01'],
  ['tne_2021', 'departement', 'commune', 'projet', '2021-06-01'],
] as const)('%s is paid to a %s, not to a %s', (code, admitted, excluded, unit, date) => {
  const units = [[unit, 1, ...(unit === 'projet' ? ['10000.00'] : [])]] as unknown as Asked['units'];
  expect(awards({ code, legalType: admitted, units, on: date })).toHaveLength(1);
  expect(awards({ code, legalType: excluded, units, on: date })).toBe('beneficiary_type_excluded');
});

test('TNE: the State 70 %, the département 10 % beside it and outside Chorus; 80 % of public aid does not warn', () => {
  const journey = new Journey();
  const terms = { code: 'tne_2021', legalType: 'departement', on: '2021-06-01' } as const;
  journey.does(asked({ ...terms, units: [['projet', 1, '10000.01']] }), { recordedOn: '2021-06-01' });
  const { fact } = journey.history.facts[0]!;
  expect(fact.data).toMatchObject({
    lines: [
      {
        tranches: [{ allocations: [{ maximum: eur('7000.00') }] }],
        cofunding: [{ funder: 'departement', label: 'Département', rate: '0.1', amount: eur('1000.00') }],
      },
    ],
    warnings: [],
  });
});

test('public aid above 80 % warns and names the text: a priority collège at 100 %', () => {
  const journey = new Journey();
  const units = [['eleve', 1]] as const;
  const terms = { code: 'cocons_2013', legalType: 'departement', on: '2014-01-06', priority: true } as const;
  journey.does(asked({ ...terms, units }));
  expect(journey.history.facts[0]!.fact.data).toMatchObject({
    warnings: [{ code: 'public_aid_above_80', text: 'CGCT, art. L.1111-10' }],
  });
});

test('a project states its planned expense and is one; a counted unit states none', () => {
  const enir = { code: 'enir_2017', on: '2018-06-01' };
  const where = { uai: ECOLE, unit: 'projet' };
  drafting({ ...enir, units: [['projet', 1]] }).refuses(
    'planned_expense_missing',
    where,
    '/lines/0/tranches',
  );
  drafting({ ...enir, units: [['projet', 1, '0.00']] }).refuses(
    'planned_expense_missing',
    where,
    '/lines/0/tranches',
  );
  drafting({ ...enir, units: [['projet', 2, '8000.00']] }).refuses(
    'units_per_school_exceeded',
    { ...where, asked: 2, most: 1 },
    '/lines/0/tranches',
  );
  drafting({ code: 'colleges_numeriques_2016_ecole', units: [['classe_mobile', 1, '8000.00']] }).refuses(
    'planned_expense_not_of_unit',
    { uai: ECOLE, unit: 'classe_mobile' },
    '/lines/0/tranches',
  );
});

/** Signed and committed under a scheme of the test's own, with one école. */
function signed(terms: Asked, scheme: ConstructorParameters<typeof Journey>[0], amount: string): Journey {
  const journey = new Journey(scheme);
  journey.does(asked(terms));
  journey.does(sign('academie'));
  journey.does(sign('commune'));
  journey.does(commit(amount));
  return journey;
}

const ecole = referenceSchemes[0];
const own = (perSchool: object, units: readonly object[]) => {
  const [flow] = ecole!.flows;
  return {
    schemes: [{ ...ecole!, code: 'essai', flows: [{ ...flow!, perSchool, units: units as never }] }],
  };
};
const unit = (name: string, ceiling: string, share: string, more: object = {}) => ({
  unit: name,
  label: name,
  ceiling: eur(ceiling),
  rate: rate(share),
  ...more,
});
const proven = (journey: Journey, expenses: Parameters<typeof submit>[1]) => {
  const statement = journey.does(submit('2016-12-15', expenses));
  journey.does(certify('2016-12-20', statement));
  return journey.balance().due;
};

describe('the cap per school, where two units share it', () => {
  const scheme = own({ aidMost: eur('9000.00') }, [
    unit('a', '10000.00', '0.8'),
    unit('b', '10000.00', '0.5'),
  ]);
  const units = [
    ['a', 1],
    ['b', 1],
  ] as const;
  const of = (name: string, amount: string) => expense(amount, { allocations: [`${ECOLE}-${name}`] });

  test('lowers the awards by largest remainder', () => {
    const journey = signed({ code: 'essai', units }, scheme, '9000.00');
    expect(journey.history.facts[0]!.fact.data).toMatchObject({
      lines: [
        {
          tranches: [
            {
              allocations: [
                { id: `${ECOLE}-a`, maximum: eur('5538.46'), uncapped: eur('8000.00') },
                { id: `${ECOLE}-b`, maximum: eur('3461.54'), uncapped: eur('5000.00') },
              ],
            },
          ],
        },
      ],
    });
    expect(journey.balance().maximum).toBe('9000.00');
  });

  test.each([
    [['8000.00', '5200.00'], '9000.00'],
    [['8000.00', '5199.98'], '8999.99'],
    [['10000.00', '0.01'], '8000.00'],
    [['0.01', '10000.00'], '5000.00'],
    [['10000.00', '10000.00'], '9000.00'],
  ])('certified %j, due %s: one unit makes good the other, up to the cap', ([a, b], due) => {
    const journey = signed({ code: 'essai', units }, scheme, '9000.00');
    expect(proven(journey, [of('a', a!), of('b', b!)])).toBe(due);
  });

  test('a reduction of one allocation stands: it makes good no other any more', () => {
    const journey = signed({ code: 'essai', units }, scheme, '9000.00');
    const lowered = { id: `${ECOLE}-a`, ...equipment, maximum: eur('1000.00') };
    const on2 = on('2016-11-02');
    journey.does({
      type: 'ReduceConvention',
      on: on2,
      reason: 'x',
      decidedBy: 'Ministère',
      allocations: [lowered],
    });
    expect(journey.balance().maximum).toBe('4461.54');
    expect(proven(journey, [of('a', '10000.00'), of('b', '10000.00')])).toBe('4461.54');
  });
});

describe('the minima at the end, only where the scheme says so', () => {
  const units = [unit('projet', '14000.00', '0.5', { countedBy: 'expense' })];
  const least = { expenseLeast: eur('3000.00'), aidLeast: eur('1500.00') };
  const asks = { code: 'essai', units: [['projet', 1, '8000.00']] } as const;
  const spent = (amount: string) => [expense(amount, { allocations: [`${ECOLE}-projet`], quantity: 0 })];

  test.each([
    [true, '3000.00', '1500.00'],
    [true, '2999.99', '0.00'],
    [false, '2999.99', '1499.99'],
  ])('tested at the end: %s; certified %s, due %s', (testedAtEnd, amount, due) => {
    const journey = signed(asks, own({ ...least, testedAtEnd }, units), '4000.00');
    expect(proven(journey, spent(amount))).toBe(due);
  });
});

test('what the collectivité bears is cut by the rule, and the statement is not refused', () => {
  const journey = signed(
    { code: 'colleges_numeriques_2016_ecole', units: [['classe_mobile', 1]] },
    {},
    '4000.00',
  );
  const statement = journey.does(
    submit('2016-12-15', [
      expense('6000.00', { category: 'equipment' }),
      expense('1500.00', { category: 'infrastructure', quantity: 0 }),
      expense('400.00', { category: 'resources', quantity: 0 }),
      expense('200.00', { quantity: 0 }),
    ]),
  );
  journey.does(certify('2016-12-20', statement));
  const { fact } = journey.history.facts.at(-1)!;
  expect(fact.data).toMatchObject({
    cuts: [
      {
        expense: 2,
        amount: eur('1500.00'),
        reason: 'Dépense à la charge de la collectivité',
        automatic: true,
      },
      { expense: 3, amount: eur('400.00'), reason: 'Dépense à la charge de l’État, sur un autre volet' },
    ],
  });
  expect(journey.balance()).toMatchObject({ accepted: '6200.00', due: '3100.00' });
});
