import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { instant } from '#kernel';
import { PostgresEventStore } from './postgres-event-store.js';

/** Appends per second, and the time of one in milliseconds: its median and the 99th percentile. */
interface Pace {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface AppendPace {
  readonly callers: number;
  /** One durable INSERT per event, each caller on a connection of its own, no promise on order. */
  readonly inserts: Pace;
  readonly appends: Pace;
}

export interface AppendBench {
  /** Runs as the application. */
  readonly appPool: Pool;
  /** Runs as the owner; as many connections as the most callers. */
  readonly ownerPool: Pool;
  readonly callers?: readonly number[];
  readonly rounds?: number;
  /** The length of one measurement, in milliseconds. */
  readonly duration?: number;
}

/** A record of the size of an ordinary fact (about 900 bytes). */
const record = (recordedAt: string) =>
  JSON.stringify({ recordedAt, type: 'PaymentExecuted', data: { label: 'x'.repeat(820) } });

/**
 * Durable appends of one event through the store against single-row inserts of the same rows into a table with the
 * same indexes, in turn on the same server; medians of the rounds. It fills the log for good: give it a database
 * made for it.
 */
export async function benchAppends({
  appPool,
  ownerPool,
  callers = [1, 8, 32, 64],
  rounds = 3,
  duration = 2_000,
}: AppendBench): Promise<readonly AppendPace[]> {
  const clock = () => instant(new Date().toISOString());
  await ownerPool.query('create table ledger.bench (like ledger.event including all)');
  await ownerPool.query('create sequence ledger.bench_position');
  const store = new PostgresEventStore({ pool: appPool, clock });
  const insert = async () => {
    const now = clock();
    await ownerPool.query({
      name: 'bench.insert',
      text: `insert into ledger.bench values (nextval('ledger.bench_position'), $1, 1, $2, $3, $4, $5)`,
      values: [`bench-${randomUUID()}`, randomUUID(), randomUUID(), now, record(now)],
    });
  };
  const append = async () => {
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
    const paces: AppendPace[] = [];
    for (const count of callers) {
      await measure(count, duration / 4, insert);
      await measure(count, duration / 4, append);
      const inserts: Pace[] = [];
      const appends: Pace[] = [];
      for (let round = 0; round < rounds; round++) {
        inserts.push(await measure(count, duration, insert));
        appends.push(await measure(count, duration, append));
      }
      paces.push({ callers: count, inserts: medianPace(inserts), appends: medianPace(appends) });
    }
    return paces;
  } finally {
    await store.close();
    await ownerPool.query('drop table ledger.bench; drop sequence ledger.bench_position');
  }
}

/** Callers that each ask again as soon as they are answered. */
async function measure(callers: number, duration: number, ask: () => Promise<void>): Promise<Pace> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + duration;
  const caller = async () => {
    for (let asked = start; asked < end;) {
      asked = performance.now();
      await ask();
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = (times.length / (performance.now() - start)) * 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]!;
  return { perSecond, p50: at(0.5), p99: at(0.99) };
}

function medianPace(paces: readonly Pace[]): Pace {
  const median = (of: (pace: Pace) => number) => paces.map(of).sort((a, b) => a - b)[paces.length >> 1]!;
  return { perSecond: median(p => p.perSecond), p50: median(p => p.p50), p99: median(p => p.p99) };
}
