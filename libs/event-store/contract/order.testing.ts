import { randomUUID } from 'node:crypto';
import { instant } from '#kernel';
import { fakeAppend, fakeRecord, freshStream, places, saying, stood, type Subject } from './fakes.testing.js';

/** The rules of positions, recorded times, texts and repeated appends. */
export function orderRules(subject: Subject): void {
  describe('order and time', () => {
    it('numbers records densely in commit order, those of one append side by side', async () => {
      const head = await subject.store.head();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          stood(
            subject.store.append(fakeAppend(freshStream(), 0, [`${index} a`, `${index} b`, `${index} c`])),
          ),
        ),
      );
      const log = await subject.store.readAll(head, 100);
      expect(log.map(record => record.position)).toEqual(places(head + 1n, 60));
      expect(await subject.store.head()).toBe(head + 60n);
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
      const { positions, recordedAt } = await stood(subject.store.append(request));
      expect(await subject.store.readStream(stream)).toEqual([
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
      await stood(subject.store.append(fakeAppend(stream, 0, [text])));
      expect((await subject.store.readStream(stream)).map(saying)).toEqual([text]);
    });

    it('stamps with the clock, and with the time of the head where the clock is behind', async () => {
      const [early, later] = [instant('2016-12-01T10:00:00.120Z'), instant('2016-12-01T10:00:00.121Z')];
      subject.now = later;
      expect((await stood(subject.store.append(fakeAppend(freshStream(), 0)))).recordedAt).toBe(later);
      subject.now = early;
      const stream = freshStream();
      expect((await stood(subject.store.append(fakeAppend(stream, 0, ['behind'])))).recordedAt).toBe(later);
      const [record] = await subject.store.readStream(stream);
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
      const first = await stood(subject.store.append(request));
      subject.now = instant('2016-12-02T10:00:00.000Z');
      expect(await subject.store.append(request)).toEqual(first);
      await stood(subject.store.append(fakeAppend(stream, 2, ['c'], { releases: [key] })));
      await stood(subject.store.append(fakeAppend(guarded, 0)));
      expect(await subject.store.append(request)).toEqual(first);
      expect((await subject.store.readStream(stream)).map(saying)).toEqual(['a', 'b', 'c']);
      await stood(
        subject.store.append(fakeAppend(freshStream(), 0, ['d'], { claims: [{ key, record: 0 }] })),
      );
    });

    it('sent at the same time as the first have one effect', async () => {
      const request = fakeAppend(freshStream(), 0, ['a', 'b']);
      const [first, second] = await Promise.all([
        subject.store.append(request),
        subject.store.append(request),
      ]);
      expect(second).toEqual(first);
      expect(await subject.store.readStream(request.stream)).toHaveLength(2);
    });

    it('conflict where the ids come with another expected version, other facts or another stream', async () => {
      const stream = freshStream();
      const [a, b] = [fakeRecord('a'), fakeRecord('b')];
      await stood(subject.store.append(fakeAppend(stream, 0, [], { records: [a, b] })));
      const asks = [
        fakeAppend(stream, 2, [], { records: [a, b] }),
        fakeAppend(stream, 0, [], { records: [b, a] }),
        fakeAppend(stream, 0, [], { records: [a, fakeRecord('other', b.eventId)] }),
        fakeAppend(stream, 0, [], { records: [a, b, fakeRecord('c')] }),
      ];
      for (const ask of asks) {
        expect(await subject.store.append(ask)).toEqual({ outcome: 'version-conflict', actual: 2 });
      }
      expect(await subject.store.append(fakeAppend(freshStream(), 0, [], { records: [a] }))).toEqual({
        outcome: 'version-conflict',
        actual: 0,
      });
      expect((await subject.store.readStream(stream)).map(saying)).toEqual(['a', 'b']);
    });
  });
}
