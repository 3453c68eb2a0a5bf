import { Crets, commit, draft, poste1, equipment, expense, register, sign, submit } from './crets.testing.js';
import type { DraftConvention } from './draft-asked.js';
import { Journey, on } from './journey.testing.js';
import { deadlinesOf } from './deadlines.js';

/* A child convention: its validity follows its parent's, whose suspension and end hold for it. */

const PARENT = '0193a1de-0000-5000-8000-000000000001';
const stream = `convention-${PARENT}`;
const framework = (changes: Partial<DraftConvention> = {}) =>
  draft([], { reference: 'CADRE', lines: [], validity: { years: 2 }, on: on('2016-09-01'), ...changes });
const child = (changes: Partial<DraftConvention> = {}) =>
  draft(undefined, { parent: PARENT, validity: {}, lines: [draft().lines[0]!], ...changes });

/** The parent, signed on 05/09/2016 for two years. */
function signedParent(changes: Partial<DraftConvention> = {}): Journey {
  const parent = new Journey();
  parent.does(framework(changes));
  parent.does(sign('academie', '2016-09-05'));
  parent.does(sign('commune', '2016-09-05'));
  return parent;
}

const under = (parent: Journey) => ({ parents: { [stream]: parent } });
const signed = (parent: Journey, changes: Partial<DraftConvention> = {}) => {
  const journey = new Crets(child(changes), under(parent));
  journey.does(commit('4000.00'));
  return journey;
};
const suspend = (date: string) =>
  ({ type: 'SuspendConvention', on: on(date), cause: 'force_majeure', reason: 'x' }) as const;
const resume = (date: string) => ({ type: 'ResumeConvention', on: on(date), reason: 'x' }) as const;
const terminate = (date: string) => ({ type: 'NotifyTermination', on: on(date), party: 'commune' }) as const;
const endOf = (journey: Journey, parent: Journey) =>
  deadlinesOf(journey.history, on('2016-12-01'), parent.history).endOfValidity;

test('a child without a validity of its own takes its parent’s, whatever that becomes', () => {
  const parent = signedParent();
  const journey = signed(parent);
  expect(endOf(journey, parent)).toBe('2018-09-05');
  const longer = { subject: 'x', allocations: [], schools: [], validUntil: on('2019-09-05') };
  parent.does({ type: 'SignAvenant', on: on('2016-11-02'), ...longer });
  expect(endOf(journey, parent)).toBe('2019-09-05');
  journey
    .when({ type: 'SignAvenant', on: on('2016-11-03'), ...longer })
    .refuses('child_follows_parent', { parent: 'CADRE' }, '/validUntil');
});

test('a child’s own validity ends within its parent’s, to the day', () => {
  const parent = signedParent();
  const own = { years: 1, months: 10 };
  const inside = new Journey(under(parent));
  inside.does(child({ validity: own, on: on('2016-10-01') }));
  inside.does(sign('academie', '2016-11-05'));
  inside.when(sign('commune', '2016-11-06')).refuses('child_outside_parent', {
    parent: 'CADRE',
    validUntil: '2018-09-06',
    parentUntil: '2018-09-05',
  });
  inside.does(sign('commune', '2016-11-05'));
  expect(endOf(inside, parent)).toBe('2018-09-05');
});

test('a convention without parent states its validity', () => {
  new Journey().when(draft(undefined, { validity: {} })).refuses('validity_missing', {}, '/validity');
});

test('the parent is known, of the same académie, and no child itself', () => {
  const parent = signedParent();
  const unknown = { parent: PARENT };
  new Journey().when(child()).refuses('parent_unknown', unknown, '/parent');
  new Journey(under(signedParent({ academie: 'lyon' })))
    .when(child())
    .refuses('parent_unknown', unknown, '/parent');
  const middle = new Journey(under(parent));
  middle.does(child({ reference: 'MILIEU' }));
  new Journey(under(middle))
    .when(child())
    .refuses('parent_is_child', { parent: 'MILIEU', of: 'CADRE' }, '/parent');
});

test('a child is signed while its parent is in force: from its signature to its last day', () => {
  const unsigned = new Journey();
  unsigned.does(framework());
  const early = new Journey(under(unsigned));
  early.does(child());
  early.when(sign('academie')).refuses('parent_not_in_force', { parent: 'CADRE', on: '2016-10-14' }, '/on');
  const late = new Journey(under(signedParent()));
  late.does(child());
  late
    .when(sign('academie', '2018-09-06'))
    .refuses('parent_not_in_force', { parent: 'CADRE', on: '2018-09-06' }, '/on');
  late.does(sign('academie', '2018-09-05'));
});

test('while the parent is suspended the child takes no request; resumed, it does', () => {
  const parent = signedParent();
  const journey = signed(parent);
  parent.does(suspend('2016-10-20'));
  const asked = (date: string) => journey.request('advance', date);
  journey.when(asked('2016-10-20')).refuses('parent_suspended', { parent: 'CADRE', since: '2016-10-20' });
  journey.when(resume('2016-10-21')).refuses('not_suspended', {});
  parent.does(resume('2016-10-25'));
  journey.does(asked('2016-10-25'));
});

test('the end of the parent is the child’s: expense delivered after it is cut, no advance is asked for', () => {
  const parent = signedParent();
  const journey = signed(parent);
  parent.does(terminate('2016-10-20'));
  journey
    .when(journey.request('advance', '2017-01-21'))
    .refuses('parent_terminated', { parent: 'CADRE', noticeUntil: '2017-01-20' });
  const statement = journey.does(
    submit('2017-02-01', [
      expense('1000.00', { deliveredOn: on('2017-01-20') }),
      expense('500.00', { deliveredOn: on('2017-01-21'), quantity: 0 }),
    ]),
  );
  journey.does({
    type: 'CertifyServiceFait',
    on: on('2017-02-02'),
    ...equipment,
    statement,
    final: true,
    cuts: [],
    quantities: [],
  });
  expect(journey.balance()).toMatchObject({ accepted: '1000.00', due: '500.00' });
  journey.does(journey.request('balance', '2017-02-03', undefined, poste1));
});

test('a child is ended on its own, whatever its parent', () => {
  const parent = signedParent();
  const journey = signed(parent);
  parent.does(terminate('2016-11-20'));
  journey.does(terminate('2016-10-20'));
  journey.when(terminate('2016-10-21')).refuses('already_in_notice', { noticeUntil: '2017-01-20' });
  expect(deadlinesOf(journey.history, on('2016-12-01'), parent.history).endOfNotice).toBe('2017-01-20');
});

test('what is asked of a child reads its parent', () => {
  const parent = signedParent();
  const journey = new Journey(under(parent));
  journey.does(child());
  expect(journey.tries(register('20005672500019', '2016-10-14'))).toBeUndefined();
});
