import { nodeHash } from './hash.js';

/* The verifier's side: RFC 9162 §2.1.3.2 and §2.1.4.2, word for word, without bit operations, which stop at 2^31. */

const half = (value: number) => Math.floor(value / 2);
const isOdd = (value: number) => value % 2 === 1;
const equal = (left: Uint8Array, right: Uint8Array) => Buffer.compare(left, right) === 0;

export interface Inclusion {
  readonly leaf: Uint8Array;
  /** From 0. */
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
}

export function verifyInclusion(
  { leaf, index, size, root }: Inclusion,
  proof: readonly Uint8Array[],
): boolean {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return false;
  let [place, last] = [index, size - 1];
  let hash: Uint8Array = leaf;
  for (const other of proof) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      hash = nodeHash(other, hash);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = nodeHash(hash, other);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && equal(hash, root);
}

export interface Growth {
  readonly from: number;
  readonly fromRoot: Uint8Array;
  readonly to: number;
  readonly toRoot: Uint8Array;
}

export function verifyConsistency(
  { from, fromRoot, to, toRoot }: Growth,
  proof: readonly Uint8Array[],
): boolean {
  if (!(Number.isSafeInteger(from) && from >= 1 && from <= to)) return false;
  if (from === to) return proof.length === 0 && equal(fromRoot, toRoot);
  const isPowerOfTwo = 2 ** Math.floor(Math.log2(from)) === from;
  const [first, ...others] = isPowerOfTwo ? [fromRoot, ...proof] : proof;
  if (!first) return false;
  let [place, last] = [from - 1, to - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  let [older, newer] = [first, first];
  for (const other of others) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      older = nodeHash(other, older);
      newer = nodeHash(other, newer);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      newer = nodeHash(newer, other);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && equal(older, fromRoot) && equal(newer, toRoot);
}
