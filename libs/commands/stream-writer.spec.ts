import { decodeRecord, isRefusal, type Refusal } from '#kernel';
import { Contention, type RefusedAttempt, type Written } from './envelope.js';
import { asking, codec, meddledWith, newStore, newWriter, NOW } from './stream-writer.testing.js';

const written = (answer: Written | Refusal): Written => {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.code}`);
  return answer;
};
const code = (answer: object) => (isRefusal(answer) ? answer.code : 'written');

describe('a command', () => {
  test('is recorded with who asked, why, under which formulas and on what it relied', async () => {
    const store = newStore();
    const writer = newWriter(store);
    await writer.write(asking('a', { type: 'set', most: 50 }));
    await writer.write(asking('b', { type: 'fill', amount: 100 }));
    const also = { causationId: 'cause' };
    const answer = written(
      await writer.write(asking('c', { type: 'spend', amount: 50, limit: 'limit-1' }, also)),
    );
    expect(answer).toEqual({
      stream: 'purse-1',
      version: 3,
      position: 4n,
      events: [{ eventId: answer.events[0]!.eventId, type: 'PurseSpent' }],
      repeated: false,
    });
    const [record] = await store.readStream('purse-1', 2);
    const envelope = asking('c', { type: 'spend', amount: 50, limit: 'limit-1' });
    expect(decodeRecord(record!.text, record!.position, codec)).toEqual({
      fact: { type: 'PurseSpent', data: { amount: 50 } },
      effectiveOn: '2016-11-03',
      fiscalYear: 2016,
      eventId: answer.events[0]!.eventId,
      stream: 'purse-1',
      version: 3,
      position: 4n,
      schemaVersion: 1,
      recordedAt: NOW,
      actor: 'somebody',
      role: 'gestionnaire',
      origin: { kind: 'typed' },
      basis: [{ stream: 'limit-1', version: 1 }],
      formula: 1,
      commandId: envelope.act.commandId,
      bodyHash: envelope.bodyHash,
      correlationId: 'request-1',
      causationId: 'cause',
    });
  });

  test('that relied on a stream which does not exist says version 0', async () => {
    const store = newStore();
    const writer = newWriter(store);
    await writer.write(asking('a', { type: 'fill', amount: 1 }));
    await writer.write(asking('b', { type: 'spend', amount: 1, limit: 'limit-9' }));
    const [record] = await store.readStream('purse-1', 2);
    expect(JSON.parse(record!.text)).toMatchObject({ basis: [{ stream: 'limit-9', version: 0 }] });
  });

  test('that has nothing to record is answered with the version that stands', async () => {
    const writer = newWriter(newStore());
    await writer.write(asking('a', { type: 'fill', amount: 1 }));
    const expected = { stream: 'purse-1', version: 2, position: 2n, events: [], repeated: false };
    expect(await writer.write(asking('b', { type: 'nothing' }))).toEqual(expected);
  });

  test('for a stream of no known kind is a mistake of the programmer', async () => {
    const lost = asking('a', { type: 'nothing' }, {}, 'hat-1');
    await expect(newWriter(newStore()).write(lost)).rejects.toThrow('no rules for the stream hat-1');
  });

  test('keeps the values of its personal fields beside the log', async () => {
    const store = newStore();
    const personal = [{ commitment: 'c', salt: 's', value: 'Élodie Martin' }];
    await newWriter(store).write(asking('a', { type: 'fill', amount: 1 }, { personal }));
    expect(await store.readPersonal(['c'])).toEqual(personal);
  });
});

describe('a repeated command', () => {
  test('has one effect and gets the first answer, from a process that never saw it too', async () => {
    const store = newStore();
    const writer = newWriter(store);
    const first = written(await writer.write(asking('a', { type: 'fill', amount: 100 })));
    await writer.write(asking('b', { type: 'spend', amount: 100 }));
    for (const process of [writer, newWriter(store)]) {
      const again = await process.write(asking('a', { type: 'fill', amount: 100 }));
      expect(again).toEqual({ ...first, repeated: true });
    }
    expect(await store.head()).toBe(3n);
  });

  test('sent twice at once has one effect', async () => {
    const store = newStore();
    const [one, other] = [newWriter(store), newWriter(store)];
    const command = asking('a', { type: 'fill', amount: 100 });
    const answers = await Promise.all([one, one, other, other].map(writer => writer.write(command)));
    expect(new Set(answers.map(answer => written(answer).position))).toEqual(new Set([2n]));
    expect(await store.head()).toBe(2n);
  });

  test('is answered before If-Match is looked at', async () => {
    const writer = newWriter(newStore());
    await writer.write(asking('a', { type: 'fill', amount: 100 }, { ifMatch: 0 }));
    const again = await writer.write(asking('a', { type: 'fill', amount: 100 }, { ifMatch: 0 }));
    expect(written(again).repeated).toBe(true);
  });

  test('with another body under its key is refused', async () => {
    const store = newStore();
    const writer = newWriter(store);
    await writer.write(asking('a', { type: 'fill', amount: 100 }));
    const other = await writer.write(asking('a', { type: 'fill', amount: 101 }));
    expect(code(other)).toBe('idempotency_key_reused');
    expect(await store.head()).toBe(2n);
  });

  test('that was refused is decided anew: a refusal is not remembered', async () => {
    const attempts: RefusedAttempt[] = [];
    const recordRefusal = async (attempt: RefusedAttempt) => void attempts.push(attempt);
    const writer = newWriter(newStore(), { recordRefusal });
    const spend = asking('a', { type: 'spend', amount: 5 });
    expect(code(await writer.write(spend))).toBe('purse_too_small');
    await writer.write(asking('b', { type: 'fill', amount: 5 }));
    expect(written(await writer.write(spend))).toMatchObject({ version: 3, repeated: false });
    expect(attempts).toEqual([
      {
        at: NOW,
        actor: 'somebody',
        role: 'gestionnaire',
        stream: 'purse-1',
        commandType: 'spend',
        code: 'purse_too_small',
        bodyHash: spend.bodyHash,
        correlationId: 'request-1',
      },
    ]);
  });
});

describe('when the stream moves between decision and append', () => {
  const spend = asking('spend', { type: 'spend', amount: 60 });

  test('the command is decided again on what stands now, and refused where it no longer holds', async () => {
    const store = newStore();
    const other = newWriter(store);
    await other.write(asking('fill', { type: 'fill', amount: 100 }));
    const between = () => other.write(asking('meanwhile', { type: 'spend', amount: 60 }));
    const answer = await newWriter(meddledWith(store, between)).write(spend);
    expect(answer).toMatchObject({ code: 'purse_too_small', details: { amount: 60, content: 40 } });
    expect(await store.head()).toBe(3n);
  });

  test('the command is recorded after the other where it still holds', async () => {
    const store = newStore();
    const other = newWriter(store);
    await other.write(asking('fill', { type: 'fill', amount: 100 }));
    const between = () => other.write(asking('meanwhile', { type: 'spend', amount: 40 }));
    const answer = await newWriter(meddledWith(store, between)).write(spend);
    expect(written(answer)).toMatchObject({ version: 4, position: 4n });
  });

  test('nothing is decided again under If-Match', async () => {
    const store = newStore();
    const other = newWriter(store);
    await other.write(asking('fill', { type: 'fill', amount: 100 }));
    const between = () => other.write(asking('meanwhile', { type: 'spend', amount: 1 }));
    const answer = await newWriter(meddledWith(store, between)).write({ ...spend, ifMatch: 2 });
    expect(answer).toMatchObject({ code: 'version_mismatch', details: { expected: 2, actual: 3 } });
    expect(await store.head()).toBe(3n);
  });

  test('ten times, the writer gives up and says that the stream is contended', async () => {
    const store = newStore();
    const other = newWriter(store);
    await other.write(asking('fill', { type: 'fill', amount: 100 }));
    let key = 0;
    const between = () => other.write(asking(`meanwhile ${key++}`, { type: 'fill', amount: 1 }));
    await expect(newWriter(meddledWith(store, between, 10)).write(spend)).rejects.toThrow(Contention);
    expect(code(await newWriter(meddledWith(store, between, 9)).write(spend))).toBe('written');
  });
});

describe('If-Match', () => {
  test('of the version that stands lets the command through, of any other refuses it', async () => {
    const writer = newWriter(newStore());
    const fill = (key: string, ifMatch: number) =>
      writer.write(asking(key, { type: 'fill', amount: 1 }, { ifMatch }));
    expect(code(await fill('a', 0))).toBe('written');
    expect(code(await fill('b', 1))).toBe('version_mismatch');
    expect(code(await fill('b', 3))).toBe('version_mismatch');
    expect(code(await fill('b', 2))).toBe('written');
  });

  test('is compared with the store, not with what this process remembers', async () => {
    const store = newStore();
    const [one, other] = [newWriter(store), newWriter(store)];
    await one.write(asking('a', { type: 'fill', amount: 1 }));
    await other.write(asking('b', { type: 'fill', amount: 1 }));
    expect(code(await one.write(asking('c', { type: 'fill', amount: 1 }, { ifMatch: 4 })))).toBe('written');
  });
});

describe('a stream that a decision relied on', () => {
  const spend = asking('spend', { type: 'spend', amount: 60, limit: 'limit-1' });

  test('and that moved before the append makes the command be decided again', async () => {
    const store = newStore();
    const other = newWriter(store);
    await other.write(asking('limit', { type: 'set', most: 60 }));
    await other.write(asking('fill', { type: 'fill', amount: 100 }));
    const between = () => other.write(asking('lower', { type: 'set', most: 59 }));
    const answer = await newWriter(meddledWith(store, between)).write(spend);
    expect(answer).toMatchObject({ code: 'above_limit', details: { amount: 60, most: 59 } });
  });

  test('may be remembered too low: a refusal is decided again on what is recorded', async () => {
    const store = newStore();
    const [one, other] = [newWriter(store), newWriter(store)];
    await one.write(asking('limit', { type: 'set', most: 59 }));
    await one.write(asking('fill', { type: 'fill', amount: 100 }));
    await other.write(asking('raise', { type: 'set', most: 60 }));
    expect(code(await one.write(spend))).toBe('written');
  });

  test('without guard is read each time', async () => {
    const store = newStore();
    const [one, other] = [newWriter(store), newWriter(store)];
    await one.write(asking('limit', { type: 'set', most: 60 }));
    await one.write(asking('fill', { type: 'fill', amount: 100 }));
    await other.write(asking('lower', { type: 'set', most: 59 }));
    const unguarded = asking('s', { type: 'spend', amount: 60, limit: 'limit-1', unguarded: true });
    expect(code(await one.write(unguarded))).toBe('above_limit');
  });
});

describe('a claim', () => {
  test('held by another stream refuses the command, naming key and holder', async () => {
    const store = newStore();
    const writer = newWriter(store);
    const first = written(await writer.write(asking('a', { type: 'fill', amount: 1, invoice: 'F-1' })));
    const taken = await writer.write(asking('b', { type: 'fill', amount: 1, invoice: 'F-1' }, {}, 'purse-2'));
    expect(taken).toMatchObject({
      code: 'claim_taken',
      details: { key: 'F-1', holder: first.events[0]!.eventId },
    });
    expect(await store.head()).toBe(2n);
  });

  test('may be refused under a code of its own', async () => {
    const store = newStore();
    const claimRefusal = ({ key }: { key: string }): Refusal => ({
      refused: true,
      code: 'invoice_known',
      details: { key },
    });
    const writer = newWriter(store, { claimRefusal });
    await writer.write(asking('a', { type: 'fill', amount: 1, invoice: 'F-1' }));
    const taken = await writer.write(asking('b', { type: 'fill', amount: 1, invoice: 'F-1' }));
    expect(code(taken)).toBe('invoice_known');
  });

  test('released is free again', async () => {
    const writer = newWriter(newStore());
    await writer.write(asking('a', { type: 'fill', amount: 1, invoice: 'F-1' }));
    await writer.write(asking('b', { type: 'fill', amount: 1, free: 'F-1' }));
    const other = asking('c', { type: 'fill', amount: 1, invoice: 'F-1' }, {}, 'purse-2');
    expect(code(await writer.write(other))).toBe('written');
  });
});
