import { binaryEvent, EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { instant } from '#kernel';
import { openEventStoreDb } from './open.js';

/** Appends per second and the median time of one in milliseconds. */
interface Pace {
  readonly perSecond: number;
  readonly p50: number;
}

export interface EventStoreDbPace {
  readonly callers: number;
  /** The client alone: the classic append of the same bytes to the same server, without positions. */
  readonly bare: Pace;
  /** The adapter: append, copy into PostgreSQL, answer with positions. */
  readonly adapter: Pace;
}

export interface EventStoreDbBench {
  readonly address: string;
  readonly pool: Pool;
  readonly callers: readonly number[];
  readonly rounds: number;
  /** The length of one measurement, in milliseconds. */
  readonly duration: number;
}

/** A record of the size of an ordinary fact (about 900 bytes). */
const record = (recordedAt: string) =>
  JSON.stringify({ recordedAt, type: 'PaymentExecuted', data: { label: 'x'.repeat(820) } });

/** Both in turn on the same server, from this process; medians of the rounds. */
export async function benchEventStoreDb(options: EventStoreDbBench): Promise<readonly EventStoreDbPace[]> {
  const { address, pool, callers, rounds, duration } = options;
  const clock = () => instant(new Date().toISOString());
  const log = await openEventStoreDb({ address, log: `bench-${randomUUID()}`, pool });
  const store = log.storeAt(clock);
  const client = EventStoreDBClient.connectionString(address);
  const credentials = { username: '', password: '' };
  const bare = async () => {
    const now = clock();
    const event = binaryEvent({
      id: randomUUID(),
      type: 'Record',
      data: Buffer.from(record(now), 'utf8'),
      metadata: { note: { commandId: randomUUID(), recordedAt: now } },
    });
    await client.appendToStream(`bare-${randomUUID()}`, [event], {
      expectedRevision: 'no_stream',
      credentials,
    });
  };
  const adapter = async () => {
    const { outcome } = await store.append({
      stream: `bench-${randomUUID()}`,
      expected: 0,
      records: [{ eventId: randomUUID(), commandId: randomUUID(), write: record }],
      guards: [],
      claims: [],
      releases: [],
      personal: [],
    });
    if (outcome !== 'appended') throw new Error(`an append of the bench met a ${outcome}`);
  };
  try {
    const paces: EventStoreDbPace[] = [];
    for (const count of callers) {
      await measure(count, duration / 4, bare);
      await measure(count, duration / 4, adapter);
      const measured: { bare: Pace; adapter: Pace }[] = [];
      for (let round = 0; round < rounds; round++) {
        measured.push({
          bare: await measure(count, duration, bare),
          adapter: await measure(count, duration, adapter),
        });
      }
      paces.push({
        callers: count,
        bare: medianOf(measured.map(each => each.bare)),
        adapter: medianOf(measured.map(each => each.adapter)),
      });
    }
    return paces;
  } finally {
    await store.close();
    await log.close();
    await client.dispose();
  }
}

async function measure(callers: number, duration: number, ask: () => Promise<void>): Promise<Pace> {
  const times: number[] = [];
  const start = performance.now();
  const caller = async () => {
    for (let asked = start; asked < start + duration;) {
      asked = performance.now();
      await ask();
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = (times.length / (performance.now() - start)) * 1_000;
  return { perSecond, p50: times.toSorted((a, b) => a - b)[times.length >> 1]! };
}

function medianOf(paces: readonly Pace[]): Pace {
  const median = (of: (pace: Pace) => number) => paces.map(of).toSorted((a, b) => a - b)[paces.length >> 1]!;
  return { perSecond: median(pace => pace.perSecond), p50: median(pace => pace.p50) };
}
