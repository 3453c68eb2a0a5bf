import fc from 'fast-check';
import { decodeRecord, isRefusal } from '#kernel';
import { asking, codec, newStore, newWriter, type Purse } from './stream-writer.testing.js';

const step = fc.record({
  process: fc.nat(2),
  purse: fc.nat(1),
  key: fc.nat(30),
  command: fc.oneof(
    fc.record({ type: fc.constant('fill' as const), amount: fc.nat(9) }),
    fc.record({ type: fc.constant('spend' as const), amount: fc.nat(9), limit: fc.constant('limit-1') }),
    fc.record({ type: fc.constant('set' as const), most: fc.nat(9) }),
  ),
});

describe('processes that write at the same time, forgetful ones too', () => {
  test('never overdraw a purse, never break a limit, and answer for exactly what is recorded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
        const store = newStore();
        const writers = [1, 2, 100].map(rememberedStreams => newWriter(store, { rememberedStreams }));
        const envelopes = steps.map(({ purse, key, command }) =>
          asking(String(key), command, {}, command.type === 'set' ? 'limit-1' : `purse-${purse}`),
        );
        const answers = await Promise.all(
          envelopes.map((envelope, index) => writers[steps[index]!.process]!.write(envelope)),
        );

        const log = (await store.readAll(0n, 1_000)).map(record =>
          decodeRecord(record.text, record.position, codec),
        );
        const contents = new Map<string, number>();
        let most = Infinity;
        for (const { stream, fact } of log) {
          const data = fact.data as { amount?: number; most?: number };
          if (fact.type === 'LimitSet') most = data.most!;
          const content = contents.get(stream) ?? 0;
          if (fact.type === 'PurseFilled') contents.set(stream, content + data.amount!);
          if (fact.type === 'PurseSpent') {
            expect(data.amount).toBeLessThanOrEqual(most);
            contents.set(stream, content - data.amount!);
            expect(contents.get(stream)).toBeGreaterThanOrEqual(0);
          }
        }

        const answered = answers.flatMap(answer => (isRefusal(answer) ? [] : answer.events));
        expect(new Set(answered.map(event => event.eventId))).toEqual(new Set(log.map(fact => fact.eventId)));
        expect(new Set(log.map(fact => fact.eventId)).size).toBe(log.length);
        for (const [stream, content] of contents) {
          if (!stream.startsWith('purse')) continue;
          for (const writer of writers) {
            const { state } = await writer.read(stream);
            expect((state as Purse).content).toBe(content);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
