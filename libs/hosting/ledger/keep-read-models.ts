import { prepareReadModels, runProjector } from '#read-models';
import type { Ledger } from './open-ledger.js';

export interface Keeping {
  readonly signal: AbortSignal;
  readonly onFailure: (error: unknown) => void;
}

/** Makes the read models where there are none of this generation. */
export async function makeReadModels(
  { pool, store }: Ledger,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  await prepareReadModels({ pool, reader: store, onProgress });
}

/** Follows the log until aborted; woken at once by the appends of this process, else it looks now and then. */
export async function keepReadModels(
  { pool, store, doorbell }: Ledger,
  { signal, onFailure }: Keeping,
): Promise<void> {
  let heard = doorbell.rings;
  const wait = async (milliseconds: number) => {
    await doorbell.heard(heard, signal, milliseconds);
    heard = doorbell.rings;
  };
  await runProjector({ pool, reader: store, signal, wait, onFailure });
}
