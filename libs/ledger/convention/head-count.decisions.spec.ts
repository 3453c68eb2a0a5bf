import { referenceSchemes } from '../reference-data/schemes.js';
import { Crets, draft, ECOLE, equipment, equipmentLine, expense, resourcesLine } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

/* Pupils and teachers of a school in a cohort, observed at dates; two rates in one line. */

const college = referenceSchemes[1]!;
/** The scheme for collèges, paid to a commune so that the Crêts agreement can be drafted under it. */
const scheme = (quantities: 'amendment' | 'observation') => ({
  ...college,
  code: `essai_${quantities}`,
  flows: college.flows.map(flow =>
    flow.kind === 'on_expense'
      ? { ...flow, quantities, beneficiaryTypes: ['commune' as const] }
      : { ...flow, quantities },
  ),
});

function signed(quantities: 'amendment' | 'observation' = 'observation'): Crets {
  const units = [
    { uai: ECOLE, unit: 'eleve', quantity: 100 },
    { uai: ECOLE, unit: 'enseignant', quantity: 12 },
  ];
  const tranches = [{ id: '2016', label: '5e, rentrée 2016', allocations: units }];
  const lines = [
    { ...equipmentLine([]), tranches },
    { ...resourcesLine, tranches },
  ];
  const asked = draft(undefined, { scheme: { code: `essai_${quantities}` }, lines });
  return new Crets(asked, { schemes: [scheme(quantities)] });
}

type Moved = readonly [unit: string, count: number, arrivals?: number, departures?: number];
const observe = (date: string, moved: readonly Moved[], certified = true) =>
  ({
    type: 'ObserveHeadCount',
    on: on(date),
    uai: ECOLE,
    tranche: '2016',
    certified,
    counts: moved.map(([unit, count, arrivals, departures]) => ({
      unit,
      count,
      ...(arrivals === undefined ? {} : { arrivals }),
      ...(departures === undefined ? {} : { departures }),
    })),
  }) as const;
const maxima = (crets: Crets, effectiveOn?: string) =>
  ['equipment', 'resources'].map(line => crets.balance(line, effectiveOn).maximum);

test('100 pupils at 50 % and 12 teachers at 100 %, in one line: 19 000.00 + 4 560.00; resources 3 360.00', () => {
  expect(maxima(signed())).toStrictEqual(['23560.00', '3360.00']);
});

test('by observation, the quantities of every line follow, from the day of the observation', () => {
  const crets = signed();
  crets.does(
    observe('2016-11-02', [
      ['eleve', 98],
      ['enseignant', 13],
    ]),
  );
  expect(maxima(crets, '2016-11-01')).toStrictEqual(['23560.00', '3360.00']);
  // 98 × 190 + 13 × 380; 111 × 30.
  expect(maxima(crets, '2016-11-02')).toStrictEqual(['23560.00', '3330.00']);
  crets.does(observe('2016-12-01', [['eleve', 99, 4, 3]]));
  expect(maxima(crets)).toStrictEqual(['23750.00', '3360.00']);
});

test('by amendment, an observation is kept and changes no quantity', () => {
  const crets = signed('amendment');
  crets.does(observe('2016-11-02', [['eleve', 98]]));
  expect(crets.history.facts.at(-1)!.fact.data).toMatchObject({ allocations: [] });
  expect(maxima(crets)).toStrictEqual(['23560.00', '3360.00']);
});

test('a certified count is only ever explained by arrivals and departures', () => {
  const crets = signed();
  crets.does(observe('2016-11-02', [['eleve', 98]]));
  const before = { uai: ECOLE, unit: 'eleve', before: 98, since: '2016-11-02' };
  crets
    .when(observe('2016-11-03', [['eleve', 97]]))
    .refuses(
      'head_count_contradicts',
      { ...before, arrivals: 0, departures: 0, observed: 97 },
      '/counts/0/count',
    );
  crets
    .when(observe('2016-11-03', [['eleve', 97, 2, 4]]))
    .refuses(
      'head_count_contradicts',
      { ...before, arrivals: 2, departures: 4, observed: 97 },
      '/counts/0/count',
    );
  crets.does(observe('2016-11-03', [['eleve', 98]]));
  crets.does(observe('2016-11-03', [['eleve', 97, 2, 3]], false));
  crets.does(observe('2016-11-04', [['eleve', 90]]));
  expect(crets.balance('resources').maximum).toBe('3060.00');
});

test('what the service fait certified is not observed away; pupils who left take back nothing bought for them', () => {
  const crets = signed();
  crets.does({
    type: 'RecordCommitment',
    on: on('2016-10-20'),
    ...equipment,
    ej: '2101234567',
    poste: '1',
    amount: eur('23560.00'),
  });
  const bought = [expense('38000.00', { allocations: [`${ECOLE}-eleve`], quantity: 100 })];
  crets.certifies('2016-12-15', bought, { final: false });
  crets
    .when(observe('2017-01-05', [['eleve', 99]]))
    .refuses(
      'head_count_below_accepted',
      { uai: ECOLE, unit: 'eleve', accepted: 100, observed: 99 },
      '/counts/0/count',
    );
  crets.does(observe('2017-01-05', [['eleve', 100]]));
  crets.does(observe('2017-01-06', [['eleve', 99, 0, 1]]));
  expect(crets.balance().due).toBe('19000.00');
  expect(maxima(crets)).toStrictEqual(['23560.00', '3330.00']);
});

test('an observation is of a school, a cohort and units of the annex', () => {
  const crets = signed();
  const seen = observe('2016-11-02', [['eleve', 98]]);
  crets.when({ ...seen, uai: '0380001V' }).refuses('school_unknown', { uai: '0380001V' }, '/uai');
  crets
    .when({ ...seen, tranche: '2017' })
    .refuses('head_count_of_no_tranche', { uai: ECOLE, tranche: '2017' }, '/tranche');
  crets
    .when(observe('2016-11-02', [['classe_mobile', 1]]))
    .refuses(
      'head_count_unit_unknown',
      { uai: ECOLE, tranche: '2016', unit: 'classe_mobile' },
      '/counts/0/unit',
    );
  crets
    .when(
      observe('2016-11-02', [
        ['eleve', 98],
        ['eleve', 98],
      ]),
    )
    .refuses('duplicate', { what: 'unit', value: 'eleve' }, '/counts/0/unit');
});

test('once the final service fait is in force the quantities stay as they are', () => {
  const crets = signed();
  crets.does({
    type: 'CertifyServiceFait',
    on: on('2016-12-15'),
    ...equipment,
    final: true,
    cuts: [],
    quantities: [],
    ground: { text: 'Renoncement' },
  });
  crets.does(observe('2016-12-16', [['eleve', 98]]));
  expect(crets.balance('equipment').maximum).toBe('23560.00');
  expect(crets.balance('resources').maximum).toBe('3300.00');
});

test('a certified count that was wrong is reversed, until something rests on it', () => {
  const crets = signed();
  const before = maxima(crets);
  crets.does(observe('2016-11-02', [['eleve', 98]]));
  const reverse = () =>
    ({
      type: 'ReverseEntry',
      on: on('2016-11-04'),
      entry: crets.lastEntry('HeadCountObserved'),
      motive: 'Faute de frappe',
    }) as const;
  const later = crets.fork();
  later.does(observe('2016-11-03', [['enseignant', 11]]));
  later.when({ ...reverse(), entry: crets.lastEntry('HeadCountObserved') }).refuses('entry_has_successor');
  const engaged = crets.fork();
  engaged.does({
    type: 'RecordCommitment',
    on: on('2016-11-03'),
    ...equipment,
    ej: '2101234567',
    poste: '1',
    amount: eur('23180.00'),
  });
  engaged.when(reverse()).refuses('entry_has_successor');
  crets.does(reverse());
  expect(maxima(crets)).toStrictEqual(before);
  crets.does(observe('2016-11-02', [['eleve', 97]]));
});
