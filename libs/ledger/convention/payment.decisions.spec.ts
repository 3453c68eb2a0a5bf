import { lastDayOf } from '#kernel';
import {
  COLLEGE,
  COMMUNE,
  commit,
  confirm,
  Crets,
  draft,
  equipment,
  expense,
  IBAN,
  poste1,
  poste2,
  register,
  resources,
  sign,
} from './crets.testing.js';
import { eur, Journey, on } from './journey.testing.js';

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
    claims: [{ key: `dp|2101234567|1|${asked.dp}|1|2016`, fact: 0 }],
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

test('nothing is payable before every party has signed: refused on the eve, accepted on the day', () => {
  const half = new Journey();
  half.does(draft());
  half.does(sign('academie'));
  half.when(crets.request('advance', '2016-10-14')).refuses('not_signed', {
    missing: ['Commune de Crêts en Belledonne'],
    on: '2016-10-14',
  });
  crets.when(crets.request('advance', '2016-10-13')).refuses('not_signed');
  crets.fork().does(crets.request('advance', '2016-10-14'));
});

test('nothing is payable before a required visa', () => {
  const withVisa = new Crets(draft(undefined, { visaRequired: true }));
  withVisa.when(withVisa.request('advance', '2016-10-20')).refuses('visa_missing', { visa: 'awaited' });
  const refused = withVisa.fork();
  refused.does({ type: 'RefuseVisa', on: on('2016-10-20'), reason: 'Crédits insuffisants' });
  refused.when(withVisa.request('advance', '2016-10-20')).refuses('visa_missing', { visa: 'refused' });
  withVisa.does({ type: 'GiveVisa', on: on('2016-10-20') });
  withVisa.does(commit('4000.00', equipment, poste1, '2016-10-20'));
  withVisa.when(withVisa.request('advance', '2016-10-19')).refuses('visa_missing', { visa: 'awaited' });
  withVisa.does(withVisa.request('advance', '2016-10-20'));
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

describe('the line’s payee is paid, and nobody else', () => {
  const ask = (account: string, date = '2016-10-20') =>
    crets.when(crets.request('advance', date, undefined, { account }));

  test('an unknown account, and that of the collège on the commune’s line, are refused', () => {
    ask('nowhere').refuses('account_unknown', { account: 'nowhere', payee: COMMUNE, on: '2016-10-20' });
    ask(crets.collegeAccount).refuses('account_not_of_payee', {
      account: crets.collegeAccount,
      payee: COMMUNE,
      on: '2016-10-20',
    });
    crets
      .when(crets.request('grant', '2016-10-20', undefined, { account: crets.communeAccount }))
      .refuses('account_not_of_payee', {
        account: crets.communeAccount,
        payee: COLLEGE,
        on: '2016-10-20',
      });
  });

  test('an account waits for its confirmation', () => {
    const other = crets.fork();
    const account = other.does(register(COMMUNE, '2016-10-18'));
    const asked = { account, payee: COMMUNE, on: '2016-10-20' };
    other
      .when(crets.request('advance', '2016-10-20', undefined, { account }))
      .refuses('account_not_confirmed', asked);
    other.does(confirm(account, '2016-10-20'));
    other
      .when(crets.request('advance', '2016-10-19', undefined, { account }))
      .refuses('account_not_confirmed');
    other.does(crets.request('advance', '2016-10-20', undefined, { account }));
  });

  test('an account is valid from its first to its last day', () => {
    const other = crets.fork();
    const account = other.does({ ...register(COMMUNE), iban: IBAN, validFrom: on('2016-10-19') });
    other.does(confirm(account));
    other.does({ type: 'EndAccount', on: on('2016-10-14'), account, lastDay: on('2016-10-20') });
    const asked = (date: string) => other.when(crets.request('advance', date, undefined, { account }));
    asked('2016-10-18').refuses('account_not_valid', { account, payee: COMMUNE, on: '2016-10-18' });
    asked('2016-10-21').refuses('account_not_valid');
    other.fork().does(crets.request('advance', '2016-10-19', undefined, { account }));
    other.does(crets.request('advance', '2016-10-20', undefined, { account }));
  });

  test('an account found invalid later is not paid by a backdated request', () => {
    const other = crets.fork();
    other.does({
      type: 'EndAccount',
      on: on('2016-10-25'),
      account: crets.communeAccount,
      lastDay: on('2016-10-15'),
    });
    other.when(crets.request('advance', '2016-10-20')).refuses('account_not_valid', {
      account: crets.communeAccount,
      payee: COMMUNE,
      on: '2016-10-20',
    });
  });
});

describe('a suspended convention takes no request', () => {
  const suspended = crets.fork();
  suspended.does(suspend('2016-10-18'));

  test('from the day of the suspension to the eve of the resumption', () => {
    suspended
      .when(crets.request('advance', '2016-10-18'))
      .refuses('convention_suspended', { since: '2016-10-18' });
    const resumed = suspended.fork();
    resumed.does({ type: 'ResumeConvention', on: on('2016-11-02'), reason: 'Changement autorisé' });
    resumed.when(crets.request('advance', '2016-11-01')).refuses('convention_suspended');
    resumed.fork().does(crets.request('advance', '2016-10-17'));
    resumed.does(crets.request('advance', '2016-11-02'));
  });

  test('nor one dated before it, while it lasts', () => {
    suspended
      .when(crets.request('advance', '2016-10-17'))
      .refuses('convention_suspended', { since: '2016-10-18' });
  });
});

test('an advance is asked for until the end of validity, a balance also later', () => {
  expect(lastDayOf(on('2016-10-14'), { years: 1 })).toBe('2017-10-14');
  crets
    .when(crets.request('advance', '2017-10-15'))
    .refuses('convention_expired', { validUntil: '2017-10-14' });
  crets.fork().does(crets.request('advance', '2017-10-14'));
  const advanced = Crets.advanced();
  advanced.certifies('2017-12-10', [expense('7500.00')]);
  advanced.does(advanced.request('balance', '2017-12-11'));
});

test('after the notice no advance and no grant; expense delivered before it is still paid', () => {
  const ended = Crets.committed();
  ended.does({ type: 'NotifyTermination', on: on('2016-11-30'), party: 'commune' });
  ended
    .when(ended.request('advance', '2017-03-01'))
    .refuses('convention_terminated', { noticeUntil: '2017-02-28' });
  ended
    .when(ended.request('grant', '2017-03-01'))
    .refuses('convention_terminated', { noticeUntil: '2017-02-28' });
  ended.fork().does(ended.request('advance', '2017-02-28'));
  ended.certifies('2017-03-10', [
    expense('4000.00', { deliveredOn: on('2017-02-28') }),
    expense('4000.00', { deliveredOn: on('2017-03-01') }),
  ]);
  ended.does(ended.request('balance', '2017-03-14', '2000.00'));
  expect(ended.balance()).toMatchObject({ due: '2000.00', accepted: '4000.00', payable: '0.00' });
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

test('a closed or never opened exercice and a future date are refused', () => {
  const closed = crets.fork().year(2016, 'closed');
  closed
    .when(crets.request('advance', '2016-10-20'))
    .refuses('fiscal_year_not_open', { year: 2016, status: 'closed' });
  crets
    .fork()
    .year(2016, 'closing')
    .when(crets.request('advance', '2016-10-20'))
    .refuses('fiscal_year_not_open', { year: 2016, status: 'closing' });
  crets
    .fork()
    .year(2016, 'none')
    .when(crets.request('advance', '2016-10-20'))
    .refuses('fiscal_year_not_open', { year: 2016, status: 'none' });
  crets
    .when(crets.request('advance', '2016-10-21'), { recordedOn: '2016-10-20' })
    .refuses('date_in_future', { on: '2016-10-21', today: '2016-10-20' });
  crets.fork().does(crets.request('advance', '2016-10-20'), { recordedOn: '2016-10-20' });
});

test('up to 20 January a payment may belong to the exercice before (LOLF, art. 28)', () => {
  const asked = (date: string, fiscalYear: number) =>
    crets.when(crets.request('advance', date, undefined, { fiscalYear }));
  asked('2017-01-21', 2016).refuses('fiscal_year_of_another_date', { year: 2016, on: '2017-01-21' });
  asked('2017-01-20', 2015).refuses('fiscal_year_of_another_date');
  asked('2016-12-31', 2017).refuses('fiscal_year_of_another_date');
  crets.fork().does(crets.request('advance', '2017-01-20', undefined, { fiscalYear: 2016 }));
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

function suspend(date: string) {
  return {
    type: 'SuspendConvention',
    on: on(date),
    cause: 'change_of_use',
    reason: 'Tablettes déplacées',
    decidedBy: 'Ministère',
  } as const;
}

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
