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
  register,
  sign,
} from './crets.testing.js';
import { eur, Journey, on } from './journey.testing.js';

const crets = Crets.committed();

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

test('what is payable is payable, and may be asked for, after the end of validity too', () => {
  expect(lastDayOf(on('2016-10-14'), { years: 1 })).toBe('2017-10-14');
  const advance = { ...crets.request('advance', '2017-10-15'), amount: eur('2000.00') };
  expect(crets.balance('equipment', '2017-10-15').payable).toBe('2000.00');
  crets.fork().does(advance);
  crets
    .when({ ...advance, amount: eur('2000.01') })
    .refuses('advance_differs', { asked: '2000.01', agreed: '2000.00', rate: '0.5' });
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

function suspend(date: string) {
  return {
    type: 'SuspendConvention',
    on: on(date),
    cause: 'change_of_use',
    reason: 'Tablettes déplacées',
    decidedBy: 'Ministère',
  } as const;
}
