import { StreamWriter } from '#commands';
import { type EventStore, InMemoryEventStore, type LoggedRecord } from '#event-store';
import { decodeRecord, instant } from '#kernel';
import { conventionFacts, FORMULAS, type ConventionFactType, type StoredConventionFact } from '#ledger';
import { SettableClock } from '../clock.js';
import { codec, deciders } from '../ledger/rules.js';
import { appendDemonstration } from './load-demonstration.js';

export interface Loaded {
  readonly log: readonly LoggedRecord[];
  /** The facts of each convention, in the order of recording. */
  readonly conventions: readonly (readonly StoredConventionFact[])[];
  readonly conventionFactTypes: readonly ConventionFactType[];
  readonly refused: readonly string[];
  /** Documents kept, by SHA-256. */
  readonly kept: ReadonlySet<string>;
  readonly starts: number;
}

class Killed extends Error {}

/**
 * Loads the demonstration in memory, starting again with a new process each time it is killed.
 *
 * @param faults numbers of the appends, from 1, after which it is
 */
export async function loadInMemory(faults: ReadonlySet<number> = new Set()): Promise<Loaded> {
  const clock = new SettableClock(instant('2000-01-01T00:00:00.000Z'));
  const store = new InMemoryEventStore(clock.now);
  const refused: string[] = [];
  const kept = new Set<string>();
  let appends = 0;
  const append: EventStore['append'] = async request => {
    const result = await store.append(request);
    appends += 1;
    if (faults.has(appends)) throw new Killed();
    return result;
  };
  const mortal: EventStore = new Proxy(store, {
    get: (target, name) => {
      if (name === 'append') return append;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  const start = () => {
    const recordRefusal = async ({ code }: { readonly code: string }) => void refused.push(code);
    const writer = new StreamWriter({
      store: mortal,
      deciders,
      codec,
      formula: FORMULAS,
      recordRefusal,
    });
    return appendDemonstration({ writer, clock }, async ({ documents }) => {
      for (const { sha256 } of documents) kept.add(sha256);
    });
  };
  let starts = 1;
  for (; ; starts += 1) {
    try {
      await start();
      break;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  const log = await store.readAll(0n, 100_000);
  const streams = [...new Set(log.map(({ stream }) => stream))].filter(stream =>
    stream.startsWith('convention-'),
  );
  return {
    log,
    conventions: streams.map(stream =>
      log
        .filter(record => record.stream === stream)
        .map(({ text, position }) => decodeRecord(text, position, codec) as StoredConventionFact),
    ),
    conventionFactTypes: Object.keys(conventionFacts) as ConventionFactType[],
    refused,
    kept,
    starts,
  };
}
