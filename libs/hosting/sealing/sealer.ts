import type pg from 'pg';
import type { PoolClient } from 'pg';
import { nodesOf, RightEdge, type Signer, signCheckpoint } from '#proof';
import { FENCED, transaction } from '#read-models';
import type { Anchor } from './anchor.js';
import { epochNow, extensionsOf } from './epochs.js';
import { openSigner } from './keys.js';
import { StoredTiles, TileGrowth } from './stored-tiles.js';

/** The line of `ops.checkpoint` that says how many events are in the tiles; its lock is the election of the sealer. */
const SEAL = 'seal';
const GENERATION = 'rfc9162/256';

export interface Sealing {
  readonly pool: pg.Pool;
  /** Where the key is. */
  readonly dataDir: string;
  readonly anchor: Pick<Anchor, 'append'>;
}

/**
 * Puts the events into the Merkle tree behind the append, in position order, and signs its root. It only reads the
 * log, takes no lock that an append takes, and may be run by several processes: one at a time is at work.
 */
export class Sealer {
  #edge: RightEdge | undefined;
  #signer: Signer | undefined;

  constructor(private readonly options: Sealing) {}

  /** Puts the next events into the tree. Their number: 0 at the end of the log, or where another sealer is at work. */
  async grow(limit: number): Promise<number> {
    try {
      return await transaction(
        this.options.pool,
        async client => {
          const size = await taken(client);
          if (size === undefined) return 0;
          if (this.#edge?.size !== size)
            this.#edge = await RightEdge.at(size, nodesOf(new StoredTiles(client)));
          return this.#grow(client, this.#edge, limit);
        },
        FENCED,
      );
    } catch (error) {
      this.#edge = undefined;
      throw error;
    }
  }

  async #grow(client: PoolClient, edge: RightEdge, limit: number): Promise<number> {
    const { rows } = await client.query<{ leaf: Buffer }>(
      String.raw`select sha256('\x00'::bytea || convert_to(record, 'UTF8')) as leaf
       from ledger.event where position > $1 order by position limit $2`,
      [edge.size, limit],
    );
    if (rows.length === 0) return 0;
    // What is lost with the server is computed again; a checkpoint is written durably, and this before it.
    await client.query('set local synchronous_commit = off');
    const growth = new TileGrowth();
    for (const { leaf } of rows) edge.append(leaf, growth.add);
    await growth.write(client);
    await client.query('update ops.checkpoint set position = $2, updated_at = now() where projection = $1', [
      SEAL,
      edge.size,
    ]);
    return rows.length;
  }

  /** Signs the root where there is news and the last checkpoint is `seconds` old. Whether it did. */
  async sign(seconds: number): Promise<boolean> {
    return transaction(
      this.options.pool,
      async client => {
        const size = await taken(client);
        if (size === undefined || size === 0 || !(await isDue(client, size, seconds))) return false;
        const tiles = new StoredTiles(client);
        const edge = this.#edge?.size === size ? this.#edge : await RightEdge.at(size, nodesOf(tiles));
        const origin = await originOf(tiles);
        this.#signer ??= await openSigner(this.options.dataDir, origin);
        const extensions = extensionsOf(await epochNow(client));
        const note = signCheckpoint({ origin, size, root: edge.root(), extensions }, this.#signer);
        await client.query('insert into ops.seal (size, note) values ($1, $2)', [size, note]);
        return true;
      },
      FENCED,
    );
  }

  /** Tells the anchor what it was not told yet, one process at a time; where it fails the checkpoints wait for the next time. */
  async tell(): Promise<void> {
    const { pool, anchor } = this.options;
    await transaction(
      pool,
      async client => {
        if ((await taken(client)) === undefined) return;
        const { rows } = await client.query<{ size: string; note: string }>(
          'select size, note from ops.seal where anchored_at is null order by size limit 1000',
        );
        for (const { size, note } of rows) {
          await anchor.append(note);
          await client.query('update ops.seal set anchored_at = now() where size = $1', [size]);
        }
      },
      FENCED,
    );
  }
}

/** The number of events in the tiles, held for this transaction; `undefined` where another holds it. */
async function taken(client: PoolClient): Promise<number | undefined> {
  const take = () =>
    client.query<{ position: string }>(
      'select position from ops.checkpoint where projection = $1 for update skip locked',
      [SEAL],
    );
  const { rows } = await take();
  if (rows[0]) return Number(rows[0].position);
  await client.query(
    'insert into ops.checkpoint (projection, generation) values ($1, $2) on conflict do nothing',
    [SEAL, GENERATION],
  );
  const again = await take();
  return again.rows[0] && Number(again.rows[0].position);
}

async function isDue(client: PoolClient, size: number, seconds: number): Promise<boolean> {
  const { rows } = await client.query<{ due: boolean }>(
    `select coalesce(max(size) < $1 and max(sealed_at) <= now() - make_interval(secs => $2), true) as due
     from ops.seal`,
    [size, seconds],
  );
  return rows[0]!.due;
}

/** The log's own name: it begins with this event and no other log does. */
export async function originOf(tiles: StoredTiles): Promise<string> {
  return originOfLeaf(await nodesOf(tiles)(0, 0));
}

/** @param leaf that of the first event */
export function originOfLeaf(leaf: Buffer): string {
  return `pia-ledger/${leaf.toString('hex', 0, 8)}`;
}

/** How many events are in the tiles. */
export async function sealedSize(client: Pick<PoolClient, 'query'>): Promise<number> {
  const { rows } = await client.query<{ position: string }>(
    'select position from ops.checkpoint where projection = $1',
    [SEAL],
  );
  return Number(rows[0]?.position ?? 0);
}
