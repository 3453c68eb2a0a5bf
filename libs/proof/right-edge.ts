import { EMPTY_ROOT, nodeHash } from './hash.js';
import type { Nodes } from './tiles.js';

/** Told of each node once it is final: its height above the leaves, its index in that row, its hash. */
export type NodeMade = (height: number, index: number, hash: Buffer) => void;

/** The right edge of a growing tree: the roots of its perfect subtrees, largest first; all that growing on needs. */
export class RightEdge {
  readonly #nodes: Buffer[];
  #size: number;

  private constructor(size: number, nodes: Buffer[]) {
    this.#size = size;
    this.#nodes = nodes;
  }

  static empty(): RightEdge {
    return new RightEdge(0, []);
  }

  /** The edge of the first `size` leaves of a stored tree. */
  static async at(size: number, nodes: Nodes): Promise<RightEdge> {
    const edge: Buffer[] = [];
    for (let start = 0; start < size;) {
      const height = Math.floor(Math.log2(size - start));
      edge.push(await nodes(height, start / 2 ** height));
      start += 2 ** height;
    }
    return new RightEdge(size, edge);
  }

  /** Leaves, up to 2^53. */
  get size(): number {
    return this.#size;
  }

  append(leaf: Buffer, made?: NodeMade): void {
    let [height, index, hash] = [0, this.#size, leaf];
    made?.(height, index, hash);
    while (index % 2 === 1) {
      hash = nodeHash(this.#nodes.pop()!, hash);
      height += 1;
      index = (index - 1) / 2;
      made?.(height, index, hash);
    }
    this.#nodes.push(hash);
    this.#size += 1;
  }

  /** The root of all leaves so far (RFC 9162 §2.1.1). */
  root(): Buffer {
    return this.#nodes.length === 0
      ? EMPTY_ROOT
      : this.#nodes.reduceRight((right, left) => nodeHash(left, right));
  }
}
