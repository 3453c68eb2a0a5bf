import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { EngineOptions } from '#hosting';
import { startProgram } from './program.js';

/** Where the log of a journey stands. */
export type EngineName = 'postgres' | 'eventstoredb';

const STAND_IN = join(import.meta.dirname, '../../libs/event-store/eventstoredb/stand-in.program.testing.ts');

interface Served {
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** An EventStoreDB for tests: the server of EVENTSTORE_URL where one is given, else a stand-in in a process of its own. */
export async function startEventStore(): Promise<Served> {
  const given = process.env['EVENTSTORE_URL'];
  return given ? { address: given, close: async () => {} } : startStandIn();
}

/** A stand-in that holds nothing, whatever server is given. */
export async function startStandIn(): Promise<Served> {
  const program = startProgram(STAND_IN, {});
  const address = await program.firstLine;
  if (address === undefined) throw new Error(`the stand-in did not start: ${(await program.ended).errors}`);
  return {
    address,
    close: async () => {
      program.process.kill();
      await program.ended;
    },
  };
}

/** For a whole run whose journeys stand on EventStoreDB (TEST_ENGINE=eventstoredb); says which server it is. */
export async function startTestEventStore(): Promise<Pick<Served, 'close'>> {
  if (process.env['TEST_ENGINE'] !== 'eventstoredb') return { close: async () => {} };
  const server = process.env['EVENTSTORE_URL']
    ? 'the server of EVENTSTORE_URL'
    : 'the stand-in, no real server';
  process.stderr.write(`The log of these journeys stands in EventStoreDB: ${server}.\n`);
  const served = await startEventStore();
  process.env['TEST_EVENTSTORE'] = served.address;
  return served;
}

/** A log of its own on the run's EventStoreDB, or on one started for it; nothing to open on PostgreSQL. */
export async function eventStoreOf(
  engine: EngineName | undefined,
): Promise<{ readonly options: EngineOptions; readonly close: () => Promise<void> }> {
  const running = process.env['TEST_EVENTSTORE'];
  const wanted = engine ?? (running === undefined ? 'postgres' : 'eventstoredb');
  if (wanted === 'postgres') return { options: {}, close: async () => {} };
  const { address, close } =
    running === undefined ? await startEventStore() : { address: running, close: async () => {} };
  return { options: { eventStoreDb: { address, log: `world-${randomUUID()}`, say: () => {} } }, close };
}
