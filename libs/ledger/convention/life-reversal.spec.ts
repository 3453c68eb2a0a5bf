import { confirm, Crets, draft, equipment, expense, register, COMMUNE } from './crets.testing.js';
import { eur, on } from './journey.testing.js';
import { stageOf } from './convention.js';
import { latestState, stateAt } from './history.js';

const DECIDED = { decidedBy: 'Ministère' };
const suspend = {
  type: 'SuspendConvention',
  on: on('2016-11-10'),
  cause: 'change_of_use',
  reason: 'x',
} as const;
const reduce = (maximum: string, date = '2016-11-10') =>
  ({
    type: 'ReduceConvention',
    on: on(date),
    reason: 'x',
    allocations: [{ ...equipment, id: '0382460T-classe_mobile', maximum: eur(maximum) }],
    ...DECIDED,
  }) as const;
const notify = { type: 'NotifyTermination', on: on('2016-11-10'), party: 'commune' } as const;
const ORDONNATEUR = { role: 'ordonnateur' };

const reverse = (crets: Crets, type: Parameters<Crets['lastEntry']>[0], date = '2016-12-20') =>
  ({ type: 'ReverseEntry', on: on(date), entry: crets.lastEntry(type), motive: 'Saisi par erreur' }) as const;

describe('an act of the life recorded by mistake never happened (invariant 8)', () => {
  test('a suspension: the payments that it stopped may be asked for', () => {
    const crets = Crets.committed();
    crets.does({ ...suspend, ...DECIDED });
    const asked = crets.request('advance', '2016-11-12');
    crets.when(asked).refuses('convention_suspended');
    crets.does(reverse(crets, 'ConventionSuspended'), ORDONNATEUR);
    expect(stateAt(crets.history, on('2016-11-12')).suspended).toBeUndefined();
    crets.does(asked);
  });

  test('a reduction: the maximum is what it was', () => {
    const crets = Crets.advanced();
    crets.does(reduce('1500.00'));
    expect(crets.balance().toOrder).toBe('500.00');
    crets.does(reverse(crets, 'ConventionReduced'), ORDONNATEUR);
    expect(crets.balance()).toMatchObject({ maximum: '4000.00', toOrder: '0.00' });
  });

  test('an order that rests on a reduction stays; nothing is payable before it is cut', () => {
    const crets = Crets.advanced();
    crets.does(reduce('1500.00'));
    const order = crets.does({ type: 'OrderReversement', on: on('2016-11-12'), ...equipment, reason: 'x' });
    crets.does(reverse(crets, 'ConventionReduced'), ORDONNATEUR);
    crets.certifies('2017-03-10', [expense('8000.00')]);
    expect(crets.balance()).toMatchObject({ due: '4000.00', orderOpen: '500.00', payable: '1500.00' });
    crets.does({ type: 'CutReversement', on: on('2017-03-11'), order, reason: 'x' });
    expect(crets.balance().payable).toBe('2000.00');
  });

  test('a termination: the convention runs to its term', () => {
    const crets = new Crets();
    crets.does(notify);
    crets.does(reverse(crets, 'TerminationNotified'), ORDONNATEUR);
    expect(stageOf(latestState(crets.history), '2017-03-01')).toBe('signed');
    crets.does({ ...notify, on: on('2016-12-01') });
  });

  test('a life fact after it stays in its place, and the next one comes after that', () => {
    const crets = new Crets();
    crets.does({ ...suspend, ...DECIDED });
    crets.does({ type: 'AuthoriseObjectChange', on: on('2016-11-20'), change: 'x', ...DECIDED });
    crets.does(reverse(crets, 'ConventionSuspended'), ORDONNATEUR);
    crets
      .when({ ...notify, on: on('2016-11-19') }, { recordedOn: '2016-12-21' })
      .refuses('life_out_of_order', {
        on: '2016-11-19',
        last: '2016-11-20',
      });
  });

  test('of a closed year it is put right from the day of the reversal on', () => {
    const crets = Crets.advanced();
    crets.does(reduce('1500.00'));
    crets.year(2016, 'closed');
    crets.does(reverse(crets, 'ConventionReduced', '2017-02-01'), ORDONNATEUR);
    expect(crets.balance('equipment', '2017-01-31').maximum).toBe('1500.00');
    expect(crets.balance('equipment', '2017-02-01').maximum).toBe('4000.00');
  });
});

describe('what was built on it goes first', () => {
  const refusesFirst = (crets: Crets, type: Parameters<Crets['lastEntry']>[0], by: typeof type) => {
    const successor = crets.lastEntry(by);
    crets
      .when(reverse(crets, type), ORDONNATEUR)
      .refuses('entry_has_successor', { entry: crets.lastEntry(type), successor });
  };

  test('the resumption of a suspension', () => {
    const crets = new Crets();
    crets.does({ ...suspend, ...DECIDED });
    crets.does({ type: 'ResumeConvention', on: on('2016-11-20'), reason: 'x' });
    refusesFirst(crets, 'ConventionSuspended', 'ConventionResumed');
    crets.does(reverse(crets, 'ConventionResumed'), ORDONNATEUR);
    crets.does(reverse(crets, 'ConventionSuspended'), ORDONNATEUR);
    expect(latestState(crets.history).suspended).toBeUndefined();
  });

  test('a request since the resumption', () => {
    const crets = Crets.committed();
    crets.does({ ...suspend, ...DECIDED });
    crets.does({ type: 'ResumeConvention', on: on('2016-11-20'), reason: 'x' });
    crets.does(crets.request('advance', '2016-11-21'));
    refusesFirst(crets, 'ConventionResumed', 'PaymentRequested');
  });

  test('a second reduction', () => {
    const crets = new Crets();
    crets.does(reduce('3000.00'));
    const entry = crets.lastEntry('ConventionReduced');
    crets.does(reduce('2000.00', '2016-11-11'));
    const successor = crets.lastEntry('ConventionReduced');
    crets
      .when({ type: 'ReverseEntry', on: on('2016-12-20'), entry, motive: 'x' }, ORDONNATEUR)
      .refuses('entry_has_successor', { entry, successor });
  });

  test('a certificate that cut what was delivered after the end', () => {
    const crets = Crets.advanced();
    crets.does(notify);
    crets.certifies('2017-03-10', [expense('8000.00', { deliveredOn: on('2017-02-11') })]);
    refusesFirst(crets, 'TerminationNotified', 'ServiceFaitCertified');
    const within = Crets.advanced();
    within.does(notify);
    within.certifies('2017-03-10', [expense('8000.00', { deliveredOn: on('2017-02-10') })]);
    within.does(reverse(within, 'TerminationNotified', '2017-03-12'), ORDONNATEUR);
  });
});

test('who may not decide an act does not undo it; a signature and an amendment are never reversed', () => {
  const crets = new Crets();
  crets.does(notify);
  crets
    .when(reverse(crets, 'TerminationNotified'))
    .refuses('reversal_of_decision', { type: 'TerminationNotified' });
  crets
    .when(reverse(crets, 'ConventionSigned'), ORDONNATEUR)
    .refuses('entry_not_reversible', { type: 'ConventionSigned' });
});

describe('a payment that the bank returned may be given up', () => {
  const returned = () => {
    const crets = Crets.committed();
    const payment = crets.pays('advance', '2016-10-20', '2016-10-27');
    crets.does({ type: 'ReturnPayment', on: on('2016-11-03'), payment, reason: 'Compte clos' });
    return { crets, payment };
  };
  const abandon = (payment: string, date = '2016-12-01') =>
    ({ type: 'AbandonPayment', on: on(date), payment, reason: 'x' }) as const;

  test('it waits no more, CP are unchanged, and it is neither paid nor claimed again', () => {
    const { crets, payment } = returned();
    expect(crets.balance()).toMatchObject({ pending: '2000.00', paid: '0.00', consumed: '2000.00' });
    crets.does(abandon(payment));
    expect(crets.balance()).toMatchObject({
      pending: '0.00',
      consumed: '2000.00',
      paid: '2000.00',
      repaid: '2000.00',
      outstanding: '2000.00',
    });
    crets.certifies('2017-03-10', [expense('8000.00')]);
    expect(crets.balance()).toMatchObject({ due: '4000.00', payable: '2000.00', toOrder: '0.00' });
  });

  test('only one that was returned, and once', () => {
    const { crets, payment } = returned();
    crets.when(abandon('x')).refuses('payment_unknown', { payment: 'x' });
    crets.when(abandon(payment, '2016-11-02'), { recordedOn: '2016-11-04' }).refuses('payment_not_returned');
    crets.does(abandon(payment));
    crets.when(abandon(payment)).refuses('payment_not_returned', { payment, status: 'abandoned' });
    crets
      .when({ type: 'ReissuePayment', on: on('2016-12-02'), payment })
      .refuses('payment_not_returned', { payment, status: 'abandoned' });
  });

  test('by mistake, it is reversed, and paid again', () => {
    const { crets, payment } = returned();
    crets.does(abandon(payment));
    crets.does(reverse(crets, 'PaymentAbandoned'));
    expect(crets.balance()).toMatchObject({ pending: '2000.00', paid: '0.00', repaid: '0.00' });
    const account = crets.does(register(COMMUNE, '2016-12-21'));
    crets.does(confirm(account, '2016-12-21'));
    crets.does({ type: 'ReissuePayment', on: on('2016-12-22'), payment, account });
    expect(crets.balance()).toMatchObject({ pending: '0.00', paid: '2000.00' });
  });

  test('a project given up after a returned payment can be closed', () => {
    const crets = Crets.committed(draft());
    crets.pays('grant', '2016-10-20', '2016-10-27');
    const payment = crets.pays('advance', '2016-10-20', '2016-10-27');
    crets.does({ type: 'ReturnPayment', on: on('2016-11-03'), payment, reason: 'Compte clos' });
    crets.does(abandon(payment));
    crets.does({
      type: 'CertifyServiceFait',
      on: on('2016-12-02'),
      ...equipment,
      final: true,
      cuts: [],
      quantities: [],
      ground: { text: 'Renoncement' },
    });
    expect(crets.balance()).toMatchObject({ due: '0.00', payable: '0.00', toOrder: '0.00' });
  });
});
