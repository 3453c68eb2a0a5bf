import pg from 'pg';

/**
 * SQLSTATEs after which the same call may be sent again: conflict of transactions, resources, server stopping. Not a
 * full disk: whoever waits for it to empty is better told.
 */
const PASSING = /^(?:40001|40P01|53(?!100)...|57P0[123]|08...)$/;

/** SQLSTATEs that the data of one item bring about: bad data, integrity, limits of the program. */
const OF_AN_ITEM = /^(?:22|23|54)/;

/**
 * Whether the same append may be sent again: PostgreSQL reported a passing failure, or the connection was lost and
 * nobody knows. The latter is safe because `ledger.append` looks for the event ids under its lock: what was committed,
 * or is still being committed by the lost backend, is answered as a repeat.
 */
export function isPassing(error: unknown): boolean {
  return error instanceof pg.DatabaseError ? PASSING.test(error.code ?? '') : isOfConnection(error);
}

/** Whether one item of a batch may have failed its neighbours. */
export function isOfAnItem(error: unknown): boolean {
  return error instanceof pg.DatabaseError && OF_AN_ITEM.test(error.code ?? '');
}

/** What the storage is short of, where that is why something failed; `undefined` for any other failure. */
export function storageFault(error: unknown): 'storage_full' | 'storage_unavailable' | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return 'storage_full';
  return isPassing(error) ? 'storage_unavailable' : undefined;
}

const OF_SOCKETS: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

function isOfConnection(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isOfConnection);
  if (!(error instanceof Error)) return false;
  if ('syscall' in error && 'code' in error) {
    return error.syscall === 'connect' || error.syscall === 'getaddrinfo' || OF_SOCKETS.has(error.code);
  }
  return /connection|timeout/i.test(error.message);
}
