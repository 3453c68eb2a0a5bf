import type pg from 'pg';
import type { ClientBase } from 'pg';
import { HASH_BYTES, placeOf, type Tiles } from '#proof';

/** The tiles in `ops.tile`; remembers the last one read of each level, for a reader that moves along. */
export class StoredTiles implements Tiles {
  readonly #last = new Map<number, { readonly index: number; readonly hashes: Promise<Buffer> }>();

  constructor(private readonly client: pg.Pool | ClientBase) {}

  tile(level: number, index: number): Promise<Buffer> {
    const last = this.#last.get(level);
    if (last?.index === index) return last.hashes;
    const hashes = this.#read(level, index);
    this.#last.set(level, { index, hashes });
    return hashes;
  }

  async #read(level: number, index: number): Promise<Buffer> {
    const { rows } = await this.client.query<{ hashes: Buffer }>(
      'select hashes from ops.tile where level = $1 and index = $2',
      [level, index],
    );
    return rows[0]?.hashes ?? Buffer.alloc(0);
  }
}

interface Growth {
  readonly level: number;
  readonly index: number;
  /** The place of the first new hash. */
  readonly place: number;
  readonly hashes: Buffer[];
}

/** What a growing tree adds to its tiles, until it is written. */
export class TileGrowth {
  readonly #tiles = new Map<string, Growth>();

  readonly add = (height: number, index: number, hash: Buffer): void => {
    const place = placeOf(height, index);
    if (!place) return;
    const key = `${place.level}/${place.index}`;
    const growth = this.#tiles.get(key);
    if (growth) growth.hashes.push(hash);
    else this.#tiles.set(key, { ...place, hashes: [hash] });
  };

  /** Writes each tile as it is kept up to its first new hash, and the new ones. */
  async write(client: ClientBase): Promise<void> {
    const tiles = [...this.#tiles.values()];
    await client.query(
      `insert into ops.tile as kept (level, index, hashes)
       select level, index, hashes from unnest($1::int[], $2::bigint[], $3::int[], $4::bytea[]) as
         grown (level, index, bytes, hashes)
       on conflict (level, index) do update set hashes =
         substring(kept.hashes for ($3::int[])[array_position($1::int[], kept.level::int)]) || excluded.hashes`,
      [
        tiles.map(({ level }) => level),
        tiles.map(({ index }) => index),
        tiles.map(({ place }) => place * HASH_BYTES),
        tiles.map(({ hashes }) => Buffer.concat(hashes)),
      ],
    );
  }
}
