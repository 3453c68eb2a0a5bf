import { fakeAppend, followed, freshStream, places, saying, stood, type Subject } from './fakes.testing.js';

/** The rules of reading and following. */
export function readRules(subject: Subject): void {
  describe('reading', () => {
    it('gives a stream after a version, and nothing where there is no stream', async () => {
      const stream = freshStream();
      await stood(subject.store.append(fakeAppend(stream, 0, ['a', 'b', 'c'])));
      expect((await subject.store.readStream(stream, 1)).map(saying)).toEqual(['b', 'c']);
      expect(await subject.store.readStream(stream, 3)).toEqual([]);
      expect(await subject.store.readStream(freshStream())).toEqual([]);
    });

    it('gives the log page by page', async () => {
      const head = await subject.store.head();
      await stood(subject.store.append(fakeAppend(freshStream(), 0, ['a', 'b', 'c'])));
      await stood(subject.store.append(fakeAppend(freshStream(), 0, ['d', 'e'])));
      const pages = [];
      for (let after = head; ; after = pages.at(-1)!.at(-1)!.position) {
        const page = await subject.store.readAll(after, 2);
        if (page.length === 0) break;
        pages.push(page);
      }
      expect(pages.map(page => page.map(saying))).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    });
  });

  describe('following', () => {
    it('neither skips nor repeats a record while others append', async () => {
      const head = await subject.store.head();
      const count = 120;
      const early = followed(subject.store, head, count);
      const append = async (writer: number) => {
        const stream = freshStream();
        for (let version = 0; version < count / 4; version += 2) {
          await stood(subject.store.append(fakeAppend(stream, version, [`${writer}`, `${writer}`])));
        }
      };
      const writers = Promise.all([append(1), append(2), append(3), append(4)]);
      const late = followed(subject.store, head + 10n, count - 10);
      await writers;
      expect((await early).map(record => record.position)).toEqual(places(head + 1n, count));
      expect((await late).map(record => record.position)).toEqual(places(head + 11n, count - 10));
      expect(await early).toEqual(await subject.store.readAll(head, count));
    });

    it('wakes for an append after it has waited', async () => {
      const head = await subject.store.head();
      const follower = followed(subject.store, head, 1);
      await new Promise(resolve => setTimeout(resolve, 30));
      await stood(subject.store.append(fakeAppend(freshStream(), 0, ['woken'])));
      expect((await follower).map(saying)).toEqual(['woken']);
    });

    it('ends when aborted: before it starts, and while it waits', async () => {
      const head = await subject.store.head();
      const waiting = new AbortController();
      const batches: unknown[] = [];
      const follow = async (signal: AbortSignal, after: bigint) => {
        for await (const batch of subject.store.follow(after, signal)) batches.push(batch);
      };
      await follow(AbortSignal.abort(), 0n);
      const idle = follow(waiting.signal, head);
      setTimeout(() => waiting.abort(), 20);
      await idle;
      expect(batches).toEqual([]);
    });
  });
}
