import { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { fakeAppend, freshStream, saying, stood } from '../contract/fakes.testing.js';
import { cuttableProxy } from '../postgres/cuttable-proxy.testing.js';
import { EventStoreUnavailable } from '../port.js';
import { Connection } from './connection.js';
import { SHORT, testLog, type TestLog } from './logs.testing.js';
import { StandIn } from './stand-in.testing.js';
import { Streams } from './streams.js';

/* The defects D1 to D14 of the client, each with what answers it; docs/adr/2026-11-21-eventstoredb.md lists them. */

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

const fact = () => fakeAppend(freshStream(), 0, ['a', 'b']);
const streamsOf = async (work: (streams: Streams, connection: Connection) => Promise<unknown>) => {
  const connection = Connection.to(standIn.address);
  try {
    await work(
      new Streams(connection, { username: '', password: '' }, log.name, { ...SHORT, claimed: 0, lag: 0 }),
      connection,
    );
  } finally {
    await connection.close();
  }
};
/** An append stands once, whatever happened on its way. */
const standsOnce = async (faulty: () => void) => {
  const store = await log.store();
  const request = fact();
  faulty();
  const { positions } = await stood(store.append(request));
  expect((await store.readStream(request.stream)).map(saying)).toEqual(['a', 'b']);
  expect(await store.head()).toBe(positions[1]);
  expect(await store.append(request)).toMatchObject({ outcome: 'appended', positions });
};

test('D1, two client packages in one process corrupt both: exactly one is installed', () => {
  const lock = readFileSync(join(import.meta.dirname, '../../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(lock) as { packages: Record<string, { version: string }> };
  const clients = Object.entries(packages).filter(([path]) => /@(eventstore|kurrent)\/[^/]+$/.test(path));
  expect(clients.map(([path, { version }]) => `${path} ${version}`)).toEqual([
    'node_modules/@eventstore/db-client 6.2.1',
  ]);
});

test('D2, the failures of one client reach the calls of another: the stores of a process share one', async () => {
  const stores = [await log.store(), await log.store()];
  await Promise.all(stores.map(store => stood(store.append(fact()))));
  const names = standIn.calls.filter(({ kind }) => kind === 'append').map(call => call.connectionName);
  expect([names.length, new Set(names).size]).toEqual([2, 1]);
});

describe('D3, an append that is not answered never settles: our own time limit, and a look at what stands', () => {
  test('the append was done and its answer lost: what stands is looked at, nothing is sent again', async () => {
    const store = await log.store();
    standIn.fault({ on: 'append', does: 'lost' });
    expect((await stood(store.append(fact()))).positions).toEqual([1n, 2n]);
    expect(standIn.calls.filter(({ kind }) => kind === 'append')).toHaveLength(1);
  });

  test('a call to which the client gives no deadline at all', async () => {
    standIn.fault({ on: 'features', does: 'unheard' });
    await stood((await log.store()).append(fact()));
  });

  test('the append was not done', () => standsOnce(() => standIn.fault({ on: 'append', does: 'unheard' })));

  test('the append is done late, after it was sent again', () =>
    standsOnce(() => standIn.fault({ on: 'append', does: 'late', amount: SHORT.deadline * 2 })));

  test('another took the place meanwhile: a conflict, and nothing twice', async () => {
    const store = await log.store();
    const request = fact();
    standIn.fault({ on: 'append', does: 'unheard' });
    const answer = store.append(request);
    await pause(50);
    await stood((await log.store()).append(fakeAppend(request.stream, 0, ['other'])));
    expect(await answer).toEqual({ outcome: 'version-conflict', actual: 1 });
  });

  test('the client gives up a server that never answers, and says that nobody knows', async () => {
    const store = await log.store({ patience: 600 });
    standIn.fault({ on: 'append', does: 'lost', times: 20 }, { on: 'read', does: 'lost', times: 20 });
    await expect(store.append(fact())).rejects.toThrow(EventStoreUnavailable);
  });

  test('and the bare client, asked as it is by default, is still waiting', async () => {
    const client = EventStoreDBClient.connectionString(standIn.address);
    const append = client.appendToStream('bare', [], { expectedRevision: 'no_stream', deadline: 100 });
    append.catch(() => {});
    expect(await Promise.race([append, pause(1_000, 'still waiting')])).toBe('still waiting');
    await client.dispose();
  });
});

test('D4 and D5, BatchAppend keeps the options of its first caller and an absolute deadline: never used', async () => {
  const store = await log.store();
  const key = randomUUID();
  await stood(store.append(fakeAppend(freshStream(), 0, ['a'], { claims: [{ key, record: 0 }] })));
  const appends = standIn.calls.filter(({ kind }) => kind.endsWith('append'));
  expect(appends.map(call => [call.kind, call.requiresLeader, call.hasDeadline])).toEqual([
    ['append', true, true],
    ['append', true, true],
  ]);
});

test('D6, throwOnAppendFailure=false reports the wrong revision: a conflict is told all the same', async () => {
  const other = (await log.open({}, `${standIn.address}&throwOnAppendFailure=false`)).storeAt(
    () => '2017-01-01T12:00:00.000Z' as never,
  );
  const stream = freshStream();
  await stood(other.append(fakeAppend(stream, 0, ['a', 'b'])));
  expect(await other.append(fakeAppend(stream, 1))).toEqual({ outcome: 'version-conflict', actual: 2 });
});

test.each([
  ['a BigInt', { revision: 1n }],
  ['a toJSON that throws', { toJSON: () => Promise.reject(new Error('thrown')) }],
  ['a fraction', { revision: 0.1 }],
])('D7, %s in the data never settles an append: refused before the client sees it', async (_, note) => {
  await streamsOf(async streams => {
    const append = streams.append('plain', 0, [
      { id: randomUUID(), type: 'x', text: '', note: note as never },
    ]);
    await expect(append).rejects.toThrow(TypeError);
  });
  expect(standIn.calls.some(({ kind }) => kind === 'append')).toBe(false);
});

test('D8, the metastream revision is a commit position: no stream metadata is ever asked for', async () => {
  const store = await log.store();
  await stood(store.append(fact()));
  expect(standIn.calls.filter(({ stream }) => stream?.startsWith('$$'))).toEqual([]);
});

describe('D9, a failed negotiation is kept for ever: the client is made anew', () => {
  test('when the server refuses to negotiate at start', async () => {
    standIn.fault({ on: 'features', does: 'internal' });
    const store = await log.store();
    await stood(store.append(fact()));
  });

  test('when a call fails the same way again and again', async () => {
    await streamsOf(async (streams, connection) => {
      const before = connection.current;
      standIn.fault({ on: 'read', does: 'internal', times: 3 });
      expect(await streams.versionOf('quiet')).toBe(0);
      expect(connection.current.client).not.toBe(before.client);
      expect(before.replaced.aborted).toBe(true);
    });
  });

  test('and not for two failures, nor for three of different kinds', async () => {
    await streamsOf(async (streams, { current }) => {
      standIn.fault({ on: 'read', does: 'internal', times: 2 }, { on: 'read', does: 'unheard' });
      await streams.versionOf('quiet');
      expect(current.replaced.aborted).toBe(false);
    });
  });
});

test('D10, leaving the loop of a subscription leaks its call: it is given up on the server', async () => {
  const store = await log.store();
  await stood(store.append(fact()));
  expect(standIn.subscribed).toBe(1);
  const owner = new pg.Client({ connectionString: log.ownerUrl });
  await owner.connect();
  // Another process takes the mirror: this one leaves its loop, and its client stays in use.
  await owner.query(
    `update ledger.mirror set holder = '${randomUUID()}', held_until = now() + interval '1 minute'`,
  );
  await owner.end();
  for (let looks = 0; standIn.subscribed > 0 && looks < 100; looks++) await pause(20);
  expect(standIn.subscribed).toBe(0);
});

test('D11, a failing checkpoint callback stalls: checkpoints of the server are passed over, the place is in the rows', async () => {
  const store = await log.store();
  await stood(store.append(fact()));
  standIn.sendCheckpoints(1_000_000);
  await stood(store.append(fact()));
  const place = standIn.log.after(0).at(-1)!.commit;
  standIn.endSubscriptions();
  await stood(store.append(fact()));
  const asked = standIn.calls.filter(({ kind }) => kind === 'subscribe');
  expect(asked.map(({ after }) => after)).toEqual([0, place]);
});

describe('D12, a subscription never comes back by itself: it is asked for again from our own place', () => {
  const goesOn = async (breaking: () => void) => {
    const store = await log.store();
    await stood(store.append(fact()));
    const head = await store.head();
    breaking();
    const answers = await Promise.all([store.append(fact()), store.append(fact())].map(stood));
    const positions = answers.flatMap(answer => answer.positions);
    expect(positions.toSorted((a, b) => Number(a - b))).toEqual([head + 1n, head + 2n, head + 3n, head + 4n]);
  };

  test('after an end without error', () => goesOn(() => standIn.endSubscriptions()));

  test('after an end in the middle of an append', () =>
    goesOn(() => {
      standIn.fault({ on: 'subscribe', does: 'ended', amount: 1 });
      standIn.endSubscriptions();
    }));

  test.each(['unavailable', 'internal', 'not-leader'] as const)('after it was refused: %s', does =>
    goesOn(() => {
      standIn.fault({ on: 'subscribe', does, times: 2 });
      standIn.endSubscriptions();
    }),
  );

  test('after a subscription that says nothing at all', () =>
    goesOn(() => {
      standIn.fault({ on: 'subscribe', does: 'unheard' });
      standIn.endSubscriptions();
    }));

  test('while it sends everything twice, or slowly', async () => {
    await goesOn(() => {
      standIn.fault({ on: 'subscribe', does: 'twice' });
      standIn.endSubscriptions();
    });
    await goesOn(() => {
      standIn.fault({ on: 'subscribe', does: 'slow', amount: 20 });
      standIn.endSubscriptions();
    });
  });
});

test.each([-1, 0.5, 2 ** 53])('D13, the revision %p fails obscurely: refused at the port', async expected => {
  const store = await log.store();
  await expect(store.append(fakeAppend(freshStream(), expected))).rejects.toThrow('not a version');
  await streamsOf(async streams => {
    await expect(streams.append('s', expected, [])).rejects.toThrow('not a version');
    await expect(streams.read('s', expected + 1, 1)).rejects.toThrow('not a version');
  });
});

test('D14, only an expected revision makes a repetition harmless: every append has one', async () => {
  const store = await log.store();
  const [stream, key] = [freshStream(), randomUUID()];
  await stood(store.append(fakeAppend(stream, 0, ['a'], { claims: [{ key, record: 0 }] })));
  await stood(store.append(fakeAppend(stream, 1, ['b'], { releases: [key] })));
  await standsOnce(() => standIn.fault({ on: 'append', does: 'twice' }));
  const appends = standIn.calls.filter(({ kind }) => kind === 'append');
  expect(appends.length).toBeGreaterThan(4);
  expect(new Set(appends.map(({ expected }) => expected))).toEqual(new Set(['exact']));
});

describe('besides', () => {
  test.each(['unavailable', 'not-leader', 'internal'] as const)(
    'an append refused with %s is sent again',
    does => standsOnce(() => standIn.fault({ on: 'append', does, times: 2 })),
  );

  test('an append survives a connection that is cut once it was done', async () => {
    const wire = await cuttableProxy(standIn.port, '127.0.0.1');
    standIn.cut = () => wire.hangUp();
    try {
      const through = await log.open({}, `esdb://127.0.0.1:${wire.port}?tls=false`);
      const store = through.storeAt(() => '2017-01-01T12:00:00.000Z' as never);
      standIn.fault({ on: 'append', does: 'reset' });
      const { positions } = await stood(store.append(fact()));
      expect(positions).toEqual([1n, 2n]);
      await through.close();
    } finally {
      wire.close();
    }
  });

  test('every load asks the leader', async () => {
    const store = await log.store();
    const { stream } = fact();
    await stood(
      store.append(fakeAppend(stream, 0, ['a'], { guards: [{ stream: freshStream(), version: 0 }] })),
    );
    await store.readStream(stream);
    const reads = standIn.calls.filter(({ kind }) => kind === 'read');
    expect(reads.length).toBeGreaterThan(1);
    expect(reads.every(({ requiresLeader }) => requiresLeader)).toBe(true);
  });

  test('an append of more than the server takes is refused before it is sent', async () => {
    const store = await log.store();
    const texts = Array.from({ length: 5 }, () => 'x'.repeat(250_000));
    await expect(store.append(fakeAppend(freshStream(), 0, texts))).rejects.toThrow('a record has at most');
    await stood(store.append(fakeAppend(freshStream(), 0, texts.slice(1, 4))));
  });
});
