import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AppendRequest } from '../port.js';
import { fakeAppend, freshStream, stood } from '../contract/fakes.testing.js';
import { Claims } from './claims.js';
import { Connection } from './connection.js';
import { DEFAULT_LIMITS } from './limits.js';
import { SHORT, testLog, type TestLog } from './logs.testing.js';
import { StandIn } from './stand-in.testing.js';
import { Streams } from './streams.js';

let standIn: StandIn;
let log: TestLog;
beforeEach(async () => {
  standIn = await StandIn.start();
  log = await testLog(standIn.address);
});
afterEach(async () => {
  await log.close();
  standIn.close();
});

const claiming = (key: string, stream = freshStream(), expected = 0, texts = ['takes']) =>
  fakeAppend(stream, expected, texts, { claims: [{ key, record: texts.length - 1 }] });
const newKey = () => `chorus:${randomUUID()}`;
/** A request whose claims are written and whose event does not come: its process ended between the two. */
const crashed = async (request: AppendRequest) => {
  const connection = Connection.to(standIn.address);
  const streams = new Streams(connection, { username: '', password: '' }, log.name, SHORT);
  await new Claims(streams, SHORT).write(request);
  await connection.close();
  return request;
};

test('a claim is the first entry of a stream of its own, and names its event', async () => {
  const key = newKey();
  const request = claiming(key);
  await stood((await log.store()).append(request));
  const [entry, ...others] = standIn.log.stream(`${log.name}.claim-${key}`);
  expect(others).toEqual([]);
  expect(JSON.parse(Buffer.from(entry!.data).toString())).toEqual({
    kind: 'ClaimTaken',
    stream: request.stream,
    version: 1,
    eventId: request.records[0]!.eventId,
  });
});

test('one whose event never came is waited for, then taken over', async () => {
  const key = newKey();
  const never = await crashed(claiming(key));
  const store = await log.store({ grace: 2_000 });
  const holder = never.records[0]!.eventId;
  const taking = claiming(key);
  expect(await store.append(taking)).toEqual({ outcome: 'claim-conflict', key, holder });
  expect((await store.append(taking)).outcome).toBe('claim-conflict');
  await pause(2_100);
  await stood(store.append(taking));
});

test('one whose event cannot come any more is taken over at once', async () => {
  const key = newKey();
  const never = await crashed(claiming(key));
  const store = await log.store();
  await stood(store.append(fakeAppend(never.stream, 0, ['another'])));
  await stood(store.append(claiming(key)));
});

test('the command that wrote it, asked again, takes it at whatever version it then has', async () => {
  const key = newKey();
  const first = await crashed(claiming(key));
  const store = await log.store();
  await stood(store.append(fakeAppend(first.stream, 0, ['another'])));
  await stood(store.append({ ...first, expected: 1 }));
  const conflict = await store.append(claiming(key));
  expect(conflict).toEqual({ outcome: 'claim-conflict', key, holder: first.records[0]!.eventId });
});

test('a release counts once its event stands, not before', async () => {
  const key = newKey();
  const stream = freshStream();
  const store = await log.store({ grace: 0 });
  await stood(store.append(claiming(key, stream)));
  const release = await crashed(fakeAppend(stream, 1, ['reversal'], { releases: [key] }));
  expect((await store.append(claiming(key))).outcome).toBe('claim-conflict');
  await stood(store.append(release));
  await stood(store.append(claiming(key)));
});

test('an append that lost its race gives its claims back at once', async () => {
  const key = newKey();
  const stream = freshStream();
  const [store, other] = [await log.store(), await log.store()];
  standIn.fault({ on: 'append', does: 'late', amount: 200, skip: 1 });
  const late = store.append(claiming(key, stream));
  while (standIn.calls.filter(({ kind }) => kind === 'append').length < 2) await pause(5);
  await stood(other.append(fakeAppend(stream, 0, ['first'])));
  expect(await late).toEqual({ outcome: 'version-conflict', actual: 1 });
  await stood(store.append(claiming(key)));
});

test('an append that took too long after its claims is not sent: its keys may be another’s by now', async () => {
  const store = await log.store({ claimed: 0 });
  const request = claiming(newKey());
  await expect(store.append(request)).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
  expect(standIn.log.stream(`${log.name}.${request.stream}`)).toEqual([]);
});

test('the limits leave an event no time to land after its key was taken over', () => {
  const { claimed, deadline, grace } = DEFAULT_LIMITS;
  expect(claimed + 2 * deadline).toBeLessThan(grace);
});

test('one of many processes gets a key, whatever goes wrong with their calls', async () => {
  const stores = [await log.store(), await log.store(), await log.store()];
  for (let round = 0; round < 5; round++) {
    const key = newKey();
    standIn.fault(
      { on: 'append', does: 'lost', skip: round },
      { on: 'append', does: 'unavailable', skip: 1 },
    );
    const answers = await Promise.all(stores.map(store => store.append(claiming(key))));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual([
      'appended',
      'claim-conflict',
      'claim-conflict',
    ]);
  }
  const { rows } = await log.pool.query('select * from ledger.straggler');
  expect(rows).toEqual([]);
});
