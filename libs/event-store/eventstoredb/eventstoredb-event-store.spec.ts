import { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { instant } from '#kernel';
import { eventStoreContract } from '../contract.testing.js';
import { fakeAppend, freshStream, stood } from '../contract/fakes.testing.js';
import { Claims } from './claims.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { InMemoryMirror } from './in-memory-mirror.testing.js';
import { startStandIn, type StandIn } from './stand-in.testing.js';
import { Streams } from './streams.js';

const credentials = { username: 'ledger', password: 'changeit' };

let standIn: StandIn;

beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.close());

eventStoreContract(
  'EventStoreDB (stand-in)',
  async clock =>
    new EventStoreDbEventStore({
      connection: standIn.connection,
      credentials,
      clock,
      mirror: new InMemoryMirror(),
    }),
);

describe('the EventStoreDB adapter', () => {
  const open = (claimGrace: number) =>
    new EventStoreDbEventStore({
      connection: standIn.connection,
      credentials,
      clock: () => instant('2017-01-01T09:00:00.000Z'),
      mirror: new InMemoryMirror(),
      claimGrace,
    });
  /** A request whose claim is written and whose event never comes: its process ended between the two. */
  const crashed = async (key: string) => {
    const request = fakeAppend(freshStream(), 0, ['never'], { claims: [{ key, record: 0 }] });
    const streams = new Streams(EventStoreDBClient.connectionString(standIn.connection), credentials);
    await new Claims(streams, 0).write(request);
    await streams.close();
    return request;
  };

  it('goes on from where it was after the server ends its subscription', async () => {
    const store = open(0);
    await stood(store.append(fakeAppend(freshStream(), 0)));
    const head = await store.head();
    standIn.endSubscriptions();
    const { positions } = await stood(store.append(fakeAppend(freshStream(), 0, ['a', 'b'])));
    expect(positions).toEqual([head + 1n, head + 2n]);
    await store.close();
  });

  it('takes over a claim whose event never came, once it has waited', async () => {
    const key = `chorus:${randomUUID()}`;
    const never = await crashed(key);
    const next = fakeAppend(freshStream(), 0, ['next'], { claims: [{ key, record: 0 }] });
    const [waiting, waited] = [open(60_000), open(0)];
    expect(await waiting.append(next)).toEqual({
      outcome: 'claim-conflict',
      key,
      holder: never.records[0]!.eventId,
    });
    await stood(waited.append(next));
    await Promise.all([waiting.close(), waited.close()]);
  });
});
