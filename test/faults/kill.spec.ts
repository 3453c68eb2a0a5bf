import 'reflect-metadata';
import type { Acknowledged } from '../support/clerks.js';
import { Installation } from '../support/installation.js';
import { killUnderLoad, VICTIMS } from './kill.js';

/*
 * SIGKILL at random moments under load, with what was acknowledged kept outside: nothing acknowledged is lost, nothing
 * is applied twice, positions are dense, and `verify` finds nothing. `npm run test:faults` kills more often.
 */

const ROUNDS = Number(process.env['KILLS'] ?? 5);

let installation: Installation;
let acknowledged: readonly Acknowledged[] = [];
beforeAll(async () => {
  installation = await Installation.prepare(16);
  await installation.start();
}, 120_000);
afterAll(() => installation.remove(), 60_000);

test.each(Array.from({ length: ROUNDS }, (_, nth) => [nth + 1, VICTIMS[nth % VICTIMS.length]!] as const))(
  'kill %i, of %s',
  async (_, victim) => {
    const after = await killUnderLoad(installation, victim, acknowledged);
    acknowledged = after.acknowledged;
    expect(after.wrong).toStrictEqual([]);
    const { log, readModels } = await installation.verify();
    expect([log.fault, readModels?.difference]).toStrictEqual([null, null]);
  },
  120_000,
);
