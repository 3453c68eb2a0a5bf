import { nodeHash } from './hash.js';
import type { Nodes } from './tiles.js';

/* Proofs as RFC 9162 §2.1.3 and §2.1.4 define them, over ranges [low, high) of leaves. */

/** The root of the first `size` leaves, of one at least. */
export function rootAt(nodes: Nodes, size: number): Promise<Buffer> {
  return rootOf(nodes, 0, size);
}

/** That leaf `index` (from 0) is in the tree of the first `size` leaves. Throws `RangeError` where it is not. */
export async function inclusionProof(nodes: Nodes, index: number, size: number): Promise<readonly Buffer[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  return path(nodes, index, 0, size);
}

/** That the tree of `from` leaves is the beginning of the tree of `to`. Throws `RangeError` for 0 or from > to. */
export async function consistencyProof(nodes: Nodes, from: number, to: number): Promise<readonly Buffer[]> {
  if (!(from >= 1 && from <= to)) throw new RangeError(`${from} leaves do not begin a tree of ${to}`);
  return subproof(nodes, from, 0, to, true);
}

/** The largest power of two below a count of two or more. */
function splitOf(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}

async function rootOf(nodes: Nodes, low: number, high: number): Promise<Buffer> {
  const count = high - low;
  const height = Math.floor(Math.log2(count));
  if (count === 2 ** height) return nodes(height, low / count);
  const middle = low + splitOf(count);
  return nodeHash(await rootOf(nodes, low, middle), await rootOf(nodes, middle, high));
}

async function path(nodes: Nodes, leaf: number, low: number, high: number): Promise<Buffer[]> {
  if (high - low === 1) return [];
  const middle = low + splitOf(high - low);
  return leaf < middle
    ? [...(await path(nodes, leaf, low, middle)), await rootOf(nodes, middle, high)]
    : [...(await path(nodes, leaf, middle, high)), await rootOf(nodes, low, middle)];
}

/** @param known whether the verifier knows the root of [low, high): it is that of the older tree itself */
async function subproof(
  nodes: Nodes,
  from: number,
  low: number,
  high: number,
  known: boolean,
): Promise<Buffer[]> {
  if (from === high) return known ? [] : [await rootOf(nodes, low, high)];
  const middle = low + splitOf(high - low);
  return from <= middle
    ? [...(await subproof(nodes, from, low, middle, known)), await rootOf(nodes, middle, high)]
    : [...(await subproof(nodes, from, middle, high, false)), await rootOf(nodes, low, middle)];
}
