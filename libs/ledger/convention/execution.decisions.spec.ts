import { COMMUNE, confirm, Crets, equipment, expense, poste1, register } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

const asked = Crets.committed();
const payment = asked.does(asked.request('advance', '2016-10-20'));
const execute = (date: string, amount?: string) =>
  ({
    type: 'ExecutePayment',
    on: on(date),
    payment,
    ...(amount === undefined ? {} : { amount: eur(amount) }),
  }) as const;
const give = (type: 'CancelPayment' | 'RejectPayment' | 'ReturnPayment', date: string) =>
  ({ type, on: on(date), payment, reason: 'RIB' }) as const;
const reissue = (date: string, account?: string) =>
  ({ type: 'ReissuePayment', on: on(date), payment, ...(account === undefined ? {} : { account }) }) as const;
const observe = (date: string, amount: string) =>
  ({
    type: 'ObservePayment',
    on: on(date),
    ...equipment,
    ...poste1,
    dp: '200000001',
    amount: eur(amount),
  }) as const;

test('an execution counts as paid on the day the accountant paid', () => {
  asked.when(execute('2016-10-27'), { by: 'executor' }).records({
    fact: { type: 'PaymentExecuted', data: { payment, ...equipment, amount: eur('2000.00') } },
    effectiveOn: on('2016-10-27'),
    fiscalYear: 2016,
  });
  const paid = asked.fork();
  paid.does(execute('2016-10-27'), { recordedOn: '2016-11-03' });
  expect(paid.balance('equipment', '2016-10-27', '2016-11-02')).toMatchObject({
    pending: '2000.00',
    paid: '0.00',
  });
  expect(paid.balance('equipment', '2016-10-27', '2016-11-03')).toMatchObject({
    pending: '0.00',
    paid: '2000.00',
    outstanding: '2000.00',
  });
});

test('what was never asked for is neither executed, cancelled nor returned', () => {
  for (const command of [
    execute('2016-10-27'),
    give('CancelPayment', '2016-10-27'),
    give('ReturnPayment', '2016-10-27'),
  ]) {
    asked.when({ ...command, payment: 'other' }).refuses('payment_unknown', { payment: 'other' });
  }
});

test('no execution before the request, none before the signature', () => {
  asked
    .when(execute('2016-10-19'))
    .refuses('executed_before_request', { on: '2016-10-19', requestedOn: '2016-10-20' });
  asked
    .when(execute('2016-10-13'))
    .refuses('executed_before_signature', { on: '2016-10-13', signedOn: '2016-10-14' });
  asked.fork().does(execute('2016-10-20'));
});

test('a payment is executed once', () => {
  const paid = asked.fork();
  paid.does(execute('2016-10-27'));
  paid.when(execute('2016-10-28')).refuses('payment_not_requested', { payment, status: 'executed' });
  paid
    .when(give('CancelPayment', '2016-10-28'))
    .refuses('payment_not_requested', { payment, status: 'executed' });
  paid
    .when(give('RejectPayment', '2016-10-28'))
    .refuses('payment_not_requested', { payment, status: 'executed' });
});

test('a cancelled or rejected request frees its amount and its commitment', () => {
  for (const type of ['CancelPayment', 'RejectPayment'] as const) {
    const freed = asked.fork();
    freed.when(give(type, '2016-10-19')).refuses('executed_before_request');
    freed.does(give(type, '2016-10-22'));
    expect(freed.balance()).toMatchObject({ pending: '0.00', payable: '2000.00', outstanding: '4000.00' });
    freed.when(give(type, '2016-10-23')).refuses('payment_not_requested');
  }
});

describe('what the Treasury has done is recorded and flagged', () => {
  test('executed while suspended', () => {
    const paid = asked.fork();
    paid.does({
      type: 'SuspendConvention',
      on: on('2016-10-25'),
      cause: 'force_majeure',
      reason: 'Incendie',
    });
    paid.does(execute('2016-10-27'));
    expect(paid.balance().paid).toBe('2000.00');
    expect(paid.anomalies()).toEqual(['executed_while_suspended']);
  });

  test('a suspension learnt of afterwards flags the execution, and changes nothing else', () => {
    const paid = asked.fork();
    paid.does(execute('2016-10-27'));
    paid.does(
      { type: 'SuspendConvention', on: on('2016-10-26'), cause: 'force_majeure', reason: 'Incendie' },
      { recordedOn: '2016-11-20' },
    );
    expect(paid.balance().paid).toBe('2000.00');
    expect(paid.anomalies()).toEqual(['executed_while_suspended']);
  });

  test('another amount than was asked for, above the commitment', () => {
    const paid = asked.fork();
    paid.does(execute('2016-10-27', '4000.01'));
    expect(paid.balance()).toMatchObject({ paid: '4000.01', toOrder: '0.01', outstanding: '-0.01' });
    expect(paid.anomalies()).toEqual(['executed_amount_differs', 'paid_above_ceiling']);
    const exact = asked.fork();
    exact.does(execute('2016-10-27', '4000.00'));
    expect(exact.anomalies()).toEqual(['executed_amount_differs']);
  });

  test('after the request was freed, on a commitment released since: above what is left of it', () => {
    const paid = asked.fork();
    paid.does(give('CancelPayment', '2016-10-22'));
    paid.does({
      type: 'ReleaseCommitment',
      on: on('2016-10-24'),
      ...equipment,
      ...poste1,
      amount: eur('2000.01'),
    });
    paid.does(execute('2016-10-27'));
    expect(paid.anomalies()).toEqual(['executed_after_freeing', 'paid_above_ceiling']);
  });

  test('above what is due once the final service fait is in force', () => {
    const paid = asked.fork();
    paid.does({
      type: 'CertifyServiceFait',
      on: on('2016-10-24'),
      ...equipment,
      final: true,
      cuts: [],
      quantities: [],
      ground: { text: 'Abandon' },
    });
    paid.does(execute('2016-10-27'));
    expect(paid.anomalies()).toEqual(['paid_above_ceiling']);
    expect(paid.balance().toOrder).toBe('2000.00');
  });

  test('on an account that is no longer valid', () => {
    const paid = asked.fork();
    paid.does({
      type: 'EndAccount',
      on: on('2016-10-22'),
      account: asked.communeAccount,
      lastDay: on('2016-10-22'),
    });
    paid.does(execute('2016-10-23'));
    expect(paid.anomalies()).toEqual(['executed_on_invalid_account']);
  });

  test('executed before it was cancelled, and learnt of later: paid, and flagged', () => {
    const paid = asked.fork();
    paid.does(give('CancelPayment', '2016-10-25'));
    paid.does(execute('2016-10-24'));
    expect(paid.balance()).toMatchObject({ paid: '2000.00', pending: '0.00', payable: '0.00' });
    expect(paid.anomalies()).toEqual(['executed_after_freeing']);
  });

  test('without request: paid, an anomaly until explained, and its Chorus key is taken', () => {
    const paid = asked.fork();
    paid.does(observe('2016-10-27', '100.00'));
    expect(paid.balance()).toMatchObject({ paid: '100.00', pending: '2000.00' });
    expect(paid.anomalies()).toEqual(['executed_without_request']);
    expect(() => paid.does(observe('2016-10-28', '100.00'))).toThrow(
      'key_taken dp|2101234567|1|200000001|1|2016',
    );
  });

  test('without request before the signature: refused like any payment before it', () => {
    asked
      .when(observe('2016-10-13', '100.00'))
      .refuses('executed_before_signature', { on: '2016-10-13', signedOn: '2016-10-14' });
    asked.fork().does(observe('2016-10-14', '100.00'));
  });

  test('without request: identifiers, amount and place are checked', () => {
    asked.when({ ...observe('2016-10-27', '100.00'), ej: '123' }).refuses('ej_malformed', { given: '123' });
    asked.when({ ...observe('2016-10-27', '100.00'), dp: '123' }).refuses('dp_malformed', { given: '123' });
    asked.when(observe('2016-10-27', '0.00')).refuses('amount_zero', {});
    asked.when({ ...observe('2016-10-27', '1.00'), tranche: '2017' }).refuses('tranche_unknown');
  });
});

describe('returned by the bank and re-issued', () => {
  const paid = asked.fork();
  paid.does(execute('2016-10-27'));

  test('returned is pending again, with CP unchanged; re-issued is paid, with CP unchanged', () => {
    const back = paid.fork();
    back.does(give('ReturnPayment', '2016-11-02'));
    expect(back.balance()).toMatchObject({
      paid: '0.00',
      pending: '2000.00',
      consumed: '2000.00',
      outstanding: '2000.00',
      payable: '0.00',
    });
    back
      .when(give('ReturnPayment', '2016-11-03'))
      .refuses('payment_not_executed', { payment, status: 'returned' });
    back.does(reissue('2016-11-05'));
    expect(back.balance()).toMatchObject({
      paid: '2000.00',
      pending: '0.00',
      consumed: '2000.00',
      outstanding: '2000.00',
    });
    back.when(reissue('2016-11-06')).refuses('payment_not_returned', { payment, status: 'executed' });
  });

  test('not returned before it was executed, nor a second time in between', () => {
    paid
      .when(give('ReturnPayment', '2016-10-26'))
      .refuses('payment_not_executed', { payment, status: 'requested' });
    const back = paid.fork();
    back.does(give('ReturnPayment', '2016-11-02'));
    back.when(reissue('2016-11-01')).refuses('payment_not_returned', { payment, status: 'executed' });
    back.does(reissue('2016-11-05'));
    back
      .when(give('ReturnPayment', '2016-11-01'))
      .refuses('payment_not_executed', { payment, status: 'returned' });
  });

  test('re-issued on another account of the payee, confirmed', () => {
    const back = paid.fork();
    back.does(give('ReturnPayment', '2016-11-02'));
    const account = back.does(register(COMMUNE, '2016-11-03'));
    back
      .when(reissue('2016-11-05', account))
      .refuses('account_not_confirmed', { account, payee: COMMUNE, on: '2016-11-05' });
    back.when(reissue('2016-11-05', asked.collegeAccount)).refuses('account_not_of_payee');
    back.does(confirm(account, '2016-11-04'));
    back
      .when(reissue('2016-11-05', account), { by: 'recorder' })
      .refuses('registrar_executes', { person: 'recorder' });
    back.does(reissue('2016-11-05', account));
  });
});

describe('two persons', () => {
  test('who certified the service fait asks for a payment and does not record its execution', () => {
    const crets = Crets.advanced();
    crets.certifies('2017-03-10', [expense('7500.00')]);
    const balance = crets.does(crets.request('balance', '2017-03-14'), { by: 'certifier' });
    const command = { type: 'ExecutePayment', on: on('2017-03-21'), payment: balance } as const;
    crets.when(command, { by: 'certifier' }).refuses('certifier_executes', { person: 'certifier' });
    crets
      .when(observe('2017-03-21', '1.00'), { by: 'certifier' })
      .refuses('certifier_executes', { person: 'certifier' });
    crets.fork().does(command);
    crets.does({
      type: 'RelaxFourEyes',
      on: on('2017-03-20'),
      rule: 'certifier_executes',
      reason: 'Effectif',
    });
    crets.does(command, { by: 'certifier' });
  });

  test('who registered the account does not record an execution on it', () => {
    asked
      .when(execute('2016-10-27'), { by: 'recorder' })
      .refuses('registrar_executes', { person: 'recorder' });
    const relaxed = asked.fork();
    relaxed.does({
      type: 'RelaxFourEyes',
      on: on('2016-10-27'),
      rule: 'registrar_executes',
      reason: 'Effectif',
    });
    relaxed.does(execute('2016-10-27'), { by: 'recorder' });
  });
});
