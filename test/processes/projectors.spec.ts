import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import type { Built } from '../support/built.js';
import { Deployment, type Server } from '../support/deployment.js';

/* Several projectors: one keeps the views, another takes its place, and who wakes too late writes nothing. */

let deployment: Deployment;
let server: Server;
beforeEach(async () => {
  deployment = await Deployment.prepare(6);
  server = await deployment.server();
}, 60_000);
afterEach(() => deployment.remove(), 60_000);

/** Writes for some time; all was seen at its end. */
async function underLoad(during: () => Promise<void>): Promise<void> {
  const clerks = deployment.clerks([server], 4);
  try {
    await clerks.acknowledge(20);
    await during();
    await clerks.acknowledge(20);
  } finally {
    await clerks.finish();
  }
}

/** Resolves when this projector holds the checkpoint in a transaction that cannot end, and then stands still. */
async function stopWhileItWrites(projector: Built, start: () => Promise<void>): Promise<() => Promise<void>> {
  const blocker = await deployment.owner.connect();
  await blocker.query('begin; lock table read.movement in access exclusive mode');
  await start();
  for (;;) {
    const { rows } = await deployment.owner.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rows.length > 0) break;
    await pause(20);
  }
  projector.kill('SIGSTOP');
  await pause(100);
  return async () => {
    await blocker.query('commit');
    blocker.release();
  };
}

test('one that is killed under load is replaced within seconds', async () => {
  const first = await deployment.projector();
  await deployment.projector();
  await underLoad(async () => {
    first.kill('SIGKILL');
    await first.ended;
    const stood = await deployment.position();
    const killed = performance.now();
    while ((await deployment.position()) === stood) await pause(20);
    expect(performance.now() - killed).toBeLessThan(5_000);
  });
  await deployment.caughtUp(5_000);
  expect(await deployment.difference()).toBeNull();
}, 60_000);

test('one that stops in the middle of a transaction frees the place, and writes nothing when it wakes', async () => {
  const first = await deployment.projector();
  const clerks = deployment.clerks([server], 1);
  const release = await stopWhileItWrites(first, () => clerks.acknowledge(1));
  await deployment.projector();
  await release();
  await clerks.acknowledge(5);
  await clerks.finish();
  // Its transaction is still open; PostgreSQL ends it after five seconds.
  await deployment.caughtUp(12_000);
  const before = await deployment.position();
  first.kill('SIGCONT');
  await pause(1_500);
  expect(await deployment.position()).toBe(before);
  expect(await deployment.difference()).toBeNull();
  // And it is of use again.
  await underLoad(async () => {});
  await deployment.caughtUp(5_000);
  expect(await deployment.difference()).toBeNull();
}, 60_000);

test('one that stops anywhere and wakes while another is at work writes nothing wrong', async () => {
  const projectors = [
    await deployment.projector(),
    await deployment.projector(),
    await deployment.projector(),
  ];
  await underLoad(async () => {
    for (const [nth, projector] of [...projectors, ...projectors].entries()) {
      projector.kill('SIGSTOP');
      await pause(100 + 50 * nth);
      projector.kill('SIGCONT');
    }
  });
  await deployment.caughtUp(12_000);
  expect(await deployment.difference()).toBeNull();
}, 60_000);
