import { Euros } from '#kernel';
import fc from 'fast-check';
import type { ConventionFactType } from './convention.events.js';
import { at } from './deciding.js';
import * as formulas from './formulas.js';
import { type History, historyOf, knownAt, latestState, noHistory, record, stateAt } from './history.js';
import { on } from './journey.testing.js';
import { movementsOf } from './movements.js';
import { play, SCHOOLS, signed, steps } from './random-history.testing.js';
import { type ReferenceBalance, referenceBalance, referenceOutstanding } from './reference-model.testing.js';
import type { Measure, Row } from './rows.js';

const LINES = ['equipment', 'resources'];
const params = { seed: 20161014, numRuns: 80, endOnFailure: true };
const asked = fc.record({
  played: steps,
  interim: fc.boolean(),
  looks: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
});
const terms = (interim: boolean) => (interim ? { interimShareHundredths: 80n } : {});

const REACHED: readonly ConventionFactType[] = [
  'AvenantSigned',
  'ConventionSuspended',
  'ConventionResumed',
  'ConventionReduced',
  'CommitmentRaised',
  'CommitmentLowered',
  'CommitmentReleased',
  'PaymentRequested',
  'PaymentCancelled',
  'PaymentRejected',
  'PaymentExecuted',
  'PaymentReturned',
  'PaymentReissued',
  'PaymentAbandoned',
  'PaymentObserved',
  'ExpenseStatementSubmitted',
  'ServiceFaitCertified',
  'ResourceUseDeclared',
  'ResourceUseAccepted',
  'ReversementOrdered',
  'ReversementCut',
  'ReversementCancelled',
  'ReversementWrittenOff',
  'RepaymentReceived',
];

const MEASURED: Readonly<
  Record<Exclude<keyof ReferenceBalance, 'outstanding' | 'paid'>, readonly Measure[]>
> = {
  maximum: ['maximum'],
  committed: ['committed', 'commitment_correction'],
  released: ['released_of_year', 'released_of_prior'],
  accepted: ['accepted'],
  due: ['due'],
  pending: ['pending'],
  consumed: ['consumed', 'consumption_correction'],
  repaid: ['repaid', 'repayment_correction'],
  orderOpen: ['order_open'],
  payable: ['payable'],
  toOrder: ['to_order'],
};

function folded(history: History, line: string, effectiveOn: string): Partial<ReferenceBalance> {
  const state = stateAt(history, on(effectiveOn));
  if (!state.draft) return {};
  const place = at(state, { line, tranche: '2016' });
  const { tranche } = place;
  const signedYet = state.signedOn !== undefined;
  return {
    maximum: signedYet ? formulas.maximumOf(tranche).cents : 0n,
    committed: formulas.committedOf(tranche).cents,
    released: formulas.releasedOf(tranche).cents,
    accepted: formulas.acceptedOf(tranche).cents,
    due: formulas.dueOf(tranche).cents,
    pending: formulas.pendingOf(tranche).cents,
    paid: formulas.paidOf(tranche).cents,
    consumed: tranche.consumed.cents,
    repaid: tranche.repaid.cents,
    orderOpen: tranche.orderOpen.cents,
    payable: formulas.payableOf(state, place.line, tranche).cents,
    toOrder: formulas.toOrderOf(tranche).cents,
    outstanding: formulas.outstandingOf(tranche).cents,
  };
}

/** Movements of each fact, in the order of recording. */
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

test('at any (effectiveOn, knownAt), fold, movements and reference agree', () => {
  fc.assert(
    fc.property(asked, ({ played, interim, looks }) => {
      const crets = signed(interim);
      play(crets, played);
      const { facts } = crets.history;
      const moved = movements(crets.history);
      const dates = [...new Set(facts.map(({ effectiveOn }) => effectiveOn))];
      for (const look of looks) {
        const effectiveOn = dates[look % dates.length]!;
        const last = facts[(look >> 3) % facts.length]!;
        const known = knownAt(crets.history, last.recordedAt);
        const upTo = BigInt(known.facts.length);
        for (const line of LINES) {
          const reference = referenceBalance(facts, line, effectiveOn, upTo, terms(interim));
          const fold = folded(known, line, effectiveOn);
          if (stateAt(known, effectiveOn).signedOn) expect(fold).toEqual(reference);
          const rows = moved
            .slice(0, known.facts.length)
            .flat()
            .filter(row => row.line === line && row.effectiveOn <= effectiveOn);
          for (const [figure, measures] of Object.entries(MEASURED)) {
            if (figure === 'committed' || figure === 'released') continue;
            const value = stateAt(known, effectiveOn).signedOn
              ? reference[figure as keyof ReferenceBalance]
              : 0n;
            expect([figure, sumOf(rows, measures)]).toEqual([figure, value]);
          }
          const outstanding =
            sumOf(rows, MEASURED.committed) - sumOf(rows, MEASURED.released) - sumOf(rows, MEASURED.consumed);
          expect(outstanding).toBe(reference.outstanding);
        }
      }
    }),
    params,
  );
});

test('folding fact by fact and folding at once give the same history', () => {
  fc.assert(
    fc.property(asked, ({ played, interim }) => {
      const crets = signed(interim);
      play(crets, played);
      const whole = historyOf(crets.history.facts);
      expect(latestState(crets.history)).toEqual(latestState(whole));
      expect(crets.history.slots.map(({ rows }) => rows)).toEqual(whole.slots.map(({ rows }) => rows));
    }),
    { ...params, numRuns: 40 },
  );
});

test('per exercice: RAP at opening + AE − releases ± corrections − CP = RAP at closing', () => {
  fc.assert(
    fc.property(asked, ({ played, interim }) => {
      const crets = signed(interim);
      play(crets, played);
      const rows = movements(crets.history).flat();
      for (const line of LINES) {
        for (const year of [2016, 2017]) {
          const booked = rows.filter(row => row.line === line && row.fiscalYear <= year);
          const outstanding =
            sumOf(booked, MEASURED.committed) -
            sumOf(booked, MEASURED.released) -
            sumOf(booked, MEASURED.consumed);
          expect(outstanding).toBe(referenceOutstanding(crets.history.facts, line, year));
        }
      }
    }),
    params,
  );
});

test('no school is ever paid less than nothing, and what is certified to it is never above its maximum', () => {
  fc.assert(
    fc.property(asked, ({ played, interim }) => {
      const crets = signed(interim);
      play(crets, played);
      const rows = movements(crets.history).flat();
      for (const { effectiveOn } of crets.history.facts) {
        for (const uai of SCHOOLS) {
          const own = rows.filter(row => row.allocation.startsWith(uai) && row.effectiveOn <= effectiveOn);
          expect(sumOf(own, MEASURED.consumed) >= 0n).toBe(true);
          expect(sumOf(own, ['due']) <= sumOf(own, ['maximum'])).toBe(true);
        }
      }
    }),
    { ...params, numRuns: 40 },
  );
});

test('the random histories reach every kind of fact that moves money', () => {
  const reached = new Map<string, number>();
  for (const { played, interim } of fc.sample(asked, { seed: params.seed, numRuns: params.numRuns })) {
    const crets = signed(interim);
    play(crets, played);
    for (const { fact } of crets.history.facts) {
      const type = fact.type === 'EntryReversed' ? `${fact.type} ${fact.data.mode}` : fact.type;
      reached.set(type, (reached.get(type) ?? 0) + 1);
    }
  }
  const rare = [...REACHED, 'EntryReversed erased', 'EntryReversed corrected'].filter(
    type => (reached.get(type) ?? 0) < 2,
  );
  expect(rare).toEqual([]);
});

test('what the rules accept keeps the invariants; a refusal records nothing; no command throws', () => {
  fc.assert(
    fc.property(asked, ({ played, interim }) => {
      const crets = signed(interim);
      let facts = crets.history.facts.length;
      play(crets, played, (command, refused) => {
        const recorded = crets.history.facts.length - facts;
        facts = crets.history.facts.length;
        if (refused !== undefined) return expect(recorded).toBe(0);
        expect(recorded).toBe(1);
        const state = latestState(crets.history);
        const money = crets.anomalies().length === 0;
        for (const line of LINES) {
          const { tranche } = at(state, { line, tranche: '2016' });
          if (money) expect(formulas.outstandingOf(tranche).cents >= 0n).toBe(true);
          expect(tranche.orderOpen.cents >= 0n).toBe(true);
          if (command.type === 'RequestPayment' && command.line === line) {
            const standing = formulas.netOf(tranche).plus(formulas.pendingOf(tranche));
            expect(standing.exceeds(formulas.entitledOf(tranche))).toBe(false);
          }
        }
        return undefined;
      });
    }),
    params,
  );
});

test('exactly what is payable may be asked for, and not one cent more', () => {
  const counted = { asked: 0 };
  fc.assert(
    fc.property(asked, ({ played, interim }) => {
      const crets = signed(interim);
      const today = play(crets, played);
      const state = latestState(crets.history);
      for (const name of LINES) {
        const { line, tranche } = at(state, { line: name, tranche: '2016' });
        const payable = formulas.payableOf(state, line, tranche);
        const interimNow = tranche.certified && line.interimShare !== undefined;
        const kind =
          name === 'resources' ? 'grant' : tranche.final ? 'balance' : interimNow ? 'interim' : 'advance';
        const exact = crets.request(kind, today, payable.toString());
        const more = crets.request(kind, today, payable.plus(Euros.ofCents(1n)).toString());
        const recordedOn = today;
        expect(crets.fork().tries(more, { recordedOn })).toBeDefined();
        const [poste] = Object.values(tranche.postes);
        if (!poste) continue;
        const left = poste.committed.minus(poste.released).minus(poste.consumed).minus(poste.requested);
        if (payable.isZero || payable.exceeds(left)) continue;
        counted.asked += 1;
        expect(crets.fork().tries(exact, { recordedOn })).toBeUndefined();
      }
    }),
    params,
  );
  expect(counted.asked).toBeGreaterThan(15);
});
