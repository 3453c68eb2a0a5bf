import { eventStoreContract } from '../contract.testing.js';
import { fakeAppend, freshStream, stood } from '../contract/fakes.testing.js';
import { type AppendTold, appendsTold } from '../telemetry.js';
import { testLog, type TestLog } from './logs.testing.js';
import { StandIn } from './stand-in.testing.js';

/* The contract over the stand-in, or over the server of EVENTSTORE_URL where one is given. */

const given = process.env['EVENTSTORE_URL'];
let standIn: StandIn | undefined;
let log: TestLog;
beforeAll(async () => {
  if (given === undefined) standIn = await StandIn.start();
  log = await testLog(given ?? standIn!.address);
});
afterAll(async () => {
  await log.close();
  standIn?.close();
});

eventStoreContract(`EventStoreDB (${given === undefined ? 'stand-in' : 'a real server'})`, async clock =>
  log.store({ deadline: 5_000, lag: 10_000 }, clock),
);

test('appends are told to whoever measures, with what came of them', async () => {
  const told: string[] = [];
  const listen = (append: unknown) => told.push((append as AppendTold).outcome);
  appendsTold.subscribe(listen);
  try {
    const [store, stream] = [await log.store(), freshStream()];
    await stood(store.append(fakeAppend(stream, 0)));
    await store.append(fakeAppend(stream, 0));
  } finally {
    appendsTold.unsubscribe(listen);
  }
  expect(told).toEqual(['appended', 'version-conflict']);
});
