import type pg from 'pg';
import type { ClientBase } from 'pg';
import { placeOf, type Tiles } from '#proof';

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
    else this.#tiles.set(key, { level: place.level, index: place.index, hashes: [hash] });
  };

  /** Adds the new hashes after those that are kept: the caller holds the seal's row, and nobody added meanwhile. */
  async write(client: ClientBase): Promise<void> {
    const tiles = [...this.#tiles.values()];
    await client.query(
      `insert into ops.tile as kept (level, index, hashes)
       select * from unnest($1::int[], $2::bigint[], $3::bytea[])
       on conflict (level, index) do update set hashes = kept.hashes || excluded.hashes`,
      [
        tiles.map(({ level }) => level),
        tiles.map(({ index }) => index),
        tiles.map(({ hashes }) => Buffer.concat(hashes)),
      ],
    );
  }
}
