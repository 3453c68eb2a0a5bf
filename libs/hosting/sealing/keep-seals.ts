import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeping } from '../ledger/keep-read-models.js';
import type { Ledger } from '../ledger/open-ledger.js';
import { FileAnchor } from './anchor.js';
import { latestCheckpoint, type SignedCheckpoint } from './proofs.js';
import { sealYears, yearsToSeal } from './seal-years.js';
import { Sealer } from './sealer.js';

/** Events put into the tree in one transaction. */
const EVENTS = 1024;
/** Between two looks at the log, in milliseconds. */
const PAUSE = 1000;
/** The least between two checkpoints, in seconds. */
const SIGN_EVERY = 60;

type Sealed = Pick<Ledger, 'pool' | 'configuration'>;

function sealerOf({ pool, configuration: { dataDir } }: Sealed): Sealer {
  return new Sealer({ pool, dataDir, anchor: new FileAnchor(dataDir) });
}

/** Puts all events into the tree and signs it. */
export async function sealNow(ledger: Sealed): Promise<void> {
  await sealAll(sealerOf(ledger), ledger);
}

/** A look, and the longest wait for another sealer at work, in milliseconds. */
const LOOK = 20;
const LONGEST_WAIT = 2000;

/**
 * Signs all that is in the log. The latest checkpoint: of `position` events at least, unless another sealer is at work
 * for longer than two seconds; `undefined` for an empty log.
 */
export async function checkpointOf(ledger: Sealed, position: bigint): Promise<SignedCheckpoint | undefined> {
  const until = performance.now() + LONGEST_WAIT;
  for (;;) {
    await sealNow(ledger);
    const latest = await latestCheckpoint(ledger.pool);
    if ((latest && BigInt(latest.size) >= position) || performance.now() >= until) return latest;
    await sleep(LOOK);
  }
}

/** Follows the log until aborted, signing once a minute where there is news, and when a year closed; then seals what is left. */
export async function keepSeals(ledger: Sealed, { signal, onFailure }: Keeping): Promise<void> {
  const sealer = sealerOf(ledger);
  while (!signal.aborted) {
    const more = await step(sealer, ledger, SIGN_EVERY).catch((error: unknown) => {
      onFailure(error);
      return false;
    });
    if (!more) await sleep(PAUSE, undefined, { signal }).catch(() => {});
  }
  await sealAll(sealer, ledger).catch(onFailure);
}

async function sealAll(sealer: Sealer, ledger: Sealed): Promise<void> {
  while (await step(sealer, ledger, 0));
}

/** Whether more events are waiting. A batch that is not full is the end, also of a log that never stops growing. */
async function step(
  sealer: Sealer,
  { pool, configuration: { dataDir } }: Sealed,
  signEvery: number,
): Promise<boolean> {
  if ((await sealer.grow(EVENTS)) === EVENTS) return true;
  const yearClosed = (await yearsToSeal(pool)).length > 0;
  await sealer.sign(yearClosed ? 0 : signEvery);
  if (yearClosed) await sealYears(pool, dataDir);
  await sealer.tell();
  return false;
}
