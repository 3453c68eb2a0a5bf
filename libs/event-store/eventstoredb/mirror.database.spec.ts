import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { instant } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { fakeAppend, freshStream, places, stood } from '../contract/fakes.testing.js';
import { InMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { testLog, type TestLog } from './logs.testing.js';
import { type Arrival, isContradiction, MirrorTable, type SourcePosition } from './mirror-table.js';
import { EventStoreRefused } from './open.js';
import { StandIn } from './stand-in.testing.js';

const at = (commit: number): SourcePosition => ({ commit: BigInt(commit), prepare: BigInt(commit) });
const NINE = '2017-01-01T09:00:00.000Z';

describe('the table of the mirror', () => {
  let database: TestDatabase;
  let table: MirrorTable;
  const [one, other] = [randomUUID(), randomUUID()];
  beforeEach(async () => {
    database = await testDatabase();
    table = new MirrorTable(database.pool);
    await table.begin('log');
  });
  afterEach(() => database.drop());

  const arrival = (
    stream: string,
    version: number,
    commit: number,
    more: Partial<Arrival> = {},
  ): Arrival => ({
    stream,
    version,
    eventId: randomUUID(),
    commandId: randomUUID(),
    recordedAt: instant(NINE),
    text: `{"n":${commit}}`,
    at: at(commit),
    ...more,
  });
  const filled = async (after: SourcePosition | undefined, ...arrivals: readonly Arrival[]) => {
    await table.take(one, 60);
    return table.fill(one, 60, after, arrivals);
  };
  const stragglers = async () =>
    (await database.pool.query('select position, kind, name from ledger.straggler order by 1')).rows;

  test('draws dense positions in the order of the server', async () => {
    expect(await filled(undefined, arrival('a', 1, 700), arrival('b', 1, 900))).toBe(true);
    expect(await filled(at(900), arrival('a', 2, 1300))).toBe(true);
    const log = await table.readAll(0n, 10);
    expect(log.map(({ position, stream, version }) => [position, stream, version])).toEqual([
      [1n, 'a', 1],
      [2n, 'b', 1],
      [3n, 'a', 2],
    ]);
    expect(await table.take(one, 60)).toEqual({ at: at(1300) });
  });

  test('raises the time of a record to that of the one before, and leaves its text alone', async () => {
    const late = arrival('a', 1, 700, { recordedAt: instant('2017-01-01T09:00:00.500Z') });
    await filled(undefined, late, arrival('b', 1, 900));
    const [, second] = await table.readAll(0n, 10);
    expect([second!.recordedAt, second!.text]).toEqual([late.recordedAt, '{"n":900}']);
  });

  test('leaves alone what it has already: the same event again is no event', async () => {
    const [first, second] = [arrival('a', 1, 700), arrival('a', 2, 800)];
    await filled(undefined, first, second);
    expect(await filled(at(800), first, second, arrival('a', 3, 900))).toBe(true);
    expect(await table.head()).toBe(3n);
  });

  test.each([
    ['the bytes of a record differ', (first: Arrival) => [{ ...first, text: '{"n":701}' }], 'PL001'],
    ['another event has its place', (first: Arrival) => [{ ...first, eventId: randomUUID() }], 'PL001'],
    ['the versions of a stream have a gap', () => [arrival('a', 3, 900)], 'PL002'],
    ['a stream begins in the middle', () => [arrival('c', 2, 900)], 'PL002'],
  ])('refuses, and copies nothing, where %s', async (_, next, code) => {
    const first = arrival('a', 1, 700);
    await filled(undefined, first);
    const refused = filled(at(700), arrival('b', 1, 800), ...next(first));
    await expect(refused).rejects.toMatchObject({ code });
    expect(isContradiction(await refused.catch((error: unknown) => error))).toBe(true);
    expect(await table.head()).toBe(1n);
    expect(await table.take(one, 60)).toEqual({ at: at(700) });
  });

  test('is filled by its holder only, from where it stands only', async () => {
    await table.take(one, 60);
    expect(await table.take(other, 60)).toBeUndefined();
    expect(await table.fill(other, 60, undefined, [arrival('a', 1, 700)])).toBe(false);
    expect(await table.fill(one, 60, at(5), [arrival('a', 1, 700)])).toBe(false);
    expect(await table.head()).toBe(0n);
    await table.leave(one);
    expect(await table.take(other, 60)).toEqual({ at: undefined });
  });

  test('a holder that slept wakes without it: nothing of what it writes is copied', async () => {
    await table.take(one, 0.05);
    await pause(80);
    expect(await table.take(other, 60)).toEqual({ at: undefined });
    await table.fill(other, 60, undefined, [arrival('a', 1, 700)]);
    expect(await table.fill(one, 60, undefined, [arrival('a', 1, 700)])).toBe(false);
    expect(await table.head()).toBe(1n);
  });

  test('names a record that came though what it relied on had moved', async () => {
    await filled(
      undefined,
      arrival('year', 1, 700),
      arrival('a', 1, 800, { guards: [{ stream: 'year', version: 1 }] }),
      arrival('year', 2, 900),
      arrival('b', 1, 1000, { guards: [{ stream: 'year', version: 1 }] }),
    );
    expect(await stragglers()).toEqual([{ position: '4', kind: 'guard_moved', name: 'year' }]);
  });

  test('names a record that takes a key which another holds, unless it was released', async () => {
    await filled(
      undefined,
      arrival('a', 1, 700, { claims: ['k'] }),
      arrival('b', 1, 800, { claims: ['k', 'free'] }),
      arrival('a', 2, 900, { releases: ['k'] }),
      arrival('c', 1, 1000, { claims: ['k'] }),
    );
    expect(await stragglers()).toEqual([{ position: '2', kind: 'claim_held', name: 'k' }]);
    const { rows } = await database.pool.query('select key, stream from ledger.claim order by key');
    expect(rows).toEqual([
      { key: 'free', stream: 'b' },
      { key: 'k', stream: 'c' },
    ]);
  });

  test('once it began, the application may not append to PostgreSQL any more', async () => {
    const store = new PostgresEventStore({ pool: database.pool, clock: () => instant(NINE) });
    await expect(store.append(fakeAppend('a', 0))).rejects.toThrow('permission denied');
    await store.close();
    expect(await table.begin('log')).toBe('ready');
    expect(await table.begin('another')).toBe('of-another-log');
  });

  test('it does not begin where the log already stands in PostgreSQL', async () => {
    const begun = await testDatabase();
    const store = new PostgresEventStore({ pool: begun.pool, clock: () => instant(NINE) });
    await stood(store.append(fakeAppend('a', 0)));
    expect(await new MirrorTable(begun.pool).begin('log')).toBe('begun-on-postgres');
    await stood(store.append(fakeAppend('a', 1)));
    await store.close();
    await begun.drop();
  });

  test('and the application writes neither its events nor its place by hand', async () => {
    for (const text of ['delete from ledger.event', "update ledger.mirror set log = 'x'"]) {
      await expect(database.pool.query(text)).rejects.toThrow('permission denied');
    }
  });
});

describe('the processes that mirror a log', () => {
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
  const NOW = () => instant(NINE);

  test('one subscribes, the others wait, and all answer with positions', async () => {
    const stores = [await log.store(), await log.store(), await log.store()];
    const answers = await Promise.all(
      stores.flatMap(store => [1, 2, 3].map(() => stood(store.append(fakeAppend(freshStream(), 0))))),
    );
    expect(answers.flatMap(({ positions }) => positions).toSorted((a, b) => Number(a - b))).toEqual(
      places(1n, 9),
    );
    expect(standIn.subscribed).toBe(1);
  });

  test('when the holder leaves, or falls silent, another goes on from its place', async () => {
    const [first, second] = [await log.open(), await log.open()];
    await stood(first.storeAt(NOW).append(fakeAppend(freshStream(), 0)));
    await first.close();
    const store = second.storeAt(NOW);
    expect((await stood(store.append(fakeAppend(freshStream(), 0)))).positions).toEqual([2n]);
    const silent = new pg.Client({ connectionString: log.ownerUrl });
    await silent.connect();
    await silent.query(
      `update ledger.mirror set holder = '${randomUUID()}', held_until = now() + interval '1 second'`,
    );
    await silent.end();
    expect((await stood(store.append(fakeAppend(freshStream(), 0)))).positions).toEqual([3n]);
    const asked = standIn.calls.filter(({ kind }) => kind === 'subscribe').map(({ after = 0 }) => after);
    // Who waits for a record may have it asked for once more, from the same place: never from one before.
    expect(asked).toEqual(asked.toSorted((one, other) => one - other));
    expect(new Set(asked).size).toBe(3);
  });

  test('a database that lost its mirror gives every record the position that it had', async () => {
    const store = await log.store();
    for (let n = 0; n < 5; n++) await stood(store.append(fakeAppend(freshStream(), 0, ['a', 'b'])));
    const before = await store.readAll(0n, 100);
    const anew = await testDatabase();
    const again = await log.open({}, standIn.address, anew.pool);
    expect(await again.storeAt(NOW).readAll(0n, 100)).toEqual(before);
    await again.close();
    await anew.drop();
  });

  test('a database does not follow a server that lacks what was copied from it', async () => {
    await stood((await log.store()).append(fakeAppend(freshStream(), 0)));
    const emptied = await StandIn.start();
    const refused = log.open({}, emptied.address);
    await expect(refused).rejects.toThrow(EventStoreRefused);
    await expect(refused).rejects.toThrow('server-of-another-log');
    emptied.close();
  });

  test('nor does it go on where the server lost it meanwhile', async () => {
    const store = await log.store({ lag: 800, patience: 800 });
    await stood(store.append(fakeAppend('a', 0)));
    standIn.close();
    standIn = await StandIn.start(standIn.port);
    await expect(store.append(fakeAppend('b', 0))).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
    expect(await store.head()).toBe(1n);
    expect(log.troubles.some(trouble => trouble instanceof EventStoreRefused)).toBe(true);
  });

  test('two logs on one server do not meet', async () => {
    const stranger = await testLog(standIn.address);
    await stood((await stranger.store()).append(fakeAppend('fiscalyear-2016', 0)));
    const store = await log.store();
    const { positions } = await stood(store.append(fakeAppend('fiscalyear-2016', 0, ['ours'])));
    expect(positions).toEqual([1n]);
    expect(await store.readStream('fiscalyear-2016')).toHaveLength(1);
    await stranger.close();
  });

  test('a record that leaves a gap is told aloud, and nothing is copied from it on', async () => {
    const store = await log.store({ lag: 500 });
    await stood(store.append(fakeAppend('a', 0)));
    const [kept] = standIn.log.stream(`${log.name}.a`);
    const forged = { ...kept!, revision: 7, commit: 1_000_000_000, id: randomUUID() };
    for (const listener of standIn.log.listeners) listener(forged);
    while (!log.troubles.some(isContradiction)) await pause(10);
    expect(await store.head()).toBe(1n);
  });

  test('without a server the log does not open', async () => {
    const gone = log.open({ patience: 300 }, 'esdb://127.0.0.1:1?tls=false');
    await expect(gone).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
  });

  test('the in-memory log and the mirrored one agree on what concurrent appends leave', async () => {
    const memory = new InMemoryEventStore(NOW);
    const store = await log.store();
    const asked = Array.from({ length: 40 }, (_, n) => fakeAppend(`s${n % 7}`, Math.floor(n / 7), [`${n}`]));
    for (const each of [memory, store]) await Promise.all(asked.map(request => stood(each.append(request))));
    for (let n = 0; n < 7; n++) {
      const texts = async (each: typeof store) =>
        (await each.readStream(`s${n}`)).map(({ eventId }) => eventId);
      expect(await texts(store)).toEqual(await texts(memory));
    }
  });
});
