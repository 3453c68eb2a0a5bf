import { Crets, equipment, expense } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

const crets = Crets.advanced();
crets.certifies('2017-03-10', [expense('3000.00')]);
const order = (date: string, amount?: string) =>
  ({
    type: 'OrderReversement',
    on: on(date),
    ...equipment,
    reason: 'Trop-perçu',
    ...(amount === undefined ? {} : { amount: eur(amount) }),
  }) as const;
const lower = (
  type: 'CutReversement' | 'CancelReversement' | 'WriteOffReversement',
  date: string,
  amount?: string,
) =>
  ({
    type,
    on: on(date),
    order: id,
    reason: 'Motif',
    ...(amount === undefined ? {} : { amount: eur(amount) }),
  }) as const;
const receive = (date: string, amount: string) =>
  ({ type: 'ReceiveRepayment', on: on(date), order: id, amount: eur(amount) }) as const;
const ordered = crets.fork();
const id = ordered.does(order('2017-03-12'));

test('an order states its computation (bases de la liquidation)', () => {
  crets.when(order('2017-03-12')).records({
    fact: {
      type: 'ReversementOrdered',
      data: {
        order: 'command-14',
        ...equipment,
        amount: eur('500.00'),
        reason: 'Trop-perçu',
        bases: {
          formula: 'to_order',
          number: 1,
          expression: 'net − order open − written off − carried over − T',
          inputs: [
            { name: 'net', value: '2000.00' },
            { name: 'orderOpen', value: '0.00' },
            { name: 'writtenOff', value: '0.00' },
            { name: 'carriedOver', value: '0.00' },
            { name: 'T', value: '1500.00' },
          ],
          rounding: 'none',
          result: '500.00',
        },
      },
    },
    effectiveOn: on('2017-03-12'),
    fiscalYear: 2017,
  });
});

test('an order never exceeds what was paid above what is due', () => {
  crets
    .when(order('2017-03-12', '500.01'))
    .refuses('order_above_overpaid', { asked: '500.01', most: '500.00' });
  crets.when(order('2017-03-09')).refuses('order_above_overpaid', { asked: '0.00', most: '0.00' });
  crets.when(order('2017-03-12', '0.00')).refuses('amount_zero', {});
  ordered.when(order('2017-03-12')).refuses('order_above_overpaid', { asked: '0.00', most: '0.00' });
  crets.fork().does(order('2017-03-12', '500.00'));
});

test('a repayment never exceeds what is open of the order, on its date and since', () => {
  ordered
    .when(receive('2017-03-20', '500.01'))
    .refuses('repayment_above_order', { asked: '500.01', open: '500.00' });
  ordered.when(receive('2017-03-11', '1.00')).refuses('order_unknown', { order: id });
  const fork = ordered.fork();
  fork.does(receive('2017-03-20', '400.00'));
  fork
    .when(receive('2017-03-15', '100.01'))
    .refuses('repayment_above_order', { asked: '100.01', open: '100.00' });
  fork.does(receive('2017-03-15', '100.00'));
  expect(fork.balance()).toMatchObject({
    repaid: '500.00',
    orderOpen: '0.00',
    toOrder: '0.00',
    outstanding: '2000.00',
    consumed: '2000.00',
  });
  fork.when(receive('2017-03-21', '0.01')).refuses('repayment_above_order', { asked: '0.01', open: '0.00' });
  fork.when(receive('2017-03-21', '0.00')).refuses('amount_zero', {});
});

test('who ordered a repayment does not record its receipt', () => {
  ordered
    .when(receive('2017-03-20', '1.00'), { by: 'orderer' })
    .refuses('orderer_receives', { person: 'orderer' });
  const fork = ordered.fork();
  fork.does({ type: 'RelaxFourEyes', on: on('2017-03-20'), rule: 'orderer_receives', reason: 'Effectif' });
  fork.does(receive('2017-03-20', '1.00'), { by: 'orderer' });
});

test('an order is cut, cancelled or written off up to what is open of it', () => {
  for (const type of ['CutReversement', 'CancelReversement', 'WriteOffReversement'] as const) {
    ordered
      .when(lower(type, '2017-03-20', '500.01'))
      .refuses('order_amount_above_open', { asked: '500.01', open: '500.00' });
    ordered.when(lower(type, '2017-03-11', '1.00')).refuses('order_unknown', { order: id });
    const fork = ordered.fork();
    fork.does(lower(type, '2017-03-20'));
    fork.when(lower(type, '2017-03-21')).refuses('amount_zero', {});
    expect(fork.balance()).toMatchObject({
      orderOpen: '0.00',
      toOrder: type === 'WriteOffReversement' ? '0.00' : '500.00',
    });
  }
});

test('an order is contested once it stands', () => {
  const contest = (date: string) =>
    ({ type: 'ContestReversement', on: on(date), order: id, reason: 'Désaccord' }) as const;
  ordered.when(contest('2017-03-11')).refuses('order_unknown', { order: id });
  ordered.fork().does(contest('2017-03-12'));
});

test('if the due rises after an order, the order is cut before anything is payable', () => {
  const fork = ordered.fork();
  fork.does({
    type: 'ReverseEntry',
    on: on('2017-03-20'),
    entry: fork.lastEntry('ServiceFaitCertified'),
    motive: 'Facture oubliée',
  });
  fork.certifies('2017-03-21', [expense('5000.00')]);
  expect(fork.balance()).toMatchObject({ due: '2500.00', orderOpen: '500.00', payable: '0.00' });
  fork
    .when(crets.request('balance', '2017-03-22', '0.01'))
    .refuses('above_payable', { asked: '0.01', payable: '0.00' });
  fork.does(lower('CutReversement', '2017-03-22'));
  expect(fork.balance()).toMatchObject({ orderOpen: '0.00', payable: '500.00', toOrder: '0.00' });
  fork.does(crets.request('balance', '2017-03-22', '500.00'));
});

test('a repayment does not reopen the reste à payer, and the sum repaid is payable again only if due', () => {
  const fork = ordered.fork();
  fork.does(receive('2017-03-20', '500.00'));
  expect(fork.balance()).toMatchObject({ payable: '0.00', outstanding: '2000.00', paid: '2000.00' });
});

test('credits are restored up to the repayment, each one once', () => {
  const fork = ordered.fork();
  const first = fork.does(receive('2017-03-20', '200.00'));
  fork.does(receive('2017-03-21', '300.00'));
  const restore = (date: string, amount: string, repayment = first) =>
    ({ type: 'RestoreCredits', on: on(date), repayment, amount: eur(amount) }) as const;
  fork.when(restore('2017-03-22', '1.00', 'none')).refuses('repayment_unknown', { repayment: 'none' });
  fork.when(restore('2017-03-19', '1.00')).refuses('repayment_unknown', { repayment: first });
  fork
    .when(restore('2017-03-22', '200.01'))
    .refuses('restored_above_repaid', { asked: '200.01', most: '200.00' });
  fork.does(restore('2017-03-22', '200.00'));
  fork.when(restore('2017-03-22', '0.01')).refuses('restored_above_repaid', { asked: '0.01', most: '0.00' });
});
