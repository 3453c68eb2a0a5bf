import { Crets, equipment, expense, poste2, resources } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

const crets = Crets.committed();

test('the advance is 50 % of the maximum, with its trace, and takes the Chorus key', () => {
  const asked = crets.request('advance', '2016-10-20');
  crets.when(asked).decides({
    facts: [
      {
        fact: {
          type: 'PaymentRequested',
          data: {
            payment: 'command-10',
            ...equipment,
            kind: 'advance',
            amount: eur('2000.00'),
            ej: asked.ej,
            poste: '1',
            dp: asked.dp,
            account: crets.communeAccount,
            trace: {
              formula: 'advance',
              number: 1,
              expression: 'round(rate × M)',
              inputs: [
                { name: 'rate', value: '0.5' },
                { name: 'M', value: '4000.00' },
              ],
              rounding: 'down',
              result: '2000.00',
            },
          },
        },
        effectiveOn: on('2016-10-20'),
        fiscalYear: 2016,
      },
    ],
    claims: [{ key: `dp|2101234567|1|${asked.dp}|1|2016|`, fact: 0 }],
  });
});

test('a line, a tranche and a DP that do not exist are refused', () => {
  const ask = (changes: object) => crets.when(crets.request('advance', '2016-10-20', undefined, changes));
  ask({ line: 'other' }).refuses('line_unknown', { line: 'other' });
  ask({ tranche: '2017' }).refuses('tranche_unknown', { line: 'equipment', tranche: '2017' });
  ask({ dp: '12345678' }).refuses('dp_malformed', { given: '12345678' });
  ask({ amount: eur('0.00') }).refuses('amount_zero', {});
  ask({ poste: '9' }).refuses('poste_unknown', { ej: '2101234567', poste: '9' });
});

test('one advance: another is refused while it stands, accepted once it was rejected, under a new DP', () => {
  const one = crets.fork();
  const payment = one.does(crets.request('advance', '2016-10-20'));
  one.when(crets.request('advance', '2016-10-21')).refuses('advance_already_requested', { tranche: '2016' });
  one.does({ type: 'RejectPayment', on: on('2016-10-22'), payment, reason: 'RIB illisible' });
  one.does(crets.request('advance', '2016-10-23'));
  expect(one.balance()).toMatchObject({ pending: '2000.00', payable: '0.00' });
});

test('the advance is asked for at the agreed rate, not a cent less or more', () => {
  const asked = (amount: string) => crets.when(crets.request('advance', '2016-10-20', amount));
  const agreed = { agreed: '2000.00', rate: '0.5' };
  asked('1999.99').refuses('advance_differs', { asked: '1999.99', ...agreed });
  asked('2000.01').refuses('advance_differs', { asked: '2000.01', ...agreed });
  crets.fork().does(crets.request('advance', '2016-10-20', '2000.00'));
});

test('an advance never asked for is no advance any more after the final service fait: the balance is', () => {
  const late = Crets.committed();
  late.certifies('2016-12-10', [expense('7500.00')]);
  late
    .when(crets.request('advance', '2016-12-11'))
    .refuses('service_fait_already_final', { tranche: '2016' });
  late.does(crets.request('balance', '2016-12-11', '3750.00'));
});

test('a rejected advance that the accountant paid nevertheless stands: no third one', () => {
  const twice = crets.fork();
  const first = twice.does(crets.request('advance', '2016-10-20'));
  twice.does({ type: 'RejectPayment', on: on('2016-10-21'), payment: first, reason: 'RIB' });
  const second = twice.does(crets.request('advance', '2016-10-22'));
  twice.does({ type: 'ExecutePayment', on: on('2016-10-23'), payment: first });
  twice.does({ type: 'CancelPayment', on: on('2016-10-24'), payment: second, reason: 'Déjà payée' });
  twice
    .when(crets.request('advance', '2016-10-25'))
    .refuses('advance_already_requested', { tranche: '2016' });
});

test('an advance above a reduced maximum: what the maximum leaves is paid, not a cent more', () => {
  const reduced = crets.fork();
  reduced.does(reduce('1500.00', '2016-10-18'));
  reduced
    .when(crets.request('advance', '2016-10-20', '2000.00'))
    .refuses('above_payable', { asked: '2000.00', payable: '1500.00' });
  reduced.when(crets.request('advance', '2016-10-20', '1500.01')).refuses('advance_differs');
  reduced.fork().does(crets.request('advance', '2016-10-20', '1500.00'));
  reduced.does(crets.request('advance', '2016-10-20'));
});

test('a balance waits for the final service fait, and never exceeds what is due', () => {
  const advanced = Crets.advanced();
  advanced
    .when(advanced.request('balance', '2017-03-09'))
    .refuses('service_fait_missing', { tranche: '2016' });
  advanced.certifies('2017-03-10', [expense('7500.00')]);
  advanced.when(advanced.request('balance', '2017-03-09')).refuses('service_fait_missing');
  advanced.when(advanced.request('balance', '2017-03-14', '1750.01')).refuses('above_payable', {
    asked: '1750.01',
    payable: '1750.00',
  });
  advanced.does(advanced.request('balance', '2017-03-14', '1750.00'));
  advanced.when(advanced.request('balance', '2017-03-14')).refuses('amount_zero', {});
  advanced
    .when(advanced.request('balance', '2017-03-14', '0.01'))
    .refuses('above_payable', { asked: '0.01', payable: '0.00' });
});

test('no interim payment on a scheme that knows none', () => {
  crets.when(crets.request('interim', '2016-10-20')).refuses('interim_not_allowed', { line: 'equipment' });
});

test('each kind of payment belongs to its kind of line', () => {
  crets
    .when(crets.request('grant', '2016-10-20', undefined, equipment))
    .refuses('payment_kind_not_of_line', { kind: 'grant', line: 'equipment' });
  crets
    .when(crets.request('advance', '2016-10-20', undefined, resources))
    .refuses('payment_kind_not_of_line', { kind: 'advance', line: 'resources' });
});

test('a request fits its commitment: the last cent is accepted, the next refused', () => {
  const short = new Crets();
  short.does({
    type: 'RecordCommitment',
    on: on('2016-10-14'),
    ...equipment,
    ej: '2101234567',
    poste: '1',
    amount: eur('1999.99'),
  });
  short
    .when(short.request('advance', '2016-10-20'))
    .refuses('above_commitment', { asked: '2000.00', left: '1999.99' });
  short.does({
    type: 'RaiseCommitment',
    on: on('2016-10-20'),
    ...equipment,
    ej: '2101234567',
    poste: '1',
    amount: eur('0.01'),
  });
  short.when(short.request('advance', '2016-10-19')).refuses('above_commitment');
  short.does(short.request('advance', '2016-10-20'));
});

test('a grant is payable in full once signed, to the collège, and not a cent more', () => {
  crets
    .when(crets.request('grant', '2016-10-20', '500.01'))
    .refuses('above_payable', { asked: '500.01', payable: '500.00' });
  const paid = crets.fork();
  paid.does(crets.request('grant', '2016-10-20'));
  expect(paid.balance('resources')).toMatchObject({ pending: '500.00', payable: '0.00' });
  expect(paid.balance()).toMatchObject({ pending: '0.00' });
  expect(crets.request('grant', '2016-10-20')).toMatchObject(poste2);
});

test('a Chorus key already recorded is refused; the same amount and day under another DP are two payments', () => {
  const twice = Crets.advanced();
  twice.certifies('2017-03-10', [expense('8000.00')]);
  const asked = twice.request('balance', '2017-03-14', '500.00');
  twice.does(asked);
  expect(() => twice.does(asked)).toThrow(`key_taken dp|2101234567|1|${asked.dp}|1|2017`);
  twice.does(twice.request('balance', '2017-03-14', '500.00'));
  expect(twice.balance().pending).toBe('1000.00');
});

function reduce(maximum: string, date: string) {
  const allocations = [{ id: '0382460T-classe_mobile', ...equipment, maximum: eur(maximum) }];
  return {
    type: 'ReduceConvention',
    on: on(date),
    reason: 'Affectation',
    decidedBy: 'Ministère',
    allocations,
  } as const;
}
