import { randomUUID } from 'node:crypto';
import { instant, type Instant } from '#kernel';
import type { AppendRequest, AppendResult, Clock, EventStore, LoggedRecord, NewRecord } from './port.js';

/** A record whose text is a small JSON object that names itself and its moment. */
export function fakeRecord(what: string, eventId: string = randomUUID()): NewRecord {
  return {
    eventId,
    commandId: randomUUID(),
    write: recordedAt => JSON.stringify({ recordedAt, what }),
  };
}

/** A name for a stream that no other test has. */
export function freshStream(category = 'convention'): string {
  return `${category}-${randomUUID()}`;
}

/** An append of records named by their texts, with whatever else the test is about. */
export function fakeAppend(
  stream: string,
  expected: number,
  texts: readonly string[] = ['fact'],
  more: Partial<AppendRequest> = {},
): AppendRequest {
  return {
    stream,
    expected,
    records: texts.map(text => fakeRecord(text)),
    guards: [],
    claims: [],
    releases: [],
    personal: [],
    ...more,
  };
}

/** The answer to an append that the test takes for granted; throws on a conflict. */
export async function stood(
  answer: Promise<AppendResult>,
): Promise<Extract<AppendResult, { outcome: 'appended' }>> {
  const result = await answer;
  if (result.outcome !== 'appended') throw new Error(`not appended: ${JSON.stringify(result)}`);
  return result;
}

/** Follows until `count` records were seen, then stops the follower and waits for its end. */
export async function followed(store: EventStore, after: bigint, count: number): Promise<LoggedRecord[]> {
  const stop = new AbortController();
  const seen: LoggedRecord[] = [];
  for await (const batch of store.follow(after, stop.signal)) {
    seen.push(...batch);
    if (seen.length >= count) stop.abort();
  }
  return seen;
}

const saying = ({ text }: LoggedRecord): unknown => (JSON.parse(text) as { what: unknown }).what;
const places = (first: bigint, count: number): bigint[] =>
  Array.from({ length: count }, (_, index) => first + BigInt(index));

/**
 * The rules of the port, which every adapter keeps. `open` makes a store that reads the given clock; its log may
 * hold records already. Nothing but these tests appends to it.
 */
export function eventStoreContract(name: string, open: (clock: Clock) => Promise<EventStore>): void {
  describe(`the event store contract: ${name}`, () => {
    let store: EventStore;
    let now: Instant = instant('2016-11-03T09:00:00.000Z');

    beforeAll(async () => {
      store = await open(() => now);
    });
    afterAll(() => store.close());

    describe('expected versions', () => {
      it('lets a stream begin at version 1 and grow by exact versions', async () => {
        const stream = freshStream();
        await stood(store.append(fakeAppend(stream, 0, ['first'])));
        await stood(store.append(fakeAppend(stream, 1, ['second', 'third'])));
        const records = await store.readStream(stream);
        expect(records.map(saying)).toEqual(['first', 'second', 'third']);
        expect(records.map(record => record.version)).toEqual([1, 2, 3]);
      });

      it('answers the actual version where another was expected, and appends nothing', async () => {
        const stream = freshStream();
        expect(await store.append(fakeAppend(stream, 1))).toEqual({ outcome: 'version-conflict', actual: 0 });
        await stood(store.append(fakeAppend(stream, 0, ['a', 'b'])));
        for (const expected of [0, 1, 3]) {
          expect(await store.append(fakeAppend(stream, expected))).toEqual({
            outcome: 'version-conflict',
            actual: 2,
          });
        }
        expect(await store.readStream(stream)).toHaveLength(2);
      });

      it('lets one of two first appends win and tells the other of its conflict', async () => {
        for (let round = 0; round < 5; round++) {
          const stream = freshStream();
          const answers = await Promise.all([
            store.append(fakeAppend(stream, 0, ['one'])),
            store.append(fakeAppend(stream, 0, ['other'])),
          ]);
          expect(answers.map(answer => answer.outcome).sort()).toEqual(['appended', 'version-conflict']);
          expect(await store.readStream(stream)).toHaveLength(1);
        }
      });

      it('throws on an append that no correct program makes', async () => {
        const stream = freshStream();
        await expect(store.append(fakeAppend(stream, 0, []))).rejects.toThrow(TypeError);
        await expect(store.append(fakeAppend(stream, -1))).rejects.toThrow(TypeError);
        await expect(store.append(fakeAppend(stream, 0.5))).rejects.toThrow(TypeError);
        await expect(store.append(fakeAppend('', 0))).rejects.toThrow(TypeError);
        const record = fakeRecord('twice');
        await expect(store.append(fakeAppend(stream, 0, [], { records: [record, record] }))).rejects.toThrow(
          TypeError,
        );
        const claims = [{ key: 'no such record', record: 1 }];
        await expect(store.append(fakeAppend(stream, 0, ['a'], { claims }))).rejects.toThrow(TypeError);
        expect(await store.readStream(stream)).toEqual([]);
      });
    });

    describe('guards', () => {
      it('appends where every guarded stream is as it was read, absent ones included', async () => {
        const guarded = freshStream('scheme');
        await stood(store.append(fakeAppend(guarded, 0, ['a', 'b'])));
        const guards = [
          { stream: guarded, version: 2 },
          { stream: freshStream('fiscalyear'), version: 0 },
        ];
        expect((await store.append(fakeAppend(freshStream(), 0, ['c'], { guards }))).outcome).toBe(
          'appended',
        );
      });

      it('names the first guarded stream that moved, and appends nothing', async () => {
        const [still, moved, absent, stream] = [
          freshStream('a'),
          freshStream('b'),
          freshStream('c'),
          freshStream(),
        ];
        await stood(store.append(fakeAppend(still, 0)));
        await stood(store.append(fakeAppend(moved, 0, ['a', 'b'])));
        const withGuards = (...guards: AppendRequest['guards']) =>
          store.append(fakeAppend(stream, 0, ['c'], { guards }));
        expect(
          await withGuards(
            { stream: still, version: 1 },
            { stream: moved, version: 1 },
            { stream: absent, version: 4 },
          ),
        ).toEqual({ outcome: 'guard-conflict', stream: moved, actual: 2 });
        expect(await withGuards({ stream: absent, version: 1 })).toEqual({
          outcome: 'guard-conflict',
          stream: absent,
          actual: 0,
        });
        expect(await withGuards({ stream: still, version: 0 })).toEqual({
          outcome: 'guard-conflict',
          stream: still,
          actual: 1,
        });
        expect(await store.readStream(stream)).toEqual([]);
      });
    });

    describe('claims', () => {
      const claiming = (key: string, stream = freshStream(), expected = 0) =>
        fakeAppend(stream, expected, ['takes'], { claims: [{ key, record: 0 }] });

      it('lets one event take a key and names the holder to the next', async () => {
        const key = `chorus:${randomUUID()}`;
        const first = fakeAppend(freshStream(), 0, ['a', 'b'], { claims: [{ key, record: 1 }] });
        await stood(store.append(first));
        const late = claiming(key);
        expect(await store.append(late)).toEqual({
          outcome: 'claim-conflict',
          key,
          holder: first.records[1]!.eventId,
        });
        expect(await store.readStream(late.stream)).toEqual([]);
      });

      it('takes none of the keys where one is held', async () => {
        const [held, free] = [`invoice:${randomUUID()}`, `invoice:${randomUUID()}`];
        await stood(store.append(claiming(held)));
        const claims = [
          { key: free, record: 0 },
          { key: held, record: 0 },
        ];
        const both = await store.append(fakeAppend(freshStream(), 0, ['both'], { claims }));
        expect(both.outcome).toBe('claim-conflict');
        await stood(store.append(claiming(free)));
      });

      it('lets one of two racing claims win', async () => {
        const key = `chorus:${randomUUID()}`;
        const answers = await Promise.all([store.append(claiming(key)), store.append(claiming(key))]);
        expect(answers.map(answer => answer.outcome).sort()).toEqual(['appended', 'claim-conflict']);
      });

      it('lets a key be taken again once the stream that holds it has released it', async () => {
        const key = `chorus:${randomUUID()}`;
        const stream = freshStream();
        await stood(store.append(claiming(key, stream)));
        await stood(store.append(fakeAppend(stream, 1, ['reversal'], { releases: [key] })));
        await stood(store.append(claiming(key)));
      });

      it('releases and takes a key in one append', async () => {
        const key = `chorus:${randomUUID()}`;
        const stream = freshStream();
        await stood(store.append(claiming(key, stream)));
        expect((await store.append(claiming(key, stream, 1))).outcome).toBe('claim-conflict');
        const corrected = fakeAppend(stream, 1, ['reversal', 'again'], {
          releases: [key],
          claims: [{ key, record: 1 }],
        });
        await stood(store.append(corrected));
        expect(await store.append(claiming(key))).toEqual({
          outcome: 'claim-conflict',
          key,
          holder: corrected.records[1]!.eventId,
        });
      });

      it('leaves a key alone that another stream holds, and a release that did not stand', async () => {
        const key = `chorus:${randomUUID()}`;
        const stream = freshStream();
        await stood(store.append(claiming(key, stream)));
        await stood(store.append(fakeAppend(freshStream(), 0, ['stranger'], { releases: [key] })));
        expect((await store.append(claiming(key))).outcome).toBe('claim-conflict');
        const late = await store.append(fakeAppend(stream, 7, ['late'], { releases: [key] }));
        expect(late.outcome).toBe('version-conflict');
        expect((await store.append(claiming(key))).outcome).toBe('claim-conflict');
      });
    });

    describe('order and time', () => {
      it('numbers records densely in commit order, those of one append side by side', async () => {
        const head = await store.head();
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            stood(store.append(fakeAppend(freshStream(), 0, [`${index} a`, `${index} b`, `${index} c`]))),
          ),
        );
        const log = await store.readAll(head, 100);
        expect(log.map(record => record.position)).toEqual(places(head + 1n, 60));
        expect(await store.head()).toBe(head + 60n);
        for (const [index, { positions }] of answers.entries()) {
          expect(positions).toEqual(places(positions[0]!, 3));
          const own = log.filter(record => positions.includes(record.position));
          expect(own.map(saying)).toEqual([`${index} a`, `${index} b`, `${index} c`]);
        }
      });

      it('stores the text that was written for the moment of recording, to the byte', async () => {
        const stream = freshStream();
        const text = 'Crêts-en-Belledonne, 4 000,00 €, « œuvre » \\ "quoted" {1,2} \u2028 👩‍🏫';
        const request = fakeAppend(stream, 0, [text]);
        const { positions, recordedAt } = await stood(store.append(request));
        expect(await store.readStream(stream)).toEqual([
          {
            position: positions[0],
            stream,
            version: 1,
            eventId: request.records[0]!.eventId,
            commandId: request.records[0]!.commandId,
            recordedAt,
            text: request.records[0]!.write(recordedAt),
          },
        ]);
      });

      it('takes a record of 256 KiB', async () => {
        const stream = freshStream();
        const text = 'é'.repeat(128 * 1024 - 40);
        await stood(store.append(fakeAppend(stream, 0, [text])));
        expect((await store.readStream(stream)).map(saying)).toEqual([text]);
      });

      it('stamps with the clock, and with the time of the head where the clock is behind', async () => {
        const [early, later] = [instant('2016-12-01T10:00:00.120Z'), instant('2016-12-01T10:00:00.121Z')];
        now = later;
        expect((await stood(store.append(fakeAppend(freshStream(), 0)))).recordedAt).toBe(later);
        now = early;
        const stream = freshStream();
        expect((await stood(store.append(fakeAppend(stream, 0, ['behind'])))).recordedAt).toBe(later);
        const [record] = await store.readStream(stream);
        expect(record!.recordedAt).toBe(later);
        expect(record!.text).toBe(JSON.stringify({ recordedAt: later, what: 'behind' }));
      });
    });

    describe('repeated appends', () => {
      it('have one effect and are answered as the first was, even when the log went on', async () => {
        const key = `chorus:${randomUUID()}`;
        const [stream, guarded] = [freshStream(), freshStream()];
        const request = fakeAppend(stream, 0, ['a', 'b'], {
          claims: [{ key, record: 0 }],
          guards: [{ stream: guarded, version: 0 }],
        });
        const first = await stood(store.append(request));
        now = instant('2016-12-02T10:00:00.000Z');
        expect(await store.append(request)).toEqual(first);
        await stood(store.append(fakeAppend(stream, 2, ['c'], { releases: [key] })));
        await stood(store.append(fakeAppend(guarded, 0)));
        expect(await store.append(request)).toEqual(first);
        expect((await store.readStream(stream)).map(saying)).toEqual(['a', 'b', 'c']);
        await stood(store.append(fakeAppend(freshStream(), 0, ['d'], { claims: [{ key, record: 0 }] })));
      });

      it('sent at the same time as the first have one effect', async () => {
        const request = fakeAppend(freshStream(), 0, ['a', 'b']);
        const [first, second] = await Promise.all([store.append(request), store.append(request)]);
        expect(second).toEqual(first);
        expect(await store.readStream(request.stream)).toHaveLength(2);
      });

      it('conflict where the ids come with another expected version, other facts or another stream', async () => {
        const stream = freshStream();
        const [a, b] = [fakeRecord('a'), fakeRecord('b')];
        await stood(store.append(fakeAppend(stream, 0, [], { records: [a, b] })));
        const asks = [
          fakeAppend(stream, 2, [], { records: [a, b] }),
          fakeAppend(stream, 0, [], { records: [b, a] }),
          fakeAppend(stream, 0, [], { records: [a, fakeRecord('other', b.eventId)] }),
          fakeAppend(stream, 0, [], { records: [a, b, fakeRecord('c')] }),
        ];
        for (const ask of asks) {
          expect(await store.append(ask)).toEqual({ outcome: 'version-conflict', actual: 2 });
        }
        expect(await store.append(fakeAppend(freshStream(), 0, [], { records: [a] }))).toEqual({
          outcome: 'version-conflict',
          actual: 0,
        });
        expect((await store.readStream(stream)).map(saying)).toEqual(['a', 'b']);
      });
    });

    describe('concurrent appends', () => {
      it('do not fail one another, and the later see the earlier', async () => {
        const [one, two, three] = [freshStream(), freshStream(), freshStream()];
        const key = `invoice:${randomUUID()}`;
        const answers = await Promise.all([
          store.append(fakeAppend(one, 0, ['a', 'b'], { claims: [{ key, record: 1 }] })),
          store.append(fakeAppend(one, 0, ['late'])),
          store.append(fakeAppend(two, 0, ['c'], { guards: [{ stream: one, version: 2 }] })),
          store.append(fakeAppend(three, 0, ['x'], { guards: [{ stream: two, version: 0 }] })),
          store.append(fakeAppend(three, 0, ['y'], { claims: [{ key, record: 0 }] })),
          store.append(fakeAppend(one, 2, ['d'], { releases: [key] })),
          store.append(fakeAppend(three, 0, ['z'], { claims: [{ key, record: 0 }] })),
        ]);
        expect(answers.map(answer => answer.outcome)).toEqual([
          'appended',
          'version-conflict',
          'appended',
          'guard-conflict',
          'claim-conflict',
          'appended',
          'appended',
        ]);
        expect((await store.readStream(one)).map(saying)).toEqual(['a', 'b', 'd']);
        expect((await store.readStream(three)).map(saying)).toEqual(['z']);
      });

      it('are all answered, whatever a neighbour whose text cannot be written does', async () => {
        const broken: NewRecord = {
          ...fakeRecord('broken'),
          write: () => {
            throw new RangeError('too large');
          },
        };
        const [good, bad, alsoGood] = await Promise.allSettled([
          store.append(fakeAppend(freshStream(), 0)),
          store.append(fakeAppend(freshStream(), 0, [], { records: [broken] })),
          store.append(fakeAppend(freshStream(), 0)),
        ]);
        expect([good.status, bad.status, alsoGood.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      });
    });

    describe('reading', () => {
      it('gives a stream after a version, and nothing where there is no stream', async () => {
        const stream = freshStream();
        await stood(store.append(fakeAppend(stream, 0, ['a', 'b', 'c'])));
        expect((await store.readStream(stream, 1)).map(saying)).toEqual(['b', 'c']);
        expect(await store.readStream(stream, 3)).toEqual([]);
        expect(await store.readStream(freshStream())).toEqual([]);
      });

      it('gives the log page by page', async () => {
        const head = await store.head();
        await stood(store.append(fakeAppend(freshStream(), 0, ['a', 'b', 'c'])));
        await stood(store.append(fakeAppend(freshStream(), 0, ['d', 'e'])));
        const pages = [];
        for (let after = head; ; after = pages.at(-1)!.at(-1)!.position) {
          const page = await store.readAll(after, 2);
          if (page.length === 0) break;
          pages.push(page);
        }
        expect(pages.map(page => page.map(saying))).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
      });
    });

    describe('following', () => {
      it('neither skips nor repeats a record while others append', async () => {
        const head = await store.head();
        const count = 120;
        const early = followed(store, head, count);
        const append = async (writer: number) => {
          const stream = freshStream();
          for (let version = 0; version < count / 4; version += 2) {
            await stood(store.append(fakeAppend(stream, version, [`${writer}`, `${writer}`])));
          }
        };
        const writers = Promise.all([append(1), append(2), append(3), append(4)]);
        const late = followed(store, head + 10n, count - 10);
        await writers;
        expect((await early).map(record => record.position)).toEqual(places(head + 1n, count));
        expect((await late).map(record => record.position)).toEqual(places(head + 11n, count - 10));
        expect(await early).toEqual(await store.readAll(head, count));
      });

      it('wakes for an append after it has waited', async () => {
        const head = await store.head();
        const follower = followed(store, head, 1);
        await new Promise(resolve => setTimeout(resolve, 30));
        await stood(store.append(fakeAppend(freshStream(), 0, ['woken'])));
        expect((await follower).map(saying)).toEqual(['woken']);
      });

      it('ends when aborted: before it starts, and while it waits', async () => {
        const head = await store.head();
        const waiting = new AbortController();
        const batches: unknown[] = [];
        const follow = async (signal: AbortSignal, after: bigint) => {
          for await (const batch of store.follow(after, signal)) batches.push(batch);
        };
        await follow(AbortSignal.abort(), 0n);
        const idle = follow(waiting.signal, head);
        setTimeout(() => waiting.abort(), 20);
        await idle;
        expect(batches).toEqual([]);
      });
    });

    describe('personal values', () => {
      it('are kept with the append, read by commitment, and erased for good', async () => {
        const personal = ['Camille', 'Dominique'].map(value => ({
          commitment: randomUUID(),
          salt: randomUUID(),
          value,
        }));
        const commitments = personal.map(value => value.commitment);
        const request = fakeAppend(freshStream(), 0, ['signed'], { personal });
        const before = await stood(store.append(request));
        const kept = await store.readPersonal([...commitments, 'unknown']);
        expect(kept).toHaveLength(2);
        expect(kept).toEqual(expect.arrayContaining(personal));
        await store.erasePersonal(commitments[0]!);
        expect(await store.readPersonal(commitments)).toEqual([personal[1]]);
        expect(await store.append(request)).toEqual(before);
        expect(await store.readPersonal(commitments)).toEqual([personal[1]]);
        await expect(store.erasePersonal('unknown')).resolves.toBeUndefined();
      });

      it('are not kept where the append did not stand', async () => {
        const personal = [{ commitment: randomUUID(), salt: 'salt', value: 'Camille' }];
        expect((await store.append(fakeAppend(freshStream(), 3, ['a'], { personal }))).outcome).toBe(
          'version-conflict',
        );
        expect(await store.readPersonal([personal[0]!.commitment])).toEqual([]);
      });
    });
  });
}
