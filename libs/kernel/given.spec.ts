import { count, day, type Decider, euros, Euros, fact, type FactOf, maybe, refuse, text } from './index.js';
import { given } from './given.testing.js';

const Paid = fact('Paid', 'money', 'Money was put in.', { amount: euros(), note: maybe(text()) });
const Counted = fact('Counted', 'life', 'The purse was counted.', { coins: count() });
type PurseFact = FactOf<typeof Paid> | FactOf<typeof Counted>;
interface Put {
  readonly amounts: readonly string[];
}

const purse: Decider<Euros, Put, PurseFact> = {
  category: 'purse',
  definitions: [Paid, Counted],
  initial: Euros.zero,
  evolve: (state, { fact: { type, data } }) => (type === 'Paid' ? state.plus(data.amount) : state),
  needs: () => [{ stream: 'limit-1', guarded: true }],
  decide: (state, { amounts }, { today, actor }, context) => {
    const most = Euros.of((context.get('limit-1') as string | undefined) ?? '10.00');
    const paid = Euros.sum(amounts.map(amount => Euros.of(amount)));
    if (state.plus(paid).exceeds(most)) return refuse('purse_full', { most: most.toString() }, '/amounts');
    return {
      facts: amounts.map(amount => ({
        fact: { type: 'Paid', data: { amount: Euros.of(amount), note: actor } },
        effectiveOn: today,
        fiscalYear: 2016,
      })),
      ...(amounts.length > 1 ? { claims: [{ key: 'two', fact: 1 }], releases: ['one'] } : {}),
    };
  },
};

const on = day('2016-10-14');
const paid = (amount: string, note = 'account-1') =>
  ({
    fact: { type: 'Paid', data: { amount: Euros.of(amount), note } },
    effectiveOn: on,
    fiscalYear: 2016,
  }) as const;
const earlier = given(purse, paid('4.00'));
const one = earlier.when({ amounts: ['6.00'] });
const two = earlier.when({ amounts: ['1.00', '2.00'] });
const full = earlier.when({ amounts: ['6.01'] });
const taken = { claims: [{ key: 'two', fact: 1 }], releases: ['one'] };

test('what a decision records, and nothing else, holds', () => {
  one.records(paid('6.00'));
  two.decides({ facts: [paid('1.00'), paid('2.00')], ...taken });
  full.refuses('purse_full', { most: '10.00' }, '/amounts');
});

test.each<[what: string, assertion: () => void]>([
  ['another amount', () => one.records(paid('6.01'))],
  ['another date', () => one.records({ ...paid('6.00'), effectiveOn: day('2016-10-15') })],
  ['another fiscal year', () => one.records({ ...paid('6.00'), fiscalYear: 2017 })],
  ['a fiscal year left out', () => one.records({ fact: paid('6.00').fact, effectiveOn: on })],
  [
    'a field left out',
    () => one.records({ ...paid('6.00'), fact: { type: 'Paid', data: { amount: Euros.of('6.00') } } }),
  ],
  ['a ground that is undefined', () => one.records({ ...paid('6.00'), ground: undefined } as never)],
  ['a ground that was not given', () => one.records({ ...paid('6.00'), ground: { text: 'x' } })],
  ['a fact too many', () => one.records(paid('6.00'), paid('6.00'))],
  ['no fact', () => one.records()],
  ['another order', () => two.decides({ facts: [paid('2.00'), paid('1.00')], ...taken })],
  ['claims left out', () => two.records(paid('1.00'), paid('2.00'))],
  [
    'a claim of another fact',
    () => two.decides({ facts: [paid('1.00'), paid('2.00')], ...taken, claims: [{ key: 'two', fact: 0 }] }),
  ],
  ['releases left out', () => two.decides({ facts: [paid('1.00'), paid('2.00')], claims: taken.claims })],
  ['a refusal where facts are recorded', () => one.refuses('purse_full')],
  ['facts where it is refused', () => full.records(paid('6.01'))],
  ['another code', () => full.refuses('purse_empty')],
  ['other details', () => full.refuses('purse_full', { most: '10.01' })],
  ['a detail left out', () => full.refuses('purse_full', {})],
  ['another pointer', () => full.refuses('purse_full', { most: '10.00' }, '/amount')],
])('an assertion fails on %s', (_, assertion) => {
  expect(assertion).toThrow();
});

test('a given fact that the log would not hold is an error', () => {
  const wrong = { ...paid('1.00').fact.data, colour: 'red' };
  expect(() => given(purse, { fact: { type: 'Paid', data: wrong }, effectiveOn: on })).toThrow(/colour/);
});

test('a recorded fact that the log would not hold is an error', () => {
  const long = 'x'.repeat(501);
  const verdict = given(purse).when({ amounts: ['1.00'] }, { actor: long, today: on });
  expect(() => verdict.records(paid('1.00', long))).toThrow(/500/);
});

test('a context that the command does not need is an error, one that it needs is read', () => {
  expect(() => earlier.when({ amounts: [] }, {}, new Map([['limit-2', '1.00']]))).toThrow(/limit-2/);
  earlier.when({ amounts: ['0.01'] }, {}, new Map([['limit-1', '4.00']])).refuses('purse_full');
});

test('the moment of a command is that of the last fact recorded, unless it is given', () => {
  const coins = (recordedAt: string) =>
    ({ fact: { type: 'Counted', data: { coins: 1 } }, effectiveOn: on, recordedAt }) as const;
  const late = given(purse, coins('2016-11-03T09:00:00.000Z'), coins('2016-10-20T09:00:00.000Z'));
  late.when({ amounts: ['1.00'] }).records({ ...paid('1.00'), effectiveOn: day('2016-11-03') });
  late.when({ amounts: ['1.00'] }, { today: on }).records(paid('1.00'));
});
