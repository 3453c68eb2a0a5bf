import fc from 'fast-check';
import { at } from './deciding.js';
import { equipmentFits } from './equipment.js';
import * as formulas from './formulas.js';
import { type History, historyOf, knownAt, latestState, noHistory, record, stateAt } from './history.js';
import type { Journey } from './journey.testing.js';
import { movementsOf } from './movements.js';
import { steps } from './random-history.testing.js';
import { askCredits, askEquipment, COLLEGES, delivered, notified, playPlan } from './random-plans.testing.js';
import { type ReferenceBalance, referenceBalance } from './reference-model.testing.js';
import type { Measure, Row } from './rows.js';

/* The properties of the subsidies, on notified credits and on equipment in kind: the same fold, rows and reports. */

const params = { seed: 20250901, numRuns: 60, endOnFailure: true };
const asked = fc.record({ played: steps, looks: fc.array(fc.nat(), { minLength: 10, maxLength: 10 }) });

function movements(history: History): readonly (readonly Row[])[] {
  let before = noHistory;
  return history.facts.map(stored => {
    const after = record(before, stored);
    const rows = movementsOf(before, after);
    before = after;
    return rows;
  });
}

const sumOf = (rows: readonly Row[], measures: readonly Measure[]) =>
  rows.reduce((sum, row) => (measures.includes(row.measure) ? sum + row.amount : sum), 0n);

const MEASURED: Partial<Record<keyof ReferenceBalance, readonly Measure[]>> = {
  maximum: ['maximum'],
  accepted: ['accepted'],
  due: ['due'],
  pending: ['pending'],
  consumed: ['consumed', 'consumption_correction'],
  payable: ['payable'],
  toOrder: ['to_order'],
  orderOpen: ['order_open'],
};

function play(
  ask: typeof askCredits,
  start: string,
  journey: Journey,
  played: Parameters<typeof playPlan>[1],
) {
  playPlan(journey, played, start, ask);
  return journey;
}
const credits = (played: Parameters<typeof playPlan>[1]) =>
  play(askCredits, '2025-10-21', notified(), played);
const equipment = (played: Parameters<typeof playPlan>[1]) =>
  play(askEquipment, '2018-09-11', delivered(), played);

test('notified credits: at any (effectiveOn, knownAt), fold, movements and reference agree', () => {
  let compared = 0;
  fc.assert(
    fc.property(asked, ({ played, looks }) => {
      const { history } = credits(played);
      const { facts } = history;
      const moved = movements(history);
      for (const look of looks) {
        const { effectiveOn } = facts[look % facts.length]!;
        const known = knownAt(history, facts[(look >> 3) % facts.length]!.recordedAt);
        for (const uai of COLLEGES) {
          const line = `resources-${uai}`;
          const state = stateAt(known, effectiveOn);
          const reference = referenceBalance(facts, line, effectiveOn, BigInt(known.facts.length));
          const rows = moved
            .slice(0, known.facts.length)
            .flat()
            .filter(row => row.line === line && row.effectiveOn <= effectiveOn);
          for (const [figure, measures] of Object.entries(MEASURED)) {
            const expected = reference[figure as keyof ReferenceBalance];
            expect([figure, sumOf(rows, measures)]).toEqual([figure, expected]);
          }
          if (!state.lines.some(({ id }) => id === line)) continue;
          const { line: of, tranche } = at(state, { line, tranche: '2025' });
          expect(formulas.payableOf(state, of, tranche).cents).toBe(reference.payable);
          expect(formulas.toOrderOf(tranche).cents).toBe(reference.toOrder);
          compared += 1;
        }
      }
    }),
    params,
  );
  expect(compared).toBeGreaterThan(500);
});

test('notified credits: a split always adds up to them, and use stays within it', () => {
  fc.assert(
    fc.property(asked, ({ played }) => {
      for (const { state } of credits(played).history.slots) {
        for (const { tranches } of state.lines) {
          for (const { split = [], usedByPost = [], ...tranche } of tranches) {
            const total = split.reduce((sum, { amount }) => sum + amount.cents, 0n);
            if (split.length > 0) expect(total).toBe(formulas.maximumOf(tranche as never).cents);
            expect(usedByPost.length === 0 || split.length > 0).toBe(true);
          }
        }
      }
    }),
    params,
  );
});

test('equipment: on any day of either axis rows, fold and a plain count agree; never more lent than there is', () => {
  fc.assert(
    fc.property(asked, ({ played, looks }) => {
      const { history } = equipment(played);
      const moved = movements(history);
      expect(history.slots.every(({ state }) => equipmentFits(state))).toBe(true);
      for (const look of looks) {
        const { effectiveOn } = history.facts[look % history.facts.length]!;
        const known = knownAt(history, history.facts[(look >> 3) % history.facts.length]!.recordedAt);
        const gone = new Set(
          known.facts.flatMap(({ fact }) => (fact.type === 'EntryReversed' ? fact.data.entry : [])),
        );
        const counted = (movement: string) =>
          known.facts.reduce((sum, { fact, eventId, effectiveOn: day }) => {
            const counts = fact.type === 'EquipmentMoved' && fact.data.movement === movement;
            return counts && day <= effectiveOn && !gone.has(eventId) ? sum + fact.data.quantity : sum;
          }, 0);
        const rows = moved
          .slice(0, known.facts.length)
          .flat()
          .filter(row => row.effectiveOn <= effectiveOn);
        const of = (measure: Measure) => Number(sumOf(rows, [measure]));
        expect([of('delivered_quantity'), of('lent_quantity'), of('returned_quantity')]).toEqual([
          counted('delivered'),
          counted('lent') - counted('given_back'),
          counted('returned'),
        ]);
      }
    }),
    params,
  );
});

test('folding fact by fact and folding at once give the same history', () => {
  fc.assert(
    fc.property(asked, ({ played }) => {
      for (const { history } of [credits(played), equipment(played)]) {
        const whole = historyOf(history.facts);
        expect(latestState(history)).toEqual(latestState(whole));
        expect(history.slots.map(({ rows }) => rows)).toEqual(whole.slots.map(({ rows }) => rows));
      }
    }),
    { ...params, numRuns: 30 },
  );
});

test('the random histories reach every kind of fact of these agreements', () => {
  const reached = new Map<string, number>();
  for (const { played } of fc.sample(asked, { seed: params.seed, numRuns: params.numRuns })) {
    for (const { facts } of [credits(played).history, equipment(played).history]) {
      for (const { fact } of facts) reached.set(fact.type, (reached.get(fact.type) ?? 0) + 1);
    }
  }
  const wanted = [
    'SplitVoted',
    'ResourceUseDeclared',
    'ResourceUseAccepted',
    'CarryOverAuthorised',
    'GrantReassigned',
    'ReversementOrdered',
    'PaymentExecuted',
    'EquipmentMoved',
    'EntryReversed',
    'ConventionSuspended',
  ];
  expect(wanted.filter(type => (reached.get(type) ?? 0) < 2)).toEqual([]);
});
