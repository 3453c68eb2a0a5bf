import { COLLEGE, confirm, Crets, register, resources } from './crets.testing.js';
import { eur, Journey, on } from './journey.testing.js';
import {
  credits,
  creditsScheme,
  framework,
  frameworkDraft,
  MOULIN,
  notify,
  TILLEULS,
  used,
  vote,
} from './plans.testing.js';

const poste = { ej: '2500000001', poste: '1' };

/** Notified, and paid in full on 3 November 2025. */
function paid(amount = '1200.00'): Journey {
  const journey = framework();
  journey.does(notify(amount));
  const account = journey.does({ ...register(TILLEULS, '2025-10-21'), validFrom: on('2025-10-01') });
  journey.does(confirm(account, '2025-10-21'));
  journey.does({ type: 'RecordCommitment', on: on('2025-10-22'), ...credits, ...poste, amount: eur(amount) });
  const payment = journey.does({
    type: 'RequestPayment',
    on: on('2025-10-23'),
    ...credits,
    ...poste,
    kind: 'grant',
    dp: '100000001',
    account,
  });
  journey.does({ type: 'ExecutePayment', on: on('2025-11-03'), payment });
  return journey;
}

/** The use proven and accepted: 1 050.00 of 1 200.00. */
function accepted(): Journey {
  const journey = paid();
  journey.does(vote('500.00', '700.00'));
  const use = journey.does(used('480.00', '570.00', '1050.00'));
  journey.does({ type: 'AcceptUse', on: on('2026-07-06'), use });
  return journey;
}

const figures = (journey: Journey, date = '2199-12-31') =>
  journey.balance(credits.line, date, undefined, '2025');

describe('credits are notified to an établissement under a framework that has no amount of its own', () => {
  test('payable in full once notified, nothing before', () => {
    const journey = framework();
    expect(journey.history.slots.at(-1)!.state.lines).toEqual([]);
    journey.does(notify());
    expect(() => figures(journey, '2025-10-19')).toThrow('no such place');
    expect(figures(journey, '2025-10-20')).toMatchObject({ maximum: '1200.00', payable: '1200.00' });
    expect(figures(paid())).toMatchObject({ paid: '1200.00', payable: '0.00', toProve: '1200.00' });
  });

  test('each notification is a tranche of the one line of the établissement', () => {
    const journey = framework();
    journey.does(notify());
    journey
      .when(notify('300.00', { on: on('2025-12-01') }))
      .refuses('duplicate', { what: 'tranche', value: '2025' }, '/tranche');
    journey.does(notify('300.00', { on: on('2025-12-01'), tranche: '2025-2' }));
    const [line, ...others] = journey.history.slots.at(-1)!.state.lines;
    expect(others).toEqual([]);
    expect(line!.tranches.map(({ id }) => id)).toEqual(['2025', '2025-2']);
    expect(figures(journey).maximum).toBe('1200.00');
  });

  test.each<[string, object, string]>([
    ['an établissement that nobody names', { uai: MOULIN }, 'school_unknown'],
    ['a UAI with a wrong letter', { uai: '0387101A' }, 'uai_wrong_letter'],
    ['no amount', { amount: eur('0.00') }, 'amount_zero'],
    ['a post twice', { posts: [notify().posts[0], notify().posts[0]] }, 'duplicate'],
    ['a flow that is not notified', { flow: 'equipment' }, 'flow_not_notified'],
    ['a day before the signature', { on: on('2025-09-30') }, 'not_signed'],
    ['a day to come', { on: on('2026-01-02') }, 'date_in_future'],
  ])('%s is refused', (_, changes, code) => {
    framework().when(notify('1200.00', changes), { recordedOn: '2026-01-01' }).refuses(code);
  });

  test('an établissement that the notification names is added', () => {
    const journey = framework();
    const school = { uai: MOULIN, name: 'Collège du Vieux-Moulin' };
    journey.does(notify('900.00', { uai: MOULIN, school }));
    expect(journey.history.slots.at(-1)!.state.schools[MOULIN]).toEqual(school);
  });

  test('nothing is notified while suspended', () => {
    const journey = framework();
    journey.does({ type: 'SuspendConvention', on: on('2025-10-10'), cause: 'force_majeure', reason: 'x' });
    journey.when(notify()).refuses('convention_suspended', { since: '2025-10-10' });
  });

  test('a draft asks for no credits, an agreement of another scheme takes no notification', () => {
    const journey = new Journey({ schemes: [creditsScheme] });
    const { axes } = notify();
    const line = {
      id: 'x',
      flow: 'resources',
      payee: { legalType: 'eple', uai: TILLEULS, name: 'x' },
      axes,
      tranches: [{ id: '1', label: '1', allocations: [{ uai: TILLEULS, unit: 'credits', quantity: 1 }] }],
    } as const;
    const [, academie] = frameworkDraft().parties;
    const parties = [academie!, { id: 'college', role: 'beneficiary' as const, name: 'Collège' }];
    journey
      .when(frameworkDraft({ lines: [line], parties }))
      .refuses('unit_by_notification', { unit: 'credits', flow: 'resources' });
    new Crets()
      .when(notify('1.00', { on: on('2016-11-01') }))
      .refuses('flow_not_notified', { flow: 'resources', scheme: 'colleges_numeriques_2016_ecole' });
  });
});

describe('the board votes the split', () => {
  test.each([
    ['1199.99', { total: '1199.99', notified: '1200.00' }],
    ['1200.01', { total: '1200.01', notified: '1200.00' }],
  ])('of %s it does not add up', (amount, details) => {
    paid().when(vote(amount, '0.00')).refuses('split_does_not_add_up', details, '/shares');
  });

  test('to the cent it is recorded; only posts that are named, each once', () => {
    paid()
      .when(vote('500.00', '700.00'))
      .records({
        fact: {
          type: 'SplitVoted',
          data: {
            ...credits,
            shares: [
              { post: 'manuels', amount: eur('500.00') },
              { post: 'ressources', amount: eur('700.00') },
            ],
          },
        },
        effectiveOn: on('2025-11-25'),
        fiscalYear: 2025,
      });
    const shares = [{ post: 'voyages', amount: eur('1200.00') }];
    paid()
      .when({ ...vote('1.00', '1.00'), shares })
      .refuses('post_not_named', { post: 'voyages', named: ['manuels', 'ressources'] }, '/shares/0/post');
    const [first] = vote('600.00', '0.00').shares;
    paid()
      .when({ ...vote('1.00', '1.00'), shares: [first, first] })
      .refuses('duplicate', { what: 'post', value: 'manuels' });
  });

  test('a later vote replaces it, but does not take back what was spent', () => {
    const journey = paid();
    journey.does(vote('700.00', '500.00'));
    journey.does({ ...used('480.00', '100.00', '580.00', '2026-01-15'), final: false });
    journey
      .when(vote('479.99', '720.01', '2026-02-10'))
      .refuses('split_below_use', { post: 'manuels', voted: '479.99', used: '480.00' });
    journey.does(vote('480.00', '720.00', '2026-02-10'));
  });

  test('another grant has no posts', () => {
    const crets = Crets.committed();
    crets
      .when({ ...vote('500.00', '0.00', '2016-11-01'), ...resources })
      .refuses('grant_not_notified', { tranche: '2016' });
  });
});

describe('the use is proven by post', () => {
  test('once the split was voted, within it, and adding up', () => {
    const journey = paid();
    journey.when(used('480.00', '570.00', '1050.00')).refuses('split_missing', { tranche: '2025' });
    journey.does(vote('500.00', '700.00'));
    journey
      .when(used('500.01', '0.00', '500.01'))
      .refuses('use_above_vote', { post: 'manuels', used: '500.01', voted: '500.00' });
    journey
      .when(used('500.00', '0.00', '499.99'))
      .refuses('use_does_not_add_up', { total: '500.00', declared: '499.99' });
    const { posts: _, ...unposted } = used('500.00', '0.00', '500.00');
    journey.when(unposted).refuses('use_by_post_missing', { tranche: '2025' });
    journey.does(used('500.00', '700.00', '1200.00'));
    expect(figures(journey)).toMatchObject({ toProve: '0.00', toOrder: '0.00' });
  });

  test('another grant is proven without posts', () => {
    const crets = Crets.committed();
    const { posts, ...asked } = used('430.00', '0.00', '430.00', '2017-06-30');
    const declared = {
      ...asked,
      ...resources,
      used: [{ allocation: '0382460T-ecole', amount: eur('430.00') }],
    };
    crets.when({ ...declared, posts }).refuses('grant_not_notified', { tranche: '2016' });
    crets.does(declared);
    expect(COLLEGE).toBe(crets.history.slots.at(-1)!.state.lines[1]!.payee.uai);
  });
});

describe('what is not used is à justifier, then repaid, carried over or given another use', () => {
  test('1 050.00 of 1 200.00 used: 150.00 to order, as far as no decision keeps it', () => {
    expect(figures(accepted(), '2026-07-05')).toMatchObject({ toProve: '150.00', toOrder: '0.00' });
    const journey = accepted();
    expect(figures(journey)).toMatchObject({ due: '1050.00', toOrder: '150.00', toProve: '0.00' });
    const decision = { ...credits, on: on('2026-07-08'), reason: 'Décision du recteur' };
    journey.does({ type: 'AuthoriseCarryOver', ...decision, amount: eur('50.00') });
    const reassign = (amount: string) =>
      ({ type: 'ReassignGrant', ...decision, amount: eur(amount), to: 'Licences' }) as const;
    journey
      .when(reassign('100.01'))
      .refuses('carry_over_above_unused', { asked: '100.01', unused: '100.00' });
    journey.does(reassign('60.00'));
    expect(figures(journey).toOrder).toBe('40.00');
    journey.does({ type: 'OrderReversement', on: on('2026-07-09'), ...credits, reason: 'Inemployé' });
    expect(figures(journey)).toMatchObject({ orderOpen: '40.00', toOrder: '0.00', payable: '0.00' });
  });

  test('a notification recorded by mistake is reversed before anything rests on it', () => {
    const journey = framework();
    journey.does(notify());
    const entry = journey.lastEntry('GrantNotified');
    const reverse = {
      type: 'ReverseEntry',
      on: on('2025-10-24'),
      entry,
      motive: 'Saisie en double',
    } as const;
    journey.fork().does(reverse);
    journey.does(vote('500.00', '700.00', '2025-10-22'));
    journey.when(reverse).refuses('entry_has_successor', { entry, successor: 'event-5' });
  });
});
