import fc from 'fast-check';
import { at } from './deciding.js';
import { trancheOf } from './evolving.js';
import * as formulas from './formulas.js';
import { type History, historyOf, knownAt, latestState, noHistory, record, stateAt } from './history.js';
import { movementsOf } from './movements.js';
import { COHORTS, cohorts, playCohorts } from './random-cohorts.testing.js';
import { steps } from './random-history.testing.js';
import { cohortBalance, type CohortBalance } from './reference-cohorts.testing.js';
import type { Measure, Row } from './rows.js';

/* Tranches, head-counts and caps per school: fold, rows and a reference without fold agree on both dates. */

const params = { seed: 20160901, numRuns: 80, endOnFailure: true };
const asked = fc.record({ played: steps, looks: fc.array(fc.nat(), { minLength: 10, maxLength: 10 }) });

function lived(played: Parameters<typeof playCohorts>[1]): History {
  const journey = cohorts();
  playCohorts(journey, played);
  return journey.history;
}

function movements(history: History): readonly (readonly Row[])[] {
  let before = noHistory;
  return history.facts.map(stored => {
    const after = record(before, stored);
    const rows = movementsOf(before, after);
    before = after;
    return rows;
  });
}

const MEASURED: Readonly<Record<keyof CohortBalance, readonly [measure: Measure, sign: 1n | -1n][]>> = {
  maximum: [['maximum', 1n]],
  conditional: [['conditional_maximum', 1n]],
  committed: [['committed', 1n]],
  released: [
    ['released_of_year', 1n],
    ['released_of_prior', 1n],
  ],
  due: [['due', 1n]],
  pending: [['pending', 1n]],
  consumed: [['consumed', 1n]],
  orderOpen: [['order_open', 1n]],
  payable: [['payable', 1n]],
  toOrder: [['to_order', 1n]],
};

test('at any (effectiveOn, knownAt), each tranche by its own, fold, movements and reference agree', () => {
  let compared = 0;
  fc.assert(
    fc.property(asked, ({ played, looks }) => {
      const history = lived(played);
      const { facts } = history;
      const moved = movements(history);
      for (const look of looks) {
        const { effectiveOn } = facts[look % facts.length]!;
        const known = knownAt(history, facts[(look >> 3) % facts.length]!.recordedAt);
        const state = stateAt(known, effectiveOn);
        const upTo = known.facts.length;
        for (const tranche of COHORTS) {
          const reference = cohortBalance(facts, tranche, effectiveOn, BigInt(upTo));
          expect(trancheOf(state, 'equipment', tranche) === undefined).toBe(reference === undefined);
          if (!reference || state.signedOn === undefined) continue;
          const rows = moved
            .slice(0, upTo)
            .flat()
            .filter(row => row.tranche === tranche && row.effectiveOn <= effectiveOn);
          const summed = Object.fromEntries(
            Object.entries(MEASURED).map(([figure, measures]) => [
              figure,
              measures.reduce(
                (total, [measure, sign]) =>
                  rows.reduce((of, row) => (row.measure === measure ? of + sign * row.amount : of), total),
                0n,
              ),
            ]),
          );
          expect([tranche, summed]).toEqual([tranche, reference]);
          const place = at(state, { line: 'equipment', tranche });
          expect(formulas.payableOf(state, place.line, place.tranche).cents).toBe(reference.payable);
          compared += 1;
        }
      }
    }),
    params,
  );
  expect(compared).toBeGreaterThan(1500);
}, 60_000);

test('no school ever holds more than its cap; a conditional or abandoned tranche takes nothing', () => {
  fc.assert(
    fc.property(asked, ({ played }) => {
      for (const { state } of lived(played).slots) {
        const held = new Map<string, bigint>();
        for (const tranche of state.lines.flatMap(({ tranches }) => tranches)) {
          for (const { uai, maximum } of tranche.allocations) {
            held.set(uai, (held.get(uai) ?? 0n) + maximum.cents);
          }
          const isIdle = tranche.status === 'conditional';
          if (isIdle) expect([tranche.consumed.cents, tranche.requested.cents]).toEqual([0n, 0n]);
          if (isIdle) expect(Object.keys(tranche.postes)).toEqual([]);
        }
        for (const cents of held.values()) expect(cents <= 3_000_000n).toBe(true);
      }
    }),
    params,
  );
}, 60_000);

test('folding fact by fact and folding at once give the same history', () => {
  fc.assert(
    fc.property(asked, ({ played }) => {
      const history = lived(played);
      const whole = historyOf(history.facts);
      expect(latestState(history)).toEqual(latestState(whole));
      expect(history.slots.map(({ rows }) => rows)).toEqual(whole.slots.map(({ rows }) => rows));
    }),
    { ...params, numRuns: 30 },
  );
}, 60_000);

test('the random lives reach every kind of fact of tranches', () => {
  const reached = new Map<string, number>();
  let capped = 0;
  for (const { played } of fc.sample(asked, { seed: params.seed, numRuns: params.numRuns })) {
    for (const { fact } of lived(played).facts) {
      reached.set(fact.type, (reached.get(fact.type) ?? 0) + 1);
      if (fact.type === 'HeadCountObserved') capped += fact.data.allocations.length;
    }
  }
  const wanted = [
    'TrancheMadeFirm',
    'TrancheAbandoned',
    'HeadCountObserved',
    'AvenantSigned',
    'CommitmentReleased',
    'PaymentExecuted',
    'ServiceFaitCertified',
    'ReversementOrdered',
    'RepaymentReceived',
    'EntryReversed',
  ];
  expect(wanted.filter(type => (reached.get(type) ?? 0) < 3)).toEqual([]);
  expect(capped).toBeGreaterThan(20);
});
