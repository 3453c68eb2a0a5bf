import pg from 'pg';
import { instant } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { fakeAppend, followed, freshStream, stood } from '../contract/fakes.testing.js';
import type { AppendRequest } from '../port.js';
import { callAppend } from './append-call.js';
import { cuttableProxy, type CuttableProxy } from './cuttable-proxy.testing.js';
import { PostgresEventStore } from './postgres-event-store.js';

const NOW = instant('2016-11-03T09:00:00.000Z');

let database: TestDatabase;
let proxy: CuttableProxy;
let pool: pg.Pool;
let store: PostgresEventStore;
/** Another process, by hand: what it appends in a transaction stays uncommitted as long as the test wants. */
let other: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  other = new pg.Client({ connectionString: database.url });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await Promise.all([other.connect(), owner.connect()]);
  proxy = await cuttableProxy(other.port, other.host);
  pool = new pg.Pool({ connectionString: throughPort(database.url, proxy.port) });
  pool.on('error', () => {});
  store = new PostgresEventStore({ pool, clock: () => NOW });
});
afterAll(async () => {
  await store.close();
  await Promise.all([pool.end(), other.end(), owner.end()]);
  proxy.close();
  await database.drop();
});

// A test that failed leaves its transaction open.
afterEach(() => other.query('rollback'));

/** The same database, reached through a port of this machine. */
function throughPort(url: string, port: number): string {
  const changed = new URL(url.replace(/(?<=@|\/\/)[^@/?]*(?=[/?]|$)/, `127.0.0.1:${port}`));
  changed.searchParams.delete('host');
  changed.searchParams.delete('port');
  return changed.href;
}

const call = (client: pg.Client, ...requests: AppendRequest[]) =>
  callAppend(
    client,
    NOW,
    requests.map(request => ({ request, texts: request.records.map(record => record.write(NOW)) })),
  );

/** The backends that wait for the append lock, once there are `count` of them. */
async function waiting(count: number): Promise<number[]> {
  for (const began = performance.now(); ;) {
    const { rows } = await owner.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and not granted
       and database = (select oid from pg_database where datname = current_database())`,
    );
    if (rows.length === count) return rows.map(row => row.pid);
    if (performance.now() - began > 10_000)
      throw new Error(`${rows.length} wait for the append lock, not ${count}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

describe('a transaction that appended and has not committed', () => {
  it('holds back later appends, so that a follower never meets a lower position late', async () => {
    const head = await store.head();
    const follower = followed(store, head, 2);
    await other.query('begin');
    const late = fakeAppend(freshStream(), 0, ['late commit']);
    await call(other, late);
    const next = fakeAppend(freshStream(), 0, ['next']);
    const answer = store.append(next);
    await waiting(1);
    expect(await store.head()).toBe(head);
    await other.query('commit');
    expect((await stood(answer)).positions).toEqual([head + 2n]);
    expect((await follower).map(record => [record.position, record.stream])).toEqual([
      [head + 1n, late.stream],
      [head + 2n, next.stream],
    ]);
  });

  it('wins the first append to a stream: the other gets a conflict, not a unique violation', async () => {
    const stream = freshStream();
    await other.query('begin');
    await call(other, fakeAppend(stream, 0, ['first', 'second']));
    const answer = store.append(fakeAppend(stream, 0));
    await waiting(1);
    await other.query('commit');
    expect(await answer).toEqual({ outcome: 'version-conflict', actual: 2 });
  });

  it('takes a key from those who wait, and moves what they guard', async () => {
    const [stream, key] = [freshStream(), freshStream('key')];
    const taker = fakeAppend(stream, 0, ['takes'], { claims: [{ key, record: 0 }] });
    await other.query('begin');
    await call(other, taker);
    const answers = Promise.all([
      store.append(fakeAppend(freshStream(), 0, ['a'], { claims: [{ key, record: 0 }] })),
      store.append(fakeAppend(freshStream(), 0, ['b'], { guards: [{ stream, version: 0 }] })),
    ]);
    await waiting(1);
    await other.query('commit');
    expect(await answers).toEqual([
      { outcome: 'claim-conflict', key, holder: taker.records[0]!.eventId },
      { outcome: 'guard-conflict', stream, actual: 1 },
    ]);
  });

  it('leaves no gap when it is rolled back', async () => {
    const [head, stream] = [await store.head(), freshStream()];
    await other.query('begin');
    await call(other, fakeAppend(stream, 0, ['undone', 'undone']));
    const answer = store.append(fakeAppend(stream, 0, ['stands']));
    await waiting(1);
    await other.query('rollback');
    expect((await stood(answer)).positions).toEqual([head + 1n]);
  });
});

describe('a connection that is lost', () => {
  it('before the append was done: the append is done once', async () => {
    const [head, stream] = [await store.head(), freshStream()];
    await other.query('begin');
    await call(other, fakeAppend(freshStream(), 0));
    const answer = store.append(fakeAppend(stream, 0, ['a', 'b']));
    const [pid] = await waiting(1);
    await owner.query('select pg_terminate_backend($1)', [pid]);
    await waiting(1);
    await other.query('commit');
    expect((await stood(answer)).positions).toEqual([head + 2n, head + 3n]);
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('after the commit, before its answer: the append is found by its event ids', async () => {
    const [head, stream] = [await store.head(), freshStream()];
    await stood(store.append(fakeAppend(freshStream(), 0)));
    proxy.loseNextReply();
    expect((await stood(store.append(fakeAppend(stream, 0, ['a', 'b'])))).positions).toEqual([
      head + 2n,
      head + 3n,
    ]);
    expect(await store.readStream(stream)).toHaveLength(2);
    expect(await store.head()).toBe(head + 3n);
  });

  it('while its backend lives on and commits later: the append sent again waits and finds it', async () => {
    const [head, stream] = [await store.head(), freshStream()];
    await other.query('begin');
    await call(other, fakeAppend(freshStream(), 0));
    const answer = store.append(fakeAppend(stream, 0, ['a']));
    await waiting(1);
    proxy.hangUp();
    await waiting(2);
    await other.query('commit');
    expect((await stood(answer)).positions).toEqual([head + 2n]);
    expect(await store.head()).toBe(head + 2n);
  });
});

describe('a batch', () => {
  it('answers each item by itself and takes no position for a conflict', async () => {
    const [head, stream] = [await store.head(), freshStream()];
    const rows = await call(
      other,
      fakeAppend(stream, 0, ['a', 'b']),
      fakeAppend(stream, 1, ['conflict']),
      fakeAppend(stream, 2, ['c']),
    );
    expect(rows).toMatchObject([
      { outcome: 'appended', first_position: String(head + 1n) },
      { outcome: 'version-conflict', actual: 2 },
      { outcome: 'appended', first_position: String(head + 3n) },
    ]);
  });

  it('settles two first appends to one stream', async () => {
    const stream = freshStream();
    expect(await call(other, fakeAppend(stream, 0), fakeAppend(stream, 0))).toMatchObject([
      { outcome: 'appended' },
      { outcome: 'version-conflict', actual: 1 },
    ]);
  });

  it('does not fail for an item that PostgreSQL refuses', async () => {
    const refused = fakeAppend(freshStream(), 0);
    const answers = await Promise.allSettled([
      ...[1, 2, 3].map(() => stood(store.append(fakeAppend(freshStream(), 0)))),
      store.append({ ...refused, records: [{ ...refused.records[0]!, eventId: 'not a uuid' }] }),
      ...[1, 2, 3].map(() => stood(store.append(fakeAppend(freshStream(), 0)))),
    ]);
    expect(answers.map(answer => answer.status)).toEqual([
      ...Array<string>(3).fill('fulfilled'),
      'rejected',
      ...Array<string>(3).fill('fulfilled'),
    ]);
  });

  it('does not fail for a record of two lines, which is refused', async () => {
    const record = { ...fakeAppend(freshStream(), 0).records[0]!, write: () => '{\n}' };
    const [good, bad] = await Promise.allSettled([
      stood(store.append(fakeAppend(freshStream(), 0))),
      store.append(fakeAppend(freshStream(), 0, [], { records: [record] })),
    ]);
    expect([good.status, bad.status]).toEqual(['fulfilled', 'rejected']);
  });

  it('is stamped again where another process with a clock ahead has appended', async () => {
    const [ahead, stream] = [instant('2016-11-03T09:00:05.000Z'), freshStream()];
    const abroad = new PostgresEventStore({ pool, clock: () => ahead });
    await stood(abroad.append(fakeAppend(freshStream(), 0)));
    await abroad.close();
    expect((await stood(store.append(fakeAppend(stream, 0)))).recordedAt).toBe(ahead);
    const [record] = await store.readStream(stream);
    expect(JSON.parse(record!.text)).toMatchObject({ recordedAt: ahead });
    expect(record!.recordedAt).toBe(ahead);
  });
});

describe('close', () => {
  it('answers what was asked before, and refuses what is asked after', async () => {
    const closing = new PostgresEventStore({ pool, clock: () => NOW });
    const asked = stood(closing.append(fakeAppend(freshStream(), 0)));
    await closing.close();
    expect((await asked).positions).toHaveLength(1);
    await expect(closing.append(fakeAppend(freshStream(), 0))).rejects.toThrow('closed');
  });
});
