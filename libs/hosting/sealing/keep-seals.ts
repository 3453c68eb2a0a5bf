import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeping } from '../ledger/keep-read-models.js';
import type { Ledger } from '../ledger/open-ledger.js';
import { FileAnchor } from './anchor.js';
import { Sealer } from './sealer.js';

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
  await seal(sealerOf(ledger), 0);
}

/** Follows the log until aborted, signing once a minute where there is news; then seals what is left. */
export async function keepSeals(ledger: Sealed, { signal, onFailure }: Keeping): Promise<void> {
  const sealer = sealerOf(ledger);
  while (!signal.aborted) {
    await seal(sealer, SIGN_EVERY, signal).catch(onFailure);
    await sleep(PAUSE, undefined, { signal }).catch(() => {});
  }
  await seal(sealer, 0).catch(onFailure);
}

async function seal(sealer: Sealer, signEvery: number, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await sealer.grow()) > 0);
  await sealer.sign(signEvery);
  await sealer.tell();
}
