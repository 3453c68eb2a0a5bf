import { rate } from '#kernel';
import { referenceSchemes } from '../reference-data/schemes.js';
import { certify, commit, Crets, draft, ECOLE, equipment, expense, poste1, submit } from './crets.testing.js';
import { eur, on } from './journey.testing.js';
import { balances, perSchool, rowsOfLine, yearOfImputation } from './report.testing.js';

const knownOn = (crets: Crets, date: string) =>
  crets.history.facts.filter(({ recordedAt }) => recordedAt.slice(0, 10) <= date);

test('example 1 by commands: two years, late recording, cut, prior-year release, resources', () => {
  const crets = Crets.committed();
  const advance = crets.does(crets.request('advance', '2016-10-20'));
  const grant = crets.does(crets.request('grant', '2016-10-20'));
  for (const payment of [advance, grant]) {
    crets.does({ type: 'ExecutePayment', on: on('2016-10-27'), payment }, { recordedOn: '2016-11-03' });
  }
  const statement = crets.does(submit('2017-03-10', [expense('8200.00')]));
  crets.does(
    certify('2017-03-10', statement, { cuts: [{ expense: 1, amount: eur('700.00'), reason: 'Hors objet' }] }),
  );
  const balance = crets.does(crets.request('balance', '2017-03-14'));
  crets.does(
    { type: 'ExecutePayment', on: on('2017-03-21'), payment: balance },
    { recordedOn: '2017-03-23' },
  );
  crets.does({
    type: 'ReleaseCommitment',
    on: on('2017-03-28'),
    ...equipment,
    ...poste1,
    amount: eur('250.00'),
  });
  const at = (effectiveOn: string, known: string) =>
    balances(rowsOfLine(knownOn(crets, known), 'equipment').moved, effectiveOn);
  expect(at('2016-10-31', '2016-10-31')).toBe(
    '4000.00 4000.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 0.00 4000.00',
  );
  expect(at('2016-10-31', '2016-11-03')).toBe(
    '4000.00 4000.00 0.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 2000.00',
  );
  expect(at('2017-03-10', '2017-03-10')).toBe(
    '4000.00 4000.00 0.00 7500.00 3750.00 0.00 2000.00 0.00 0.00 1750.00 0.00 2000.00',
  );
  expect(at('2017-03-21', '2017-03-22')).toBe(
    '4000.00 4000.00 0.00 7500.00 3750.00 1750.00 2000.00 0.00 0.00 0.00 0.00 2000.00',
  );
  expect(at('2017-03-21', '2017-03-23')).toBe(
    '4000.00 4000.00 0.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 250.00',
  );
  expect(at('2017-12-31', '2017-12-31')).toBe(
    '4000.00 4000.00 250.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 0.00',
  );
  expect(at('2016-12-31', '2017-12-31')).toBe(
    '4000.00 4000.00 0.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 2000.00',
  );
  const { moved } = rowsOfLine(crets.history.facts, 'equipment');
  expect(yearOfImputation(moved, 2016)).toBe('0.00 4000.00 0.00 0.00 2000.00 0.00 2000.00 0.00 0.00');
  expect(yearOfImputation(moved, 2017)).toBe('2000.00 0.00 0.00 250.00 1750.00 0.00 0.00 0.00 0.00');
});

test('example 3 by commands: three schools, quantity, common expense, shares, trop-perçu', () => {
  const [a, b, c] = ['0380001V', '0380002W', '0380003X'];
  const unit = (uai: string) => `${uai}-classe_mobile`;
  const grants = [
    [a, 2],
    [b, 1],
    [c, 1],
  ] as const;
  const crets = Crets.advanced(draft(grants), '16000.00');
  const statement = crets.does(
    submit('2017-04-20', [
      expense('9000.00', { allocations: [unit(a)] }),
      expense('7333.34', { allocations: [unit(b)] }),
      expense('500.00', { allocations: [unit(a), unit(b)], quantity: 0 }),
    ]),
  );
  crets.does(certify('2017-04-20', statement));
  const order = crets.does({
    type: 'OrderReversement',
    on: on('2017-05-02'),
    ...equipment,
    reason: 'Trop-perçu',
  });
  crets.does({
    type: 'ReleaseCommitment',
    on: on('2017-05-10'),
    ...equipment,
    ...poste1,
    amount: eur('8000.00'),
  });
  crets.does(
    { type: 'ReceiveRepayment', on: on('2017-06-12'), order, amount: eur('250.00') },
    { recordedOn: '2017-06-14' },
  );
  const { moved } = rowsOfLine(crets.history.facts, 'equipment');
  const shares = (measure: 'accepted' | 'consumed' | 'repaid' | 'due', date: string) =>
    perSchool(moved, [a, b, c], measure, date);
  expect(shares('accepted', '2017-04-20')).toEqual(['9333.33', '7500.01', '0.00']);
  expect(shares('due', '2017-04-20')).toEqual(['4000.00', '3750.00', '0.00']);
  expect(shares('consumed', '2016-12-31')).toEqual(['4000.00', '2000.00', '2000.00']);
  expect(shares('consumed', '2017-04-20')).toEqual(['4000.00', '3750.00', '250.00']);
  expect(shares('repaid', '2017-06-12')).toEqual(['0.00', '0.00', '250.00']);
  expect(balances(moved, '2017-06-12')).toBe(
    '16000.00 16000.00 8000.00 16833.34 7750.00 0.00 8000.00 250.00 0.00 0.00 0.00 0.00',
  );
  expect(balances(rowsOfLine(knownOn(crets, '2017-06-13'), 'equipment').moved, '2017-06-12')).toBe(
    '16000.00 16000.00 8000.00 16833.34 7750.00 0.00 8000.00 0.00 250.00 0.00 0.00 0.00',
  );
});

test('interim payments: up to the share of the maximum, advance included; the rest by the balance', () => {
  const { flows, ...ecole } = referenceSchemes[0]!;
  const code = 'essai_acomptes';
  const withInterim = flows.map(flow =>
    flow.kind === 'on_expense' ? { ...flow, interimShare: rate('0.8') } : flow,
  );
  const crets = new Crets(draft(undefined, { scheme: { code } }), {
    schemes: [{ ...ecole, code, flows: withInterim }],
  });
  crets.does(commit('4000.00'));
  crets.pays('advance', '2016-10-20', '2016-10-27');
  crets.when(crets.request('interim', '2016-12-10')).refuses('service_fait_missing', { tranche: '2016' });
  crets.certifies('2016-12-10', [expense('5000.00')], { final: false });
  crets
    .when(crets.request('interim', '2016-12-11', '500.01'))
    .refuses('above_payable', { asked: '500.01', payable: '500.00' });
  crets.pays('interim', '2016-12-11', '2016-12-20', '500.00');
  crets.certifies('2017-01-10', [expense('3000.00')], { final: false });
  expect(crets.balance()).toMatchObject({ due: '4000.00', payable: '700.00' });
  crets.pays('interim', '2017-01-11', '2017-01-20', '700.00');
  expect(crets.balance()).toMatchObject({ paid: '3200.00', payable: '0.00' });
  crets.does(certify('2017-02-10', undefined, { ground: { text: 'Dernier état' } }));
  crets
    .when(crets.request('interim', '2017-02-11'))
    .refuses('service_fait_already_final', { tranche: '2016' });
  crets.pays('balance', '2017-02-11', '2017-02-20', '800.00');
  expect(crets.balance()).toMatchObject({ paid: '4000.00', payable: '0.00', outstanding: '0.00' });
});

test('the 500.00 of resources never stand in the commune’s balance, nor the 4 000.00 in the collège’s', () => {
  const crets = Crets.advanced();
  crets.pays('grant', '2016-10-20', '2016-10-27');
  expect(crets.balance()).toMatchObject({
    maximum: '4000.00',
    committed: '4000.00',
    paid: '2000.00',
    outstanding: '2000.00',
  });
  expect(crets.balance('resources')).toMatchObject({
    maximum: '500.00',
    committed: '500.00',
    paid: '500.00',
    outstanding: '0.00',
  });
});

test('an overrun in one school is not made good by an underspend in another', () => {
  const second = '0380001V';
  const grants = [
    [ECOLE, 1],
    [second, 1],
  ] as const;
  const crets = Crets.advanced(draft(grants, { lines: [draft(grants).lines[0]!] }), '8000.00');
  crets.certifies('2017-03-10', [
    expense('12000.00'),
    expense('2000.00', { allocations: [`${second}-classe_mobile`] }),
  ]);
  expect(crets.balance()).toMatchObject({ accepted: '14000.00', due: '5000.00', payable: '1000.00' });
});

test('the charges à payer of 31 December are what is due and not paid, by the exercice of the payment', () => {
  const crets = Crets.advanced();
  crets.certifies('2016-12-05', [expense('7500.00')]);
  const payment = crets.does(crets.request('balance', '2016-12-14'));
  const later = crets.fork();
  crets.does({ type: 'ExecutePayment', on: on('2017-01-20'), payment, fiscalYear: 2016 });
  later.does({ type: 'ExecutePayment', on: on('2017-01-20'), payment });
  const of = (journey: Crets, year: number) =>
    yearOfImputation(rowsOfLine(journey.history.facts, 'equipment').moved, year);
  expect(of(crets, 2016)).toBe('0.00 4000.00 0.00 0.00 3750.00 0.00 250.00 0.00 0.00');
  expect(of(later, 2016)).toBe('0.00 4000.00 0.00 0.00 2000.00 0.00 2000.00 0.00 1750.00');
  expect(of(later, 2017)).toBe('2000.00 0.00 0.00 0.00 1750.00 0.00 250.00 0.00 0.00');
});
