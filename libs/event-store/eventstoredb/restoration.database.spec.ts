import { randomUUID } from 'node:crypto';
import { freshStream } from '../contract/fakes.testing.js';
import { type TestLog, testLog } from './logs.testing.js';
import type { RestoredRecord } from './restoration.js';
import { StandIn } from './stand-in.testing.js';

/* Records of a backup on their way into EventStoreDB: whatever happens to a call, the order is that of the backup. */

let standIn: StandIn;
let log: TestLog;
beforeAll(async () => {
  standIn = await StandIn.start();
});
afterAll(() => standIn.close());
beforeEach(async () => {
  log = await testLog(standIn.address);
});
afterEach(async () => {
  standIn.faults.clear();
  await log.close();
});

const streams = Array.from({ length: 5 }, freshStream);
const versions = new Map<string, number>();
const records: readonly RestoredRecord[] = Array.from({ length: 60 }, (_, index) => {
  const stream = streams[(index * 7 + (index % 3)) % streams.length]!;
  const version = (versions.get(stream) ?? 0) + 1;
  versions.set(stream, version);
  const [eventId, commandId] = [randomUUID(), randomUUID()];
  const recordedAt = `2017-01-01T09:00:${String(59 - index).padStart(2, '0')}.000Z`;
  const text = JSON.stringify({ stream, version, eventId, commandId, recordedAt, é: '\u2028' });
  return {
    stream,
    version,
    eventId,
    commandId,
    recordedAt,
    text,
    claims: index % 4 === 0 ? [`key-${index}`] : [],
  };
});

const mirrored = async () => {
  const { rows } = await log.pool.query<{ record: string }>(
    'select record from ledger.event order by position',
  );
  return rows.map(({ record }) => record);
};
const texts = records.map(({ text }) => text);

test.each(['lost', 'unheard', 'reset', 'twice', 'unavailable', 'internal', 'not-leader'] as const)(
  'appends that are %s: each record once, in its order',
  async does => {
    const { restoration } = await log.open();
    standIn.fault({ on: 'append', does, skip: 3 }, { on: 'append', does, skip: 11 });
    expect(await restoration.put(1, records)).toBeUndefined();
    await restoration.mirrored(records.length);
    expect(await mirrored()).toEqual(texts);
  },
);

test('what an earlier run put there is passed over, also what no copy has seen yet', async () => {
  const first = await log.open();
  await first.restoration.put(1, records.slice(0, 20));
  await first.close();
  const second = await log.open();
  await second.restoration.put(1, records.slice(0, 25));
  expect(await second.restoration.put(1, records)).toBeUndefined();
  await second.restoration.mirrored(records.length);
  expect(await mirrored()).toEqual(texts);
  const { rows } = await log.pool.query('select key from ledger.claim');
  expect(rows).toHaveLength(15);
});

test('an append that stands in part, and that no copy has seen yet, goes on where it stands', async () => {
  const stream = freshStream();
  const ofOne = records.slice(0, 30).map((record, index) => ({ ...record, stream, version: index + 1 }));
  standIn.fault({ on: 'subscribe', does: 'unavailable', times: 1000 });
  const { restoration } = await log.open();
  await restoration.put(1, ofOne.slice(0, 20));
  expect(await restoration.put(1, ofOne)).toBeUndefined();
  const other = { ...ofOne[29]!, version: 31, eventId: randomUUID(), text: 'another' };
  await restoration.put(31, [other]);
  expect(await restoration.put(31, [{ ...other, eventId: randomUUID(), text: 'ours' }])).toBe(31);
  standIn.faults.clear();
  await restoration.mirrored(31);
  expect((await mirrored()).slice(0, 30)).toEqual(ofOne.map(({ text }) => text));
});

test('the place of one that is not of this backup is told', async () => {
  const { restoration } = await log.open();
  await restoration.put(1, records.slice(0, 10));
  await restoration.mirrored(10);
  const altered = records.map((record, index) =>
    index === 4 ? { ...record, text: `${record.text} ` } : record,
  );
  expect(await restoration.put(1, altered)).toBe(5);
  const taken = { ...records[10]!, eventId: randomUUID(), text: texts[0]! };
  await restoration.put(11, [taken]);
  expect(await restoration.put(11, records.slice(10))).toBe(11);
});

test('a mirror that stands still is not waited for without end', async () => {
  const { restoration } = await log.open({ lag: 300 });
  await expect(restoration.mirrored(1)).rejects.toThrow('stands still at position 0');
});
