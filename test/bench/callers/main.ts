import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { appPool, systemClock } from '#hosting';
import { PostgresEventStore } from '#event-store';

/** `main.ts OWNER_URL CALLERS MILLISECONDS`: appends as fast as so many callers can, and prints how many a second. */
const [url = '', callers = '', milliseconds = ''] = process.argv.slice(2);
const pool = appPool(url, 4);
const store = new PostgresEventStore({ pool, clock: systemClock });
const write = (recordedAt: string) =>
  JSON.stringify({ recordedAt, type: 'PaymentExecuted', data: { label: 'x'.repeat(820) } });

/** Until the end, one append after the other; their number. */
async function call(end: number): Promise<number> {
  let appended = 0;
  while (performance.now() < end) {
    const { outcome } = await store.append({
      stream: `bench-${randomUUID()}`,
      expected: 0,
      records: [{ eventId: randomUUID(), commandId: randomUUID(), write }],
      guards: [],
      claims: [],
      releases: [],
      personal: [],
    });
    if (outcome !== 'appended') throw new Error(`an append of the bench met a ${outcome}`);
    appended += 1;
  }
  return appended;
}

const together = (duration: number) =>
  Promise.all(Array.from({ length: Number(callers) }, () => call(performance.now() + duration)));

await together(Number(milliseconds) / 4);
const started = performance.now();
const appended = (await together(Number(milliseconds))).reduce((sum, each) => sum + each, 0);
console.log(String((appended / (performance.now() - started)) * 1000));
await store.close();
await pool.end();
