import type pg from 'pg';
import type { ClientBase } from 'pg';

/** How far a schema of read models has come. */
export interface Checkpoint {
  /** `GENERATION/id of the filling`: another filling has other keys, so what a projector remembers is void. */
  readonly generation: string;
  readonly position: bigint;
}

const SELECT = 'select generation, position from ops.checkpoint where projection = $1';

export async function readCheckpoint(
  client: pg.Pool | ClientBase,
  projection: string,
): Promise<Checkpoint | undefined> {
  return checkpointOf(await client.query(SELECT, [projection]));
}

/** Takes the checkpoint for this transaction; `undefined` where another holds it. */
export async function takeCheckpoint(
  client: ClientBase,
  projection: string,
): Promise<Checkpoint | undefined> {
  return checkpointOf(await client.query(`${SELECT} for update skip locked`, [projection]));
}

function checkpointOf({ rows }: pg.QueryResult<{ generation: string; position: string }>) {
  return rows[0] && { generation: rows[0].generation, position: BigInt(rows[0].position) };
}

export async function moveCheckpoint(
  client: ClientBase,
  projection: string,
  position: bigint,
): Promise<void> {
  await client.query('update ops.checkpoint set position = $2, updated_at = now() where projection = $1', [
    projection,
    position,
  ]);
}

/** The position up to which the read models have seen the log; 0 where there are none. */
export async function readModelPosition(pool: pg.Pool): Promise<bigint> {
  return (await readCheckpoint(pool, 'read'))?.position ?? 0n;
}
