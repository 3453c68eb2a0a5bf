import type { Doorbell } from './doorbell.js';
import type { EventStore, LoggedRecord } from './port.js';

/** The most records that a follower is handed at once. */
const FOLLOWED_AT_ONCE = 500;
/** A follower that found nothing looks again after this many milliseconds, then after twice as many, up to the last. */
const FIRST_LOOK = 5;
const LAST_LOOK = 250;

/** Reads on from `after` until aborted: at once when the doorbell rings, else every now and then. */
export async function* followLog(
  log: Pick<EventStore, 'readAll'>,
  doorbell: Doorbell,
  after: bigint,
  signal: AbortSignal,
): AsyncGenerator<readonly LoggedRecord[]> {
  let seen = after;
  let look = FIRST_LOOK;
  while (!signal.aborted) {
    const { rings } = doorbell;
    const batch = await log.readAll(seen, FOLLOWED_AT_ONCE);
    if (batch.length > 0) {
      seen = batch.at(-1)!.position;
      look = FIRST_LOOK;
      yield batch;
    } else {
      await doorbell.heard(rings, signal, look);
      look = Math.min(look * 2, LAST_LOOK);
    }
  }
}
