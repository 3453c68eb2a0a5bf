import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

const SAMPLED_EVERY_MS = 250;

/** Milliseconds since the oldest event that the read models have not seen was recorded; 0 where they saw all. */
const LAG = `select extract(epoch from clock_timestamp() - e.recorded_at) * 1000 as lag
from ops.checkpoint c join ledger.event e on e.position = c.position + 1 where c.projection = 'read'`;

export async function lagNow(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ lag: string }>(LAG);
  return Math.max(0, Number(rows[0]?.lag ?? 0));
}

/** Samples of the lag while the work lasts, and what it answers. */
export async function sampledLag<T>(pool: pg.Pool, work: Promise<T>): Promise<readonly [T, number[]]> {
  const samples: number[] = [];
  const done = new AbortController();
  const sampling = (async () => {
    while (!done.signal.aborted) {
      samples.push(await lagNow(pool));
      await pause(SAMPLED_EVERY_MS, undefined, { signal: done.signal }).catch(() => {});
    }
  })();
  // Its failure is met below; until then it must not count as unhandled.
  sampling.catch(() => {});
  try {
    return [await work, samples];
  } finally {
    done.abort();
    await sampling;
  }
}

/** Waits until the read models have seen all; milliseconds. Throws after a minute. */
export async function caughtUp(pool: pg.Pool): Promise<number> {
  const start = performance.now();
  for (let lag = await lagNow(pool); lag > 0; lag = await lagNow(pool)) {
    if (performance.now() - start > 60_000) throw new Error('the read models do not catch up');
    await pause(5);
  }
  return performance.now() - start;
}
