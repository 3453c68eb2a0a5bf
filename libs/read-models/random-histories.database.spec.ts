import fc from 'fast-check';
import { instant } from '#kernel';
import * as ledger from '#ledger';

import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { play, signed, steps } from '../ledger/convention/random-history.testing.js';
import { conventionBalances, prepareReadModels, projectBatch, verifyReadModels } from './index.js';
import { append, inOrder, readerOf, recordsOf, uuidOf } from './recorded.testing.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const histories = fc
  .sample(fc.record({ played: steps, interim: fc.boolean() }), { seed: 20161014, numRuns: 30 })
  .map(({ played, interim }, index) => {
    const crets = signed(interim);
    play(crets, played);
    return { reference: `R${index}`, facts: crets.history.facts };
  });

const folded = (tranche: ledger.Tranche) => ({
  committed: ledger.committedOf(tranche).toString(),
  released: ledger.releasedOf(tranche).toString(),
  accepted: ledger.acceptedOf(tranche).toString(),
  due: ledger.dueOf(tranche).toString(),
  pending: ledger.pendingOf(tranche).toString(),
  paid: ledger.paidOf(tranche).toString(),
  repaid: tranche.repaid.toString(),
  orderOpen: tranche.orderOpen.toString(),
  toOrder: ledger.toOrderOf(tranche).toString(),
  outstanding: ledger.outstandingOf(tranche).toString(),
});

test('random histories: SQL at random (effectiveOn, knownAt) gives what the fold gives', async () => {
  const { pool, ownerUrl } = database;
  const options = { pool, reader: readerOf(pool) };
  await prepareReadModels(options);
  await append(ownerUrl, inOrder(...histories.map(({ reference, facts }) => recordsOf(reference, facts))));
  await projectBatch(options, 37);
  expect((await verifyReadModels({ pool })).difference).toBeNull();

  let compared = 0;
  for (const [index, { reference, facts }] of histories.entries()) {
    for (let look = 0; look < 8; look += 1) {
      const effectiveOn = facts[(look * 13 + index) % facts.length]!.effectiveOn;
      const moment = instant(facts[(look * 7 + index * 3) % facts.length]!.recordedAt);
      const state = ledger.stateAt(ledger.knownAt(ledger.historyOf(facts), moment), effectiveOn);
      if (!state.signedOn) continue;
      const question = { perimeter: { kind: 'everything' } as const, effectiveOn, knownAt: moment };
      const found = await conventionBalances(pool, { ...question, id: uuidOf(reference) });
      for (const line of state.lines) {
        const stored = found!.lines.find(({ line: id }) => id === line.id);
        expect([reference, effectiveOn, moment, stored!.tranches[0]!.balances]).toEqual([
          reference,
          effectiveOn,
          moment,
          expect.objectContaining({
            ...folded(line.tranches[0]!),
            maximum: ledger.maximumOf(line.tranches[0]!).toString(),
            payable: ledger.payableOf(state, line, line.tranches[0]!).toString(),
          }),
        ]);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(200);
}, 60_000);
