import { randomUUID } from 'node:crypto';
import type { AppendRequest, NewRecord } from '../port.js';
import { fakeAppend, fakeRecord, freshStream, saying, stood, type Subject } from './fakes.testing.js';

/** The rules of expected versions and guards, for one append and for many at once. */
export function versionRules(subject: Subject): void {
  describe('expected versions', () => {
    it('lets a stream begin at version 1 and grow by exact versions', async () => {
      const stream = freshStream();
      await stood(subject.store.append(fakeAppend(stream, 0, ['first'])));
      await stood(subject.store.append(fakeAppend(stream, 1, ['second', 'third'])));
      const records = await subject.store.readStream(stream);
      expect(records.map(saying)).toEqual(['first', 'second', 'third']);
      expect(records.map(record => record.version)).toEqual([1, 2, 3]);
    });

    it('answers the actual version where another was expected, and appends nothing', async () => {
      const stream = freshStream();
      expect(await subject.store.append(fakeAppend(stream, 1))).toEqual({
        outcome: 'version-conflict',
        actual: 0,
      });
      await stood(subject.store.append(fakeAppend(stream, 0, ['a', 'b'])));
      for (const expected of [0, 1, 3]) {
        expect(await subject.store.append(fakeAppend(stream, expected))).toEqual({
          outcome: 'version-conflict',
          actual: 2,
        });
      }
      expect(await subject.store.readStream(stream)).toHaveLength(2);
    });

    it('lets one of two first appends win and tells the other of its conflict', async () => {
      for (let round = 0; round < 5; round++) {
        const stream = freshStream();
        const answers = await Promise.all([
          subject.store.append(fakeAppend(stream, 0, ['one'])),
          subject.store.append(fakeAppend(stream, 0, ['other'])),
        ]);
        expect(answers.map(answer => answer.outcome).sort()).toEqual(['appended', 'version-conflict']);
        expect(await subject.store.readStream(stream)).toHaveLength(1);
      }
    });

    it('throws on an append that no correct program makes', async () => {
      const stream = freshStream();
      await expect(subject.store.append(fakeAppend(stream, 0, []))).rejects.toThrow(TypeError);
      await expect(subject.store.append(fakeAppend(stream, -1))).rejects.toThrow(TypeError);
      await expect(subject.store.append(fakeAppend(stream, 0.5))).rejects.toThrow(TypeError);
      await expect(subject.store.append(fakeAppend('', 0))).rejects.toThrow(TypeError);
      const record = fakeRecord('twice');
      await expect(
        subject.store.append(fakeAppend(stream, 0, [], { records: [record, record] })),
      ).rejects.toThrow(TypeError);
      const claims = [{ key: 'no such record', record: 1 }];
      await expect(subject.store.append(fakeAppend(stream, 0, ['a'], { claims }))).rejects.toThrow(TypeError);
      expect(await subject.store.readStream(stream)).toEqual([]);
    });
  });

  describe('guards', () => {
    it('appends where every guarded stream is as it was read, absent ones included', async () => {
      const guarded = freshStream('scheme');
      await stood(subject.store.append(fakeAppend(guarded, 0, ['a', 'b'])));
      const guards = [
        { stream: guarded, version: 2 },
        { stream: freshStream('fiscalyear'), version: 0 },
      ];
      expect((await subject.store.append(fakeAppend(freshStream(), 0, ['c'], { guards }))).outcome).toBe(
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
      await stood(subject.store.append(fakeAppend(still, 0)));
      await stood(subject.store.append(fakeAppend(moved, 0, ['a', 'b'])));
      const withGuards = (...guards: AppendRequest['guards']) =>
        subject.store.append(fakeAppend(stream, 0, ['c'], { guards }));
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
      expect(await subject.store.readStream(stream)).toEqual([]);
    });
  });

  describe('concurrent appends', () => {
    it('do not fail one another, and the later see the earlier', async () => {
      const [one, two, three] = [freshStream(), freshStream(), freshStream()];
      const key = `invoice:${randomUUID()}`;
      const answers = await Promise.all([
        subject.store.append(fakeAppend(one, 0, ['a', 'b'], { claims: [{ key, record: 1 }] })),
        subject.store.append(fakeAppend(one, 0, ['late'])),
        subject.store.append(fakeAppend(two, 0, ['c'], { guards: [{ stream: one, version: 2 }] })),
        subject.store.append(fakeAppend(three, 0, ['x'], { guards: [{ stream: two, version: 0 }] })),
        subject.store.append(fakeAppend(three, 0, ['y'], { claims: [{ key, record: 0 }] })),
        subject.store.append(fakeAppend(one, 2, ['d'], { releases: [key] })),
        subject.store.append(fakeAppend(three, 0, ['z'], { claims: [{ key, record: 0 }] })),
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
      expect((await subject.store.readStream(one)).map(saying)).toEqual(['a', 'b', 'd']);
      expect((await subject.store.readStream(three)).map(saying)).toEqual(['z']);
    });

    it('fail where they guard what one asked before them moves', async () => {
      const [moved, guarding] = [freshStream(), freshStream()];
      const answers = await Promise.all([
        subject.store.append(fakeAppend(moved, 0)),
        subject.store.append(fakeAppend(guarding, 0, ['a'], { guards: [{ stream: moved, version: 0 }] })),
      ]);
      expect(answers[0].outcome).toBe('appended');
      expect(answers[1]).toEqual({ outcome: 'guard-conflict', stream: moved, actual: 1 });
    });

    it('are all answered, whatever a neighbour whose text cannot be written does', async () => {
      const broken: NewRecord = {
        ...fakeRecord('broken'),
        write: () => {
          throw new RangeError('too large');
        },
      };
      const [good, bad, alsoGood] = await Promise.allSettled([
        subject.store.append(fakeAppend(freshStream(), 0)),
        subject.store.append(fakeAppend(freshStream(), 0, [], { records: [broken] })),
        subject.store.append(fakeAppend(freshStream(), 0)),
      ]);
      expect([good.status, bad.status, alsoGood.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    });
  });
}
