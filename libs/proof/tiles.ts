import { HASH_BYTES, nodeHash } from './hash.js';

/** Hashes side by side in a full tile, and the rows of the tree between one level of tiles and the next. */
export const TILE_WIDTH = 256;
export const TILE_HEIGHT = 8;

/**
 * A stored tree. Tile `index` of `level` holds the hashes `256 × index …` of the row `8 × level` above the leaves, one
 * after the other; the last tile of a level may be unfinished, and its missing hashes are not asked for.
 */
export interface Tiles {
  tile(level: number, index: number): Promise<Uint8Array>;
}

/** The hash of a perfect subtree: of `2^height` leaves from `index × 2^height` on. Throws where there is none. */
export type Nodes = (height: number, index: number) => Promise<Buffer>;

/** Nodes read from the tiles; those between two levels are computed from one tile. */
export function nodesOf(tiles: Tiles): Nodes {
  return (height, index) => nodeIn(tiles, height, index);
}

/** Nodes of a small tree, computed from its leaves each time. */
export function nodesOfLeaves(leaves: readonly Buffer[]): Nodes {
  return async (height, index) => {
    const count = 2 ** height;
    const row = leaves.slice(index * count, (index + 1) * count);
    if (row.length < count) throw new RangeError(`no node ${index} at height ${height}`);
    return perfectRoot(row);
  };
}

async function nodeIn(tiles: Tiles, height: number, index: number): Promise<Buffer> {
  const level = Math.floor(height / TILE_HEIGHT);
  const count = 2 ** (height % TILE_HEIGHT);
  const first = index * count;
  const tile = await tiles.tile(level, Math.floor(first / TILE_WIDTH));
  const hashes = hashesOf(tile, first % TILE_WIDTH, count);
  if (hashes.length < count) throw new RangeError(`no node ${index} at height ${height}`);
  return perfectRoot(hashes);
}

/** Hashes of a tile from a place on; fewer where the tile ends before. */
function hashesOf(tile: Uint8Array, first: number, count: number): Buffer[] {
  const hashes: Buffer[] = [];
  for (let place = first; place < first + count && (place + 1) * HASH_BYTES <= tile.length; place += 1) {
    hashes.push(Buffer.from(tile.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)));
  }
  return hashes;
}

function perfectRoot(row: readonly Buffer[]): Buffer {
  if (row.length === 1) return row[0]!;
  return perfectRoot(
    Array.from({ length: row.length / 2 }, (_, pair) => nodeHash(row[2 * pair]!, row[2 * pair + 1]!)),
  );
}

/** A hash that a tile is to hold at a place. */
export interface TileHash {
  readonly level: number;
  readonly index: number;
  readonly place: number;
}

/** Where a node is kept; nowhere for the rows between two levels of tiles. */
export function placeOf(height: number, index: number): TileHash | undefined {
  if (height % TILE_HEIGHT !== 0) return undefined;
  return {
    level: height / TILE_HEIGHT,
    index: Math.floor(index / TILE_WIDTH),
    place: index % TILE_WIDTH,
  };
}
