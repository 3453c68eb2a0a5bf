import {
  commit,
  Crets,
  draft,
  ECOLE,
  equipment,
  equipmentLine,
  expense,
  poste1,
  submit,
} from './crets.testing.js';
import { eur, on } from './journey.testing.js';

/* Tranches: school-year cohorts, firm by signature or by amendment, or abandoned (domain.md §4). */

const OTHER = '0380001V';
const in2017 = { line: 'equipment', tranche: '2017' };
const in2018 = { line: 'equipment', tranche: '2018' };
const ej2017 = { ej: '2101234567', poste: '3' };

/** Three yearly tranches of two écoles: 2016 firm by the signature, 2017 and 2018 conditional. */
function threeYears(): Crets {
  const line = equipmentLine([
    [ECOLE, 1],
    [OTHER, 1],
  ]);
  const [first] = line.tranches;
  const conditional = ['2017', '2018'].map(id => ({ ...first!, id, label: id, conditional: true }));
  const tranches = [first!, ...conditional];
  const schools = [ECOLE, OTHER].map(uai => ({ uai, name: `École ${uai}` }));
  return new Crets(draft(undefined, { validity: { years: 3 }, schools, lines: [{ ...line, tranches }] }));
}

const avenant = (date: string, more: object = {}) =>
  ({
    type: 'SignAvenant',
    on: on(date),
    subject: 'Avenant financier',
    allocations: [],
    schools: [],
    ...more,
  }) as const;
const abandon = (date: string, where = in2018) =>
  ({ type: 'AbandonTranche', on: on(date), ...where, reason: 'Crédits non délégués' }) as const;
const firm2017 = (date = '2017-09-15') => avenant(date, { firm: [in2017] });
const of = (journey: Crets, tranche: string) => journey.balance('equipment', undefined, undefined, tranche);
const units = (uai: string, amount: string) => expense(amount, { allocations: [`${uai}-classe_mobile`] });

test('a conditional tranche grants nothing yet: the maximum is that of the firm ones', () => {
  const crets = threeYears();
  expect(['2016', '2017', '2018'].map(tranche => of(crets, tranche).maximum)).toStrictEqual([
    '8000.00',
    '0.00',
    '0.00',
  ]);
});

test.each([
  ['committed', commit('0.01', in2017, ej2017)],
  ['proven', submit('2016-12-01', [units(ECOLE, '1.00')], in2017)],
])('a conditional tranche is not %s', (_, command) => {
  const on2 = { on: on('2016-12-01') };
  threeYears()
    .when({ ...command, ...on2 })
    .refuses('tranche_not_firm', { tranche: '2017', on: '2016-12-01' }, '/tranche');
});

test('a tranche is not paid before it is firm, on the very day it is', () => {
  const crets = threeYears();
  crets.does(firm2017());
  crets.does(commit('8000.00', in2017, ej2017, '2017-09-15'));
  const asked = (date: string) => crets.request('advance', date, undefined, { ...in2017, ...ej2017 });
  crets
    .when(asked('2017-09-14'), { recordedOn: '2017-09-16' })
    .refuses('tranche_not_firm', { tranche: '2017', on: '2017-09-14' }, '/tranche');
  crets.does(asked('2017-09-15'));
  expect(of(crets, '2017').pending).toBe('4000.00');
});

test('the advance is on the maximum of the day on which the tranche becomes firm, amendment included', () => {
  const crets = threeYears();
  crets.does(abandon('2017-09-01'));
  crets.does(
    avenant('2017-09-15', {
      firm: [in2017],
      allocations: [{ ...in2017, uai: OTHER, unit: 'classe_mobile', quantity: 2 }],
    }),
  );
  expect(of(crets, '2017')).toMatchObject({ maximum: '12000.00', payable: '6000.00' });
  crets.does(
    avenant('2017-10-15', { allocations: [{ ...in2017, uai: OTHER, unit: 'classe_mobile', quantity: 1 }] }),
  );
  expect(of(crets, '2017')).toMatchObject({ maximum: '8000.00', payable: '6000.00' });
  const { fact } = crets.history.facts.find(({ fact: { type } }) => type === 'TrancheMadeFirm')!;
  expect(fact.data).toMatchObject({ avenant: 1, advance: eur('6000.00'), trace: { formula: 'advance' } });
});

test('an amendment makes a tranche firm once', () => {
  const crets = threeYears();
  const firmed = { tranche: '2017' };
  crets
    .when(avenant('2017-09-15', { firm: [in2017, in2017] }))
    .refuses('tranche_already_firm', firmed, '/firm/0/tranche');
  crets
    .when(avenant('2017-09-15', { firm: [equipment] }))
    .refuses('tranche_already_firm', { tranche: '2016' }, '/firm/0/tranche');
  crets.does(firm2017());
  crets.when(firm2017('2017-09-16')).refuses('tranche_already_firm', firmed, '/firm/0/tranche');
  crets
    .when(avenant('2017-09-15', { firm: [{ line: 'equipment', tranche: '2019' }] }))
    .refuses('tranche_unknown', { line: 'equipment', tranche: '2019' }, '/firm/0/tranche');
});

test('an amendment adds a tranche, firm by its own signature or conditional', () => {
  const crets = threeYears();
  crets.does(abandon('2018-09-14'));
  const added = (id: string, more: object = {}, uai = ECOLE) => ({
    line: 'equipment',
    id,
    label: id,
    allocations: [{ uai, unit: 'classe_mobile', quantity: 1 }],
    ...more,
  });
  crets.does(
    avenant('2018-09-15', { tranches: [added('2019'), added('2020', { conditional: true }, OTHER)] }),
  );
  expect(of(crets, '2019')).toMatchObject({ maximum: '4000.00', payable: '2000.00' });
  expect(of(crets, '2020')).toMatchObject({ maximum: '0.00', payable: '0.00' });
  crets
    .when(avenant('2018-09-16', { tranches: [added('2019')] }))
    .refuses('duplicate', { what: 'tranche', value: '2019' }, '/tranches/0/id');
  crets
    .when(avenant('2018-09-16', { tranches: [added('2021', { line: 'autre' })] }))
    .refuses('line_unknown', { line: 'autre' }, '/tranches/0/line');
});

test('abandoned, never firm: it held no AE and releases none', () => {
  const crets = threeYears();
  crets.when(abandon('2018-09-15')).records({
    fact: {
      type: 'TrancheAbandoned',
      data: { ...in2018, reason: 'Crédits non délégués', firm: false },
    },
    effectiveOn: on('2018-09-15'),
  });
  crets.does(abandon('2018-09-15'));
  expect(of(crets, '2018')).toMatchObject({ maximum: '0.00', committed: '0.00', released: '0.00' });
  const abandoned = { tranche: '2018', abandonedOn: '2018-09-15' };
  crets.when(abandon('2018-09-16')).refuses('tranche_abandoned', abandoned, '/tranche');
  crets
    .when(avenant('2018-09-16', { firm: [in2018] }))
    .refuses('tranche_abandoned', abandoned, '/firm/0/tranche');
  crets
    .when(commit('0.01', in2018, ej2017, '2018-09-15'))
    .refuses('tranche_abandoned', abandoned, '/tranche');
  const asked = { ...in2018, uai: ECOLE, unit: 'classe_mobile', quantity: 1 };
  crets
    .when(avenant('2018-09-16', { allocations: [asked] }))
    .refuses('tranche_abandoned', abandoned, '/tranche');
});

test('abandoned, firm: what is left is released, what was accepted stays due, the rest is to be ordered back', () => {
  const crets = threeYears();
  crets.does(firm2017());
  crets.does(commit('5000.00', in2017, ej2017, '2017-09-15'));
  crets.does(commit('3000.00', in2017, { ...ej2017, poste: '4' }, '2017-09-15'));
  const advance = crets.request('advance', '2017-09-20', undefined, { ...in2017, ...ej2017 });
  const payment = crets.does(advance);
  crets
    .when(abandon('2017-09-25', in2017))
    .refuses('tranche_in_hand', { tranche: '2017', pending: '4000.00', statements: 0 });
  crets.does({ type: 'ExecutePayment', on: on('2017-09-27'), payment });
  const statement = crets.does(
    submit('2018-01-10', [units(ECOLE, '9000.00'), units(OTHER, '1000.00')], in2017),
  );
  crets
    .when(abandon('2018-01-11', in2017))
    .refuses('tranche_in_hand', { tranche: '2017', pending: '0.00', statements: 1 });
  const certify = {
    type: 'CertifyServiceFait',
    on: on('2018-01-12'),
    ...in2017,
    statement,
    final: false,
    cuts: [],
    quantities: [],
  } as const;
  crets.does(certify);
  // Due 4 000.00 + 500.00, of which 4 000.00 is paid: 500.00 stays on the first poste.
  crets
    .when(abandon('2018-01-11', in2017), { recordedOn: '2018-01-13' })
    .refuses('tranche_moved_since', { on: '2018-01-11', last: '2018-01-12' }, '/on');
  crets.does(abandon('2018-01-12', in2017));
  expect(
    crets.history.facts
      .slice(-3)
      .map(({ fact }) => [fact.type, 'amount' in fact.data && `${fact.data.amount}`]),
  ).toStrictEqual([
    ['TrancheAbandoned', false],
    ['CommitmentReleased', '500.00'],
    ['CommitmentReleased', '3000.00'],
  ]);
  expect(of(crets, '2017')).toMatchObject({
    maximum: '4500.00',
    due: '4500.00',
    committed: '8000.00',
    released: '3500.00',
    payable: '500.00',
    toOrder: '0.00',
    outstanding: '500.00',
  });
  crets.does(crets.request('balance', '2018-01-15', undefined, { ...in2017, ...ej2017 }));
  expect(of(crets, '2017')).toMatchObject({ pending: '500.00', payable: '0.00' });
});

test('abandoned, firm and paid in advance without any proof: the advance is to be ordered back', () => {
  const crets = threeYears();
  crets.does(commit('8000.00'));
  crets.pays('advance', '2016-10-20', '2016-10-27');
  crets.does(abandon('2017-02-01', equipment));
  expect(of(crets, '2016')).toMatchObject({
    maximum: '0.00',
    released: '4000.00',
    outstanding: '0.00',
    toOrder: '4000.00',
    toProve: '0.00',
  });
  const release = crets.history.facts.at(-1)!.fact;
  expect(release.data).toMatchObject({ of: 'prior_years', ...poste1 });
});

test('a trop-perçu of one tranche is never absorbed by what another is owed', () => {
  const crets = threeYears();
  crets.does(commit('8000.00'));
  crets.pays('advance', '2016-10-20', '2016-10-27');
  crets.certifies('2017-06-15', [units(ECOLE, '7800.00')]);
  expect(of(crets, '2016')).toMatchObject({ due: '3900.00', toOrder: '100.00', payable: '0.00' });
  crets.does(firm2017());
  crets.does(commit('8000.00', in2017, ej2017, '2017-09-15'));
  const asked = crets.request('advance', '2017-09-20', undefined, { ...in2017, ...ej2017 });
  crets.does(asked);
  expect(of(crets, '2017')).toMatchObject({ pending: '4000.00', toOrder: '0.00' });
  crets.does({ type: 'OrderReversement', on: on('2017-09-21'), ...equipment, reason: 'Trop-perçu' });
  expect(of(crets, '2016')).toMatchObject({ orderOpen: '100.00', toOrder: '0.00' });
});

test('abandoned by mistake: firm again, and what it released is reversed after it; not once money was ordered back', () => {
  const crets = threeYears();
  crets.does(commit('8000.00'));
  crets.pays('advance', '2016-10-20', '2016-10-27');
  crets.does(abandon('2017-02-01', equipment));
  const reverse = (type: 'TrancheAbandoned' | 'CommitmentReleased') =>
    ({
      type: 'ReverseEntry',
      on: on('2017-02-02'),
      entry: crets.lastEntry(type),
      motive: 'Mauvaise tranche',
    }) as const;
  crets.when(reverse('CommitmentReleased')).refuses('commitment_above_maximum');
  crets.when(reverse('TrancheAbandoned')).refuses('reversal_of_decision', { type: 'TrancheAbandoned' });
  const ordered = crets.fork();
  ordered.does({ type: 'OrderReversement', on: on('2017-02-02'), ...equipment, reason: 'Abandon' });
  ordered.when(reverse('TrancheAbandoned'), { role: 'ordonnateur' }).refuses('entry_has_successor');
  crets.does(reverse('TrancheAbandoned'), { role: 'ordonnateur' });
  crets.does(reverse('CommitmentReleased'));
  expect(of(crets, '2016')).toMatchObject({
    maximum: '8000.00',
    released: '0.00',
    outstanding: '4000.00',
    toOrder: '0.00',
    toProve: '4000.00',
  });
});
