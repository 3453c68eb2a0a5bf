import { eventStoreContract } from '../contract.testing.js';
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
