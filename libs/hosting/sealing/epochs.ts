import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Checkpoint } from '#proof';

/**
 * The epoch of a log is 1, and one more after each restore. It stands in `ops.epoch` and, from 2 on, in each signed
 * checkpoint as the line `epoch n`: the bytes of the log never change (docs/adr/2026-11-21-backup.md).
 */
export const FIRST_EPOCH = 1;

const EPOCH = 'epoch';

/** A restore: the log of this epoch goes on from its position. */
export interface Epoch {
  readonly number: number;
  /** How many events were restored. */
  readonly position: number;
  /** The last event that had been signed before, was not in the backup and was declared lost; null where none. */
  readonly lostThrough: number | null;
}

export async function epochsOf(client: pg.Pool | ClientBase): Promise<readonly Epoch[]> {
  const { rows } = await client.query<{ number: number; position: string; lost: string | null }>(
    'select number, position, lost_through as lost from ops.epoch order by number',
  );
  return rows.map(({ number, position, lost }) => ({
    number,
    position: Number(position),
    lostThrough: lost === null ? null : Number(lost),
  }));
}

export async function epochNow(client: pg.Pool | ClientBase): Promise<number> {
  return (await epochsOf(client)).at(-1)?.number ?? FIRST_EPOCH;
}

/** The lines of a checkpoint signed in an epoch. */
export function extensionsOf(epoch: number): ReadonlyMap<string, string> {
  return new Map(epoch === FIRST_EPOCH ? [] : [[EPOCH, String(epoch)]]);
}

function epochOf({ extensions }: Checkpoint): number {
  return Number(extensions?.get(EPOCH) ?? FIRST_EPOCH);
}

/** Whether a checkpoint signs events that a later restore declared lost: it is no prefix of the log, and that is known. */
export function isDeclaredLost(checkpoint: Checkpoint, epochs: readonly Epoch[]): boolean {
  return epochs.some(
    ({ number, position, lostThrough }) =>
      number > epochOf(checkpoint) &&
      checkpoint.size > position &&
      lostThrough !== null &&
      checkpoint.size <= lostThrough,
  );
}
