import { randomUUID } from 'node:crypto';
import { fakeAppend, freshStream, stood, type Subject } from './fakes.testing.js';

/** The rules of unique keys and of personal values. */
export function claimRules(subject: Subject): void {
  describe('claims', () => {
    const claiming = (key: string, stream = freshStream(), expected = 0) =>
      fakeAppend(stream, expected, ['takes'], { claims: [{ key, record: 0 }] });

    it('lets one event take a key and names the holder to the next', async () => {
      const key = `chorus:${randomUUID()}`;
      const first = fakeAppend(freshStream(), 0, ['a', 'b'], { claims: [{ key, record: 1 }] });
      await stood(subject.store.append(first));
      const late = claiming(key);
      expect(await subject.store.append(late)).toEqual({
        outcome: 'claim-conflict',
        key,
        holder: first.records[1]!.eventId,
      });
      expect(await subject.store.readStream(late.stream)).toEqual([]);
    });

    it('takes none of the keys where one is held', async () => {
      const [held, free] = [`invoice:${randomUUID()}`, `invoice:${randomUUID()}`];
      await stood(subject.store.append(claiming(held)));
      const claims = [
        { key: free, record: 0 },
        { key: held, record: 0 },
      ];
      const both = await subject.store.append(fakeAppend(freshStream(), 0, ['both'], { claims }));
      expect(both.outcome).toBe('claim-conflict');
      await stood(subject.store.append(claiming(free)));
    });

    it('lets one of two racing claims win', async () => {
      const key = `chorus:${randomUUID()}`;
      const answers = await Promise.all([
        subject.store.append(claiming(key)),
        subject.store.append(claiming(key)),
      ]);
      expect(answers.map(answer => answer.outcome).sort()).toEqual(['appended', 'claim-conflict']);
    });

    it('lets a key be taken again once the stream that holds it has released it', async () => {
      const key = `chorus:${randomUUID()}`;
      const stream = freshStream();
      await stood(subject.store.append(claiming(key, stream)));
      await stood(subject.store.append(fakeAppend(stream, 1, ['reversal'], { releases: [key] })));
      await stood(subject.store.append(claiming(key)));
    });

    it('releases and takes a key in one append', async () => {
      const key = `chorus:${randomUUID()}`;
      const stream = freshStream();
      await stood(subject.store.append(claiming(key, stream)));
      expect((await subject.store.append(claiming(key, stream, 1))).outcome).toBe('claim-conflict');
      const corrected = fakeAppend(stream, 1, ['reversal', 'again'], {
        releases: [key],
        claims: [{ key, record: 1 }],
      });
      await stood(subject.store.append(corrected));
      expect(await subject.store.append(claiming(key))).toEqual({
        outcome: 'claim-conflict',
        key,
        holder: corrected.records[1]!.eventId,
      });
    });

    it('leaves a key alone that another stream holds, and a release that did not stand', async () => {
      const key = `chorus:${randomUUID()}`;
      const stream = freshStream();
      await stood(subject.store.append(claiming(key, stream)));
      await stood(subject.store.append(fakeAppend(freshStream(), 0, ['stranger'], { releases: [key] })));
      expect((await subject.store.append(claiming(key))).outcome).toBe('claim-conflict');
      const late = await subject.store.append(fakeAppend(stream, 7, ['late'], { releases: [key] }));
      expect(late.outcome).toBe('version-conflict');
      expect((await subject.store.append(claiming(key))).outcome).toBe('claim-conflict');
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
      const before = await stood(subject.store.append(request));
      const kept = await subject.store.readPersonal([...commitments, 'unknown']);
      expect(kept).toHaveLength(2);
      expect(kept).toEqual(expect.arrayContaining(personal));
      await subject.store.erasePersonal(commitments[0]!);
      expect(await subject.store.readPersonal(commitments)).toEqual([personal[1]]);
      expect(await subject.store.append(request)).toEqual(before);
      expect(await subject.store.readPersonal(commitments)).toEqual([personal[1]]);
      await expect(subject.store.erasePersonal('unknown')).resolves.toBeUndefined();
    });

    it('are not kept where the append did not stand', async () => {
      const personal = [{ commitment: randomUUID(), salt: 'salt', value: 'Camille' }];
      expect((await subject.store.append(fakeAppend(freshStream(), 3, ['a'], { personal }))).outcome).toBe(
        'version-conflict',
      );
      expect(await subject.store.readPersonal([personal[0]!.commitment])).toEqual([]);
    });
  });
}
