import { Crets, DOCUMENT, ECOLE, equipment, resources } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

const crets = Crets.committed();
crets.pays('grant', '2016-10-20', '2016-10-27');
const share = (amount: string, allocation = `${ECOLE}-ecole`) => ({ allocation, amount: eur(amount) });
const declare = (date: string, amount: string, changes: object = {}) =>
  ({
    type: 'DeclareUse',
    on: on(date),
    ...resources,
    final: true,
    used: [share(amount)],
    documents: [DOCUMENT],
    ...changes,
  }) as const;
const accept = (date: string, use: string, changes: object = {}) =>
  ({ type: 'AcceptUse', on: on(date), use, ...changes }) as const;

test('granted and paid 500.00, declared 430.00: 70.00 to be justified, then to be ordered back', () => {
  const fork = crets.fork();
  const use = fork.does(declare('2017-06-30', '430.00'));
  expect(fork.balance('resources')).toMatchObject({ toProve: '70.00', toOrder: '0.00' });
  fork.does(accept('2017-06-30', use));
  expect(fork.balance('resources')).toMatchObject({
    due: '430.00',
    toProve: '0.00',
    toOrder: '70.00',
    outstanding: '0.00',
  });
  const order = fork.does({
    type: 'OrderReversement',
    on: on('2017-07-05'),
    ...resources,
    reason: 'Non utilisé',
  });
  fork.does({ type: 'ReceiveRepayment', on: on('2017-07-20'), order, amount: eur('70.00') });
  expect(fork.balance('resources')).toMatchObject({
    due: '430.00',
    paid: '500.00',
    repaid: '70.00',
    outstanding: '0.00',
  });
  expect(fork.balance()).toMatchObject({ paid: '0.00', repaid: '0.00', committed: '4000.00' });
});

test('the due is the least of what was granted and what was used', () => {
  const fork = crets.fork();
  fork.does(accept('2017-06-30', fork.does(declare('2017-06-30', '500.01'))));
  expect(fork.balance('resources')).toMatchObject({ accepted: '500.01', due: '500.00', toOrder: '0.00' });
  const less = crets.fork();
  const use = less.does(declare('2017-06-30', '500.00'));
  less.does(accept('2017-06-30', use, { accepted: [share('499.99')] }));
  expect(less.balance('resources')).toMatchObject({ due: '499.99', toOrder: '0.01' });
});

test('a use is declared for known allocations, once each, on a grant; a grant takes no statement', () => {
  crets.when(declare('2017-06-30', '1.00', equipment)).refuses('line_takes_no_use', { line: 'equipment' });
  crets
    .when(declare('2017-06-30', '1.00', { used: [share('1.00', 'x')] }))
    .refuses('allocation_unknown', { allocation: 'x' });
  crets
    .when(declare('2017-06-30', '1.00', { used: [share('1.00'), share('1.00')] }))
    .refuses('duplicate', { what: 'allocation', value: `${ECOLE}-ecole` });
  crets.when(declare('2016-10-13', '1.00')).refuses('not_signed');
});

test('only a final use, declared by then, is accepted, once, and never by a beneficiary’s agent', () => {
  const fork = crets.fork();
  const interim = fork.does(declare('2017-01-30', '100.00', { final: false }));
  fork.when(accept('2017-01-30', interim)).refuses('use_not_final', { use: interim });
  const use = fork.does(declare('2017-06-30', '430.00'));
  fork.when(accept('2017-06-30', 'none')).refuses('use_unknown', { use: 'none' });
  fork.when(accept('2017-06-29', use)).refuses('use_unknown', { use });
  fork.when(accept('2017-06-30', use), { role: 'tresorier' }).refuses('beneficiary_certifies', {});
  fork
    .when(accept('2017-06-30', use, { accepted: [share('1.00', 'x')] }))
    .refuses('allocation_unknown', { allocation: 'x' });
  fork.does(accept('2017-06-30', use));
  fork.when(accept('2017-06-30', use)).refuses('service_fait_already_final', { tranche: '2016' });
  fork.when(declare('2017-07-30', '1.00')).refuses('service_fait_already_final', { tranche: '2016' });
});

test('what is unused may be carried over, not a cent more', () => {
  const fork = crets.fork();
  fork.does(accept('2017-06-30', fork.does(declare('2017-06-30', '430.00'))));
  const carry = (date: string, amount: string, place = resources) =>
    ({
      type: 'AuthoriseCarryOver',
      on: on(date),
      ...place,
      amount: eur(amount),
      reason: 'Décision',
    }) as const;
  fork
    .when(carry('2017-07-01', '70.01'))
    .refuses('carry_over_above_unused', { asked: '70.01', unused: '70.00' });
  fork
    .when(carry('2017-06-29', '70.00'))
    .refuses('carry_over_above_unused', { asked: '70.00', unused: '0.00' });
  fork.when(carry('2016-01-01', '70.00')).refuses('not_signed');
  fork.when(carry('2017-07-01', '1.00', equipment)).refuses('line_takes_no_use', { line: 'equipment' });
  fork.does(carry('2017-07-01', '70.00'));
  expect(fork.balance('resources').toOrder).toBe('0.00');
});
