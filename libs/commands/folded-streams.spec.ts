import { asking, newStore, newWriter, type Purse } from './stream-writer.testing.js';

describe('what is remembered', () => {
  test('after an own append is what a process that reads everything folds', async () => {
    const store = newStore();
    const states: unknown[] = [];
    const writer = newWriter(store);
    await writer.write(asking('a', { type: 'fill', amount: 10, invoice: 'F-1' }));
    await writer.write(asking('b', { type: 'spend', amount: 3, limit: 'limit-9' }));
    for (const reader of [writer, newWriter(store)]) states.push(await reader.read('purse-1'));
    expect(states[0]).toEqual(states[1]);
    expect((states[0] as { state: Purse }).state.content).toBe(7);
  });

  test('is forgotten where the streams are too many, and read again', async () => {
    const store = newStore();
    const writer = newWriter(store, { rememberedStreams: 1 });
    for (const stream of ['purse-1', 'purse-2', 'purse-3']) {
      await writer.write(asking('a', { type: 'fill', amount: 5 }, {}, stream));
    }
    const spend = await writer.write(asking('b', { type: 'spend', amount: 5 }, {}, 'purse-1'));
    expect(spend).toMatchObject({ version: 3, position: 7n });
  });

  test('spares the reads: a stream known already is not read before it is written', async () => {
    const store = newStore();
    let reads = 0;
    const readStream = store.readStream.bind(store);
    store.readStream = (...asked) => {
      reads++;
      return readStream(...asked);
    };
    const writer = newWriter(store);
    await writer.write(asking('limit', { type: 'set', most: 60 }));
    await writer.write(asking('fill', { type: 'fill', amount: 100 }));
    reads = 0;
    await writer.write(asking('spend', { type: 'spend', amount: 1, limit: 'limit-1' }));
    expect(reads).toBe(0);
    expect(await writer.write(asking('more', { type: 'spend', amount: 100 }))).toMatchObject({
      code: 'purse_too_small',
    });
    expect(reads).toBe(1);
  });

  test('is as new as the last append before the question, even while an older read is under way', async () => {
    const store = newStore();
    const readStream = store.readStream.bind(store);
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    const slow = newWriter(store);
    store.readStream = async (...asked) => {
      const records = await readStream(...asked);
      await held;
      return records;
    };
    const early = slow.read('purse-1');
    await Promise.resolve().then(() => {});
    store.readStream = readStream;
    await newWriter(store).write(asking('a', { type: 'fill', amount: 10 }));
    const late = slow.read('purse-1');
    release();
    expect(await early).toMatchObject({ version: 0 });
    expect(await late).toMatchObject({ version: 2, state: { content: 10 } });
  });

  test('is read once for many who ask at once, even where nobody knew it', async () => {
    const store = newStore();
    await newWriter(store).write(asking('limit', { type: 'set', most: 60 }));
    const purses = ['purse-1', 'purse-2', 'purse-3'];
    for (const stream of purses) {
      await newWriter(store).write(asking('fill', { type: 'fill', amount: 60 }, {}, stream));
    }
    const read: string[] = [];
    const readStream = store.readStream.bind(store);
    store.readStream = (...asked) => {
      read.push(asked[0]);
      return readStream(...asked);
    };
    const writer = newWriter(store);
    const spend = { type: 'spend', amount: 60, limit: 'limit-1' } as const;
    await Promise.all(purses.map(stream => writer.write(asking('spend', spend, {}, stream))));
    expect(read.sort()).toEqual(['limit-1', ...purses]);
  });
});
