import { isRefusal } from '#kernel';
import type { RefusedAttempt } from './envelope.js';
import { asking, newStore, newWriter } from './stream-writer.testing.js';

const code = (answer: object) => (isRefusal(answer) ? answer.code : 'written');

describe('a preview', () => {
  test('decides on what stands in the store and appends nothing', async () => {
    const store = newStore();
    const [one, other] = [newWriter(store), newWriter(store)];
    await one.write(asking('a', { type: 'fill', amount: 10 }));
    await other.write(asking('b', { type: 'fill', amount: 10 }));
    const decision = await one.preview(asking('c', { type: 'spend', amount: 20 }));
    expect(decision).toMatchObject({ facts: [{ fact: { type: 'PurseSpent', data: { amount: 20 } } }] });
    expect(code(await one.preview(asking('c', { type: 'spend', amount: 21 })))).toBe('purse_too_small');
    expect(code(await one.preview(asking('c', { type: 'spend', amount: 1 }, { ifMatch: 2 })))).toBe(
      'version_mismatch',
    );
    expect(await store.head()).toBe(4n);
    expect(await one.read('purse-1')).toMatchObject({ version: 4, state: { content: 20 } });
  });

  test('that is refused leaves no trace among the refused attempts', async () => {
    const attempts: RefusedAttempt[] = [];
    const recordRefusal = async (attempt: RefusedAttempt) => void attempts.push(attempt);
    const writer = newWriter(newStore(), { recordRefusal });
    expect(code(await writer.preview(asking('a', { type: 'spend', amount: 1 })))).toBe('purse_too_small');
    expect(attempts).toEqual([]);
  });
});
