import {
  commit,
  Crets,
  DOCUMENT,
  draft,
  ECOLE,
  equipment,
  expense,
  register,
  COMMUNE,
  sign,
  confirm,
} from './crets.testing.js';
import { eur, Journey, on } from './journey.testing.js';

const CLASSE = `${ECOLE}-classe_mobile`;
const crets = Crets.advanced();
const suspend = (
  date: string,
  cause: 'change_of_use' | 'force_majeure' = 'change_of_use',
  decidedBy?: string,
) =>
  ({
    type: 'SuspendConvention',
    on: on(date),
    cause,
    reason: 'Motif',
    ...(decidedBy === undefined ? {} : { decidedBy }),
  }) as const;
const resume = (date: string) => ({ type: 'ResumeConvention', on: on(date), reason: 'Motif' }) as const;
const reduce = (date: string, maximum: string, id = CLASSE, decidedBy: string | undefined = 'Ministère') =>
  ({
    type: 'ReduceConvention',
    on: on(date),
    reason: 'Affectation changée',
    ...(decidedBy === undefined ? {} : { decidedBy }),
    allocations: [{ id, ...equipment, maximum: eur(maximum) }],
  }) as const;
const notify = (date: string, party = 'commune') =>
  ({ type: 'NotifyTermination', on: on(date), party }) as const;
const avenant = (date: string, changes: object = {}) =>
  ({
    type: 'SignAvenant',
    on: on(date),
    subject: 'Avenant',
    allocations: [],
    schools: [],
    ...changes,
  }) as const;
const classes = (quantity: number, uai = ECOLE) => ({ ...equipment, uai, unit: 'classe_mobile', quantity });

describe('signature', () => {
  const drafted = new Journey();
  drafted.does(draft());

  test('the last party’s signature makes the agreement: one year from day to day', () => {
    const signed = drafted.fork();
    signed.when(sign('academie', '2016-10-13')).records({
      fact: { type: 'ConventionSigned', data: { party: 'academie', complete: false } },
      effectiveOn: on('2016-10-13'),
    });
    signed.does(sign('academie', '2016-10-13'));
    signed.when(sign('commune')).records({
      fact: {
        type: 'ConventionSigned',
        data: { party: 'commune', complete: true, validUntil: on('2017-10-14') },
      },
      effectiveOn: on('2016-10-14'),
    });
  });

  test('by the parties named, once each, in the order of dates', () => {
    drafted.when(sign('maire')).refuses('party_unknown', { party: 'maire' });
    drafted
      .when(sign('commune', '2016-09-30'))
      .refuses('life_out_of_order', { on: '2016-09-30', last: '2016-10-01' });
    const signed = drafted.fork();
    signed.does(sign('commune'));
    signed
      .when(sign('commune', '2016-10-15'))
      .refuses('already_signed', { party: 'commune', on: '2016-10-14' });
  });

  test('a visa is given or refused once, where one is required', () => {
    drafted
      .when({ type: 'GiveVisa', on: on('2016-10-02') })
      .refuses('visa_not_expected', { visa: 'not_required' });
    const awaited = new Journey();
    awaited.does(draft(undefined, { visaRequired: true }));
    awaited.does({ type: 'GiveVisa', on: on('2016-10-02') });
    awaited
      .when({ type: 'RefuseVisa', on: on('2016-10-03'), reason: 'x' })
      .refuses('visa_not_expected', { visa: 'given' });
  });
});

describe('art. 7.2: suspension and reduction', () => {
  test('the ministry decides, but for force majeure', () => {
    crets.when(suspend('2016-11-10')).refuses('authority_missing', { rule: 'art. 7.2' });
    crets
      .when({ ...reduce('2016-11-10', '3000.00'), decidedBy: undefined } as never)
      .refuses('authority_missing', { rule: 'art. 7.2' });
    crets
      .when({ type: 'AuthoriseObjectChange', on: on('2016-11-10'), change: 'x' })
      .refuses('authority_missing');
    crets.fork().does(suspend('2016-11-10', 'force_majeure'));
    crets
      .fork()
      .does({ type: 'AuthoriseObjectChange', on: on('2016-11-10'), change: 'x', decidedBy: 'Ministère' });
  });

  test('suspended once, resumed once', () => {
    const fork = crets.fork();
    fork.when(resume('2016-11-10')).refuses('not_suspended', {});
    fork.does(suspend('2016-11-10', 'change_of_use', 'Ministère'));
    fork
      .when(suspend('2016-11-11', 'force_majeure'))
      .refuses('convention_suspended', { since: '2016-11-10' });
    fork.does(resume('2016-11-11'));
  });

  test('a reduction lowers a maximum, even under what was paid: then the surplus is ordered back', () => {
    const fork = crets.fork();
    fork
      .when(reduce('2016-11-10', '4000.00'))
      .refuses('reduction_not_lower', { allocation: CLASSE, maximum: '4000.00', asked: '4000.00' });
    fork.when(reduce('2016-11-10', '1.00', 'other')).refuses('allocation_unknown', { allocation: 'other' });
    const twice = reduce('2016-11-10', '1.00');
    fork
      .when({ ...twice, allocations: [...twice.allocations, ...twice.allocations] })
      .refuses('duplicate', { what: 'allocation', value: CLASSE });
    fork.fork().does(reduce('2016-11-10', '3999.99'));
    fork.does(reduce('2016-11-10', '1500.00'));
    expect(fork.balance()).toMatchObject({ maximum: '1500.00', toOrder: '500.00', payable: '0.00' });
    fork.does({ type: 'OrderReversement', on: on('2016-11-12'), ...equipment, reason: 'Art. 7.2' });
    expect(fork.balance()).toMatchObject({ toOrder: '0.00', orderOpen: '500.00' });
  });

  test('also after the end: what was misused is still ordered back, what is owed still suspended', () => {
    const fork = crets.fork();
    fork.does(suspend('2018-02-01', 'change_of_use', 'Ministère'));
    fork.does(reduce('2018-02-01', '1000.00'));
    expect(fork.balance().toOrder).toBe('1000.00');
  });
});

describe('termination with notice', () => {
  test.each([
    ['2016-11-30', '2017-02-28'],
    ['2016-11-10', '2017-02-10'],
  ])('notice received %s, three months: last day %s', (received, noticeUntil) => {
    crets.when(notify(received)).records({
      fact: { type: 'TerminationNotified', data: { party: 'commune', noticeUntil: on(noticeUntil) } },
      effectiveOn: on(received),
    });
  });

  test('by a party, once, before the end', () => {
    crets.when(notify('2016-11-30', 'maire')).refuses('party_unknown', { party: 'maire' });
    crets.when(notify('2017-10-15')).refuses('convention_expired', { validUntil: '2017-10-14' });
    crets.fork().does(notify('2017-10-14'));
    const fork = crets.fork();
    fork.does(notify('2016-11-30'));
    fork.when(notify('2016-12-01')).refuses('already_in_notice', { noticeUntil: '2017-02-28' });
    fork
      .when(avenant('2017-03-01', { schools: [] }))
      .refuses('convention_terminated', { noticeUntil: '2017-02-28' });
  });
});

describe('avenant', () => {
  test('changes something, at the scheme’s terms, for known schools and units', () => {
    crets.when(avenant('2016-11-10')).refuses('avenant_empty', {});
    const ask = (...allocations: ReturnType<typeof classes>[]) =>
      crets.when(avenant('2016-11-10', { allocations }));
    ask(classes(4)).refuses('units_per_school_exceeded', {
      uai: ECOLE,
      unit: 'classe_mobile',
      asked: 4,
      most: 3,
    });
    ask(classes(1), classes(2)).refuses('duplicate', { what: 'allocation', value: `${ECOLE}/classe_mobile` });
    ask({ ...classes(1), unit: 'eleve' }).refuses('unit_unknown');
    ask(classes(1, '0380001V')).refuses('school_unknown', { uai: '0380001V' });
    ask({ ...classes(1), tranche: '2017' }).refuses('tranche_unknown');
    crets
      .when(avenant('2016-11-10', { schools: [{ uai: '0380001A', name: 'x' }] }))
      .refuses('uai_wrong_letter');
    crets.when(avenant('2016-10-13', { allocations: [classes(2)] })).refuses('life_out_of_order');
  });

  test('a school more: the maximum rises, the advance is not asked for again', () => {
    const fork = crets.fork();
    fork.does(
      avenant('2016-11-10', {
        schools: [{ uai: '0380001V', name: 'x' }],
        allocations: [classes(1, '0380001V')],
      }),
    );
    expect(fork.balance()).toMatchObject({ maximum: '8000.00', payable: '0.00' });
    fork.when(crets.request('advance', '2016-11-11')).refuses('advance_already_requested');
  });

  test('a longer validity, not one that is over already', () => {
    crets
      .when(avenant('2017-10-14', { validUntil: on('2017-10-13') }))
      .refuses('validity_before_today', { validUntil: '2017-10-13', on: '2017-10-14' });
    crets
      .when(avenant('2017-10-15', { validUntil: on('2018-10-14') }))
      .refuses('convention_expired', { validUntil: '2017-10-14' });
    const fork = crets.fork();
    fork.does(avenant('2017-10-14', { validUntil: on('2018-10-14') }));
    fork.does(notify('2018-10-14'));
  });

  test('another account: it waits for a second person', () => {
    const fork = Crets.committed();
    const { type: _, on: __, ...account } = register(COMMUNE);
    const id = fork.does(avenant('2016-10-18', { account }));
    fork
      .when(fork.request('advance', '2016-10-20', undefined, { account: id }))
      .refuses('account_not_confirmed');
    fork.does(confirm(id, '2016-10-19'));
    fork.does(fork.request('advance', '2016-10-20', undefined, { account: id }));
  });
});

describe('closure is refused while anything is open', () => {
  const close = (date: string) => ({ type: 'CloseConvention', on: on(date) }) as const;
  const report = { type: 'ReceiveFinancialReport', on: on('2017-06-01'), document: DOCUMENT } as const;
  const open = {
    pending: '0.00',
    payable: '0.00',
    toOrder: '0.00',
    orderOpen: '0.00',
    toProve: '0.00',
    outstanding: '0.00',
    financialReport: 'received',
    anomalies: 0,
  };
  const equipmentOnly = draft(undefined, { lines: [draft().lines[0]!] });
  const settled = () => {
    const fork = Crets.advanced(equipmentOnly);
    fork.certifies('2017-03-10', [expense('8000.00')]);
    fork.pays('balance', '2017-03-14', '2017-03-21');
    return fork;
  };

  test('the missing financial report, then nothing', () => {
    const fork = settled();
    fork.when(close('2017-06-02')).refuses('closure_open', { ...open, financialReport: 'missing' });
    fork.does(report);
    fork.does(close('2017-06-01'));
    fork
      .when({ type: 'SendReminder', on: on('2017-06-02'), subject: 'x' })
      .refuses('convention_closed', { closedOn: '2017-06-01' });
    const { payment } = fork.history.facts.findLast(({ fact }) => fact.type === 'PaymentExecuted')!.fact
      .data as { payment: string };
    fork.does({ type: 'ReturnPayment', on: on('2017-06-05'), payment, reason: 'Compte clos' });
    expect(fork.balance().pending).toBe('2000.00');
  });

  test('what is payable, pending, to be released, to be proven', () => {
    const fork = Crets.advanced(equipmentOnly);
    fork.does(report);
    fork
      .when(close('2017-06-02'))
      .refuses('closure_open', { ...open, toProve: '2000.00', outstanding: '2000.00' });
    fork.certifies('2017-06-02', [expense('7500.00')]);
    fork
      .when(close('2017-06-02'))
      .refuses('closure_open', { ...open, payable: '1750.00', outstanding: '2000.00' });
    const payment = fork.does(fork.request('balance', '2017-06-03'));
    fork
      .when(close('2017-06-03'))
      .refuses('closure_open', { ...open, pending: '1750.00', payable: '1750.00', outstanding: '2000.00' });
    fork.does({ type: 'ExecutePayment', on: on('2017-06-04'), payment });
    fork.when(close('2017-06-04')).refuses('closure_open', { ...open, outstanding: '250.00' });
    fork.does({
      type: 'ReleaseCommitment',
      on: on('2017-06-05'),
      ...equipment,
      ej: '2101234567',
      poste: '1',
      amount: eur('250.00'),
    });
    fork.when(close('2017-06-04')).refuses('closure_open', { ...open, outstanding: '250.00' });
    fork.does(close('2017-06-05'));
  });

  test('what is to be ordered back, the order open, an anomaly', () => {
    const fork = Crets.advanced(equipmentOnly);
    fork.does(report);
    fork.certifies('2017-06-02', [expense('3000.00')]);
    fork.does({
      type: 'ReleaseCommitment',
      on: on('2017-06-05'),
      ...equipment,
      ej: '2101234567',
      poste: '1',
      amount: eur('2000.00'),
    });
    fork.when(close('2017-06-05')).refuses('closure_open', { ...open, toOrder: '500.00' });
    const order = fork.does({
      type: 'OrderReversement',
      on: on('2017-06-06'),
      ...equipment,
      reason: 'Trop-perçu',
    });
    fork.when(close('2017-06-06')).refuses('closure_open', { ...open, orderOpen: '500.00' });
    fork.does({ type: 'ReceiveRepayment', on: on('2017-06-07'), order, amount: eur('500.00') });
    const flagged = fork.fork();
    flagged.does(commit('0.01', equipment, { ej: '2101234568', poste: '1' }, '2017-06-07'));
    flagged.does({
      type: 'ObservePayment',
      on: on('2017-06-08'),
      ...equipment,
      ej: '2101234568',
      poste: '1',
      dp: '200000001',
      amount: eur('0.01'),
    });
    flagged.when(close('2017-06-08')).refuses('closure_open', { ...open, toOrder: '0.01', anomalies: 2 });
    fork.does(close('2017-06-07'));
  });
});
