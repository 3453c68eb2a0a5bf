import { Crets, draft, ECOLE, equipment, sign } from './crets.testing.js';
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
const reduce = (date: string, maximum: string, id = CLASSE) =>
  ({
    type: 'ReduceConvention',
    on: on(date),
    reason: 'Affectation changée',
    decidedBy: 'Ministère',
    allocations: [{ id, ...equipment, maximum: eur(maximum) }],
  }) as const;
const notify = (date: string, party = 'commune') =>
  ({ type: 'NotifyTermination', on: on(date), party }) as const;

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
    const { decidedBy: _, ...alone } = reduce('2016-11-10', '3000.00');
    crets.when(suspend('2016-11-10')).refuses('authority_missing', { rule: 'art. 7.2' });
    crets.when(alone).refuses('authority_missing', { rule: 'art. 7.2' });
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
      .when(suspend('2016-11-11', 'change_of_use', 'Ministère'))
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
  });
});
