import { noHistory, record } from './history.js';
import { stageOf } from './convention.js';
import { Crets, draft, expense, sign } from './crets.testing.js';
import { endOfPeriod, lastEndOf } from './duration.js';
import { stateAt } from './history.js';
import { Journey, on } from './journey.testing.js';
import { framework, notify, plan } from './plans.testing.js';

const renew = (date: string) => ({ type: 'RenewConvention', on: on(date) }) as const;
const forceMajeure = (date: string) =>
  ({ type: 'SuspendConvention', on: on(date), cause: 'force_majeure', reason: 'Crue' }) as const;
const terminate = (date: string, changes: object = {}) =>
  ({ type: 'NotifyTermination', on: on(date), party: 'departement', ...changes }) as const;
const stage = (journey: Journey, date: string) => stageOf(stateAt(journey.history, on(date)), date);

describe('how long a convention lasts is stated once', () => {
  const drafting = (changes: object) => new Journey({}).when(draft(undefined, changes));
  test.each([
    ['neither a period, a day nor a purpose', { validity: {} }, 'validity_missing'],
    ['a period and a day', { validUntil: on('2017-10-14') }, 'validity_twice'],
    ['a period and a purpose', { openEnded: 'le déploiement' }, 'validity_twice'],
    ['a last day before the draft', { validity: {}, validUntil: on('2016-09-30') }, 'signed_after_term'],
    ['a renewal of no length', { renewal: { tacit: true, most: 1 } }, 'renewal_without_period'],
    [
      'a renewal of what has no end',
      { validity: {}, openEnded: 'x', renewal: { tacit: true, years: 1, most: 1 } },
      'open_ended_renewal',
    ],
  ])('%s is refused', (_, changes, code) => {
    drafting(changes).refuses(code);
  });

  test('a last day that is the day of the draft is accepted; it cannot be signed the day after', () => {
    const journey = new Journey();
    journey.does(draft(undefined, { validity: {}, validUntil: on('2016-10-14') }));
    journey.does(sign('academie'));
    journey.fork().does(sign('commune'));
    journey
      .when(sign('commune', '2016-10-15'))
      .refuses('signed_after_term', { validUntil: '2016-10-14', on: '2016-10-15' });
  });
});

describe('tacit renewal: period and number are data, no fact records the passing of time', () => {
  test('agreed with the last signature, where the text is silent', () => {
    const renewal = { tacit: true, years: 1, most: 3 };
    const silent = framework().history.facts[2]!.fact;
    expect(silent).toMatchObject({ type: 'ConventionSigned', data: { renewal, validUntil: '2026-08-31' } });
    const journey = new Journey();
    journey.does(draft());
    journey.when({ ...sign('academie'), renewal }).refuses('renewal_before_last_signature', {});
    const stated = new Journey();
    stated.does(draft(undefined, { renewal }));
    stated.does(sign('academie'));
    stated.when({ ...sign('commune'), renewal }).refuses('renewal_already_agreed', {});
  });

  test('valid until 31/08/2026, then a year three times; expired the day after the last', () => {
    const { history } = framework();
    const state = stateAt(history, on('2025-10-01'));
    const ends = ['2025-10-01', '2026-08-31', '2026-09-01', '2027-09-01', '2028-09-01', '2030-01-01'];
    expect(ends.map(day => endOfPeriod(state, on(day)))).toEqual([
      '2026-08-31',
      '2026-08-31',
      '2027-08-31',
      '2028-08-31',
      '2029-08-31',
      '2029-08-31',
    ]);
    expect(lastEndOf(state)).toBe('2029-08-31');
    expect(stage(framework(), '2029-08-31')).toBe('signed');
    expect(stage(framework(), '2029-09-01')).toBe('expired');
  });

  test('credits are still notified after the first period, not after the last', () => {
    framework().does(notify('1.00', { on: on('2029-08-31') }));
    framework()
      .when(notify('1.00', { on: on('2029-09-01') }))
      .refuses('convention_expired', { validUntil: '2029-08-31' });
  });

  test('an act renews nothing that renews itself', () => {
    framework().when(renew('2026-08-01')).refuses('renewal_is_tacit', { until: '2026-08-31' });
  });

  test('an amendment that sets a new term does not give back the renewals that took place', () => {
    const journey = framework();
    journey.does({
      type: 'SignAvenant',
      on: on('2027-09-15'),
      subject: 'Terme',
      allocations: [],
      schools: [],
      validUntil: on('2028-12-31'),
    });
    expect(lastEndOf(stateAt(journey.history, on('2027-09-15')))).toBe('2029-12-31');
  });
});

describe('renewal by an act', () => {
  const renewal = { tacit: false, years: 1, most: 2 };
  const crets = () => new Crets(draft(undefined, { renewal }));

  test('on the last day, not the day after; as often as agreed', () => {
    crets()
      .when(renew('2017-10-14'))
      .records({
        fact: { type: 'ConventionRenewed', data: { number: 1, validUntil: on('2018-10-14') } },
        effectiveOn: on('2017-10-14'),
      });
    crets().when(renew('2017-10-15')).refuses('renewal_after_end', { endedOn: '2017-10-14' });
    const twice = crets();
    twice.does(renew('2017-10-14'));
    twice.does(renew('2018-10-14'));
    twice.when(renew('2019-10-01')).refuses('renewals_exhausted', { most: 2 });
    expect(stage(twice, '2019-10-14')).toBe('signed');
    expect(stage(twice, '2019-10-15')).toBe('expired');
  });

  test('not where nothing was agreed, nor in notice', () => {
    new Crets().when(renew('2017-10-01')).refuses('renewal_not_agreed', {});
    const fork = crets();
    fork.does({ type: 'NotifyTermination', on: on('2017-09-30'), party: 'commune' });
    fork.when(renew('2017-10-01')).refuses('already_in_notice', { noticeUntil: '2017-12-30' });
  });
});

describe('force majeure suspends with a clock of its own', () => {
  test('since 15/01/2026: terminated at once from 16/07/2026, not the day before', () => {
    const journey = framework();
    journey.does(forceMajeure('2026-01-15'));
    journey
      .when(terminate('2026-07-15', { forceMajeure: true }))
      .refuses('force_majeure_too_short', { since: '2026-01-15', from: '2026-07-16', on: '2026-07-15' });
    journey.when(terminate('2026-07-16', { forceMajeure: true })).records({
      fact: {
        type: 'TerminationNotified',
        data: { party: 'departement', noticeUntil: on('2026-07-16'), forceMajeure: true },
      },
      effectiveOn: on('2026-07-16'),
    });
    expect(stage(journey, '2026-02-01')).toBe('suspended');
  });

  test('without it there is notice, of six months', () => {
    framework()
      .when(terminate('2026-02-28', { forceMajeure: true }))
      .refuses('force_majeure_missing', {});
    framework()
      .when(terminate('2025-11-30'))
      .records({
        fact: {
          type: 'TerminationNotified',
          data: { party: 'departement', noticeUntil: on('2026-05-30') },
        },
        effectiveOn: on('2025-11-30'),
      });
  });

  test('it ends sooner a notice that runs', () => {
    const journey = framework();
    journey.does(forceMajeure('2026-01-15'));
    journey.does(terminate('2026-07-01'));
    journey.does(terminate('2026-07-16', { forceMajeure: true }));
    expect(stage(journey, '2026-07-17')).toBe('terminated');
  });

  test('it comes on top of a suspension of payments, and each is resumed by its name', () => {
    const crets = Crets.committed();
    const suspension = { type: 'SuspendConvention', decidedBy: 'Ministère', reason: 'x' } as const;
    crets.does({ ...suspension, on: on('2016-11-01'), cause: 'change_of_use' });
    crets.does(forceMajeure('2016-11-15'));
    crets.when(forceMajeure('2016-11-16')).refuses('convention_suspended', { since: '2016-11-15' });
    const resume = (cause?: 'payments' | 'force_majeure') =>
      ({
        type: 'ResumeConvention',
        on: on('2016-12-01'),
        reason: 'x',
        ...(cause === undefined ? {} : { cause }),
      }) as const;
    crets.when(resume()).refuses('suspension_to_name', {});
    crets.does(resume('payments'));
    crets.when(resume('payments')).refuses('not_suspended', {});
    crets
      .when(crets.request('advance', '2016-12-02'))
      .refuses('convention_suspended', { since: '2016-11-15' });
    crets.does(resume());
    crets.does(crets.request('advance', '2016-12-02'));
  });
});

describe('open-ended: it ends with the deployment', () => {
  const done = (date: string) => ({ type: 'CompleteDeployment', on: on(date) }) as const;
  test('no last day until the deployment is done', () => {
    const journey = plan();
    expect(lastEndOf(stateAt(journey.history, on('2035-01-01')))).toBeUndefined();
    expect(stage(journey, '2035-01-01')).toBe('signed');
    journey.does(done('2019-12-20'));
    expect(stage(journey, '2019-12-20')).toBe('signed');
    expect(stage(journey, '2019-12-21')).toBe('expired');
    journey.when(done('2019-12-21')).refuses('convention_expired', { validUntil: '2019-12-20' });
  });

  test('a convention with a term does not end so', () => {
    new Crets().when(done('2017-01-01')).refuses('convention_has_term', {});
  });
});

describe('a convention that another cancels and replaces', () => {
  const BY = '0193a1de-0000-5000-8000-000000000001';
  const supersede = (date = '2018-09-03') => ({ type: 'SupersedeConvention', on: on(date), by: BY }) as const;
  const old = (other: Journey = plan()) => plan({ reference: 'DIJON-2010' }).knows(BY, other);

  test('is closed to new acts from that day, once', () => {
    const journey = old();
    journey.does(supersede());
    expect(stage(journey, '2018-09-02')).toBe('drafted');
    expect(stage(journey, '2018-09-03')).toBe('superseded');
    journey
      .when(supersede('2018-09-04'))
      .refuses('already_superseded', { on: '2018-09-03', by: 'DIJON-2018' });
    journey
      .when({ type: 'NotifyTermination', on: on('2018-09-04'), party: 'ville' })
      .refuses('convention_superseded', { on: '2018-09-03', by: 'DIJON-2018' });
  });

  test('by a signed convention of the same académie, in force itself', () => {
    const unknown = plan({ reference: 'DIJON-2010' });
    unknown.when(supersede()).refuses('successor_unknown', { by: BY });
    old(plan({ academie: 'lyon' }))
      .when(supersede())
      .refuses('successor_unknown', { by: BY });
    old(plan({ reference: 'DIJON-2010' }))
      .when(supersede())
      .refuses('successor_unknown', { by: BY });
    const unsigned = new Journey({ schemes: [] });
    const drafted = plan().history.facts.slice(0, 2);
    unsigned.history = drafted.reduce(record, noHistory);
    old(unsigned)
      .when(supersede())
      .refuses('successor_not_signed', { reference: 'DIJON-2018', on: '2018-09-03' });
    const replaced = plan().knows(BY, plan({ reference: 'DIJON-2020' }));
    replaced.does(supersede());
    old(replaced)
      .when(supersede())
      .refuses('successor_superseded', { reference: 'DIJON-2018', by: 'DIJON-2020' });
  });

  test('carries nothing over: no advance nor grant is payable any more, what was paid stands', () => {
    const crets = Crets.committed().knows(BY, new Crets(draft(undefined, { reference: 'CRETS-2017' })));
    crets.pays('grant', '2016-10-20', '2016-10-27');
    expect(crets.balance().payable).toBe('2000.00');
    crets.does(supersede('2016-11-02'));
    expect(crets.balance()).toMatchObject({ payable: '0.00', committed: '4000.00' });
    expect(crets.balance('resources')).toMatchObject({ paid: '500.00' });
    crets
      .when(crets.request('advance', '2016-11-03'))
      .refuses('convention_superseded', { on: '2016-11-02', by: 'CRETS-2017' });
  });

  test('what was delivered before is still paid, as after a termination', () => {
    const crets = Crets.committed().knows(BY, new Crets(draft(undefined, { reference: 'CRETS-2017' })));
    crets.does(supersede('2016-12-05'));
    crets.certifies('2016-12-10', [expense('8000.00')]);
    expect(crets.balance().payable).toBe('4000.00');
    crets.does(crets.request('balance', '2016-12-12'));
  });
});

test('the steering committee met: also late, only on a signed convention', () => {
  const met = (date: string) => ({ type: 'RecordCommitteeMeeting', on: on(date) }) as const;
  const journey = new Journey({ schemes: [] });
  journey.does(draft());
  journey.when(met('2016-10-02')).refuses('not_signed');
  const crets = new Crets();
  crets.does({ type: 'NotifyTermination', on: on('2017-06-01'), party: 'commune' });
  crets.does(met('2017-01-13'));
  expect(stateAt(crets.history, on('2017-01-13')).committeeMetOn).toBe('2017-01-13');
});
