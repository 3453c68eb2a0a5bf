import { HASH_BYTES, leafHash } from './hash.js';
import { RightEdge } from './right-edge.js';
import { type Nodes, placeOf, TILE_WIDTH, type Tiles } from './tiles.js';

export interface Tree {
  /** Its root at each size. */
  readonly roots: readonly Buffer[];
  readonly nodes: Nodes;
  readonly tiles: Tiles;
}

/** A tree in memory. */
export function treeOf(leaves: readonly Buffer[]): Tree {
  const nodes = new Map<string, Buffer>();
  const tiles = new Map<string, Buffer>();
  const edge = RightEdge.empty();
  const roots = [edge.root()];
  for (const leaf of leaves) {
    edge.append(leaf, (height, index, hash) => {
      nodes.set(`${height}/${index}`, hash);
      const place = placeOf(height, index);
      if (!place) return;
      const key = `${place.level}/${place.index}`;
      const tile = tiles.get(key) ?? Buffer.alloc(TILE_WIDTH * HASH_BYTES);
      hash.copy(tile, place.place * HASH_BYTES);
      tiles.set(key, tile);
    });
    roots.push(edge.root());
  }
  return {
    roots,
    nodes: async (height, index) => {
      const node = nodes.get(`${height}/${index}`);
      if (!node) throw new RangeError(`no node ${index} at height ${height}`);
      return node;
    },
    tiles: { tile: async (level, index) => tiles.get(`${level}/${index}`) ?? Buffer.alloc(0) },
  };
}

export const leavesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) => leafHash(`leaf ${index}`));
