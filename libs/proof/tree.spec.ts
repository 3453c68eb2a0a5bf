import { consistencyProof, inclusionProof, rootAt } from './generate.js';
import { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash } from './hash.js';
import { RightEdge } from './right-edge.js';
import { nodesOf } from './tiles.js';
import { leavesOf, treeOf } from './tree.testing.js';
import { verifyConsistency, verifyInclusion } from './verify.js';

/* The leaves and roots of the reference implementation of Certificate Transparency. */
const CT_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const CT_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The root by the definition of RFC 9162 §2.1.1, with nothing shared with the code under test but the hashes. */
function defined(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(defined(leaves.slice(0, split)), defined(leaves.slice(split)));
}

test('the roots of Certificate Transparency', async () => {
  const { nodes, roots } = treeOf(CT_LEAVES.map(hex => leafHash(Buffer.from(hex, 'hex'))));
  expect(roots[0]!.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(roots.slice(1).map(root => root.toString('hex'))).toEqual(CT_ROOTS);
  for (const [index, root] of CT_ROOTS.entries()) {
    expect((await rootAt(nodes, index + 1)).toString('hex')).toBe(root);
  }
});

test('a leaf is hashed as UTF-8', () => {
  expect(leafHash('é')).toEqual(leafHash(Buffer.from([0xc3, 0xa9])));
});

test('the root of every small tree, and of sizes around a tile, is the one defined', () => {
  const leaves = leavesOf(600);
  const { roots } = treeOf(leaves);
  for (const size of [...Array(70).keys(), 255, 256, 257, 511, 512, 513, 600]) {
    expect(roots[size]!.equals(defined(leaves.slice(0, size)))).toBe(true);
  }
});

test('an edge taken up again from the stored tiles grows as the one that was never left', async () => {
  const leaves = leavesOf(66_000);
  const { tiles, roots } = treeOf(leaves);
  const nodes = nodesOf(tiles);
  for (const size of [0, 1, 255, 256, 257, 1000, 65_535, 65_536, 65_537, 65_700]) {
    const edge = await RightEdge.at(size, nodes);
    expect(edge.root().equals(roots[size]!)).toBe(true);
    for (const leaf of leaves.slice(size, size + 300)) edge.append(leaf);
    expect(edge.root().equals(roots[edge.size]!)).toBe(true);
  }
});

const LARGEST = 40;

test(`every leaf of every tree of up to ${LARGEST} leaves has a proof; no other leaf, place or size has it`, async () => {
  const leaves = leavesOf(LARGEST + 1);
  const { nodes, roots } = treeOf(leaves);
  for (let size = 1; size <= LARGEST; size += 1) {
    const root = roots[size]!;
    for (let index = 0; index < size; index += 1) {
      const proof = await inclusionProof(nodes, index, size);
      const leaf = leaves[index]!;
      expect(verifyInclusion({ leaf, index, size, root }, proof)).toBe(true);
      expect(verifyInclusion({ leaf: leaves[index + 1]!, index, size, root }, proof)).toBe(false);
      expect(verifyInclusion({ leaf, index: index + 1, size, root }, proof)).toBe(false);
      expect(verifyInclusion({ leaf, index, size, root: roots[size + 1]! }, proof)).toBe(false);
      expect(verifyInclusion({ leaf, index, size, root }, [...proof, root])).toBe(false);
      if (size > 1) expect(verifyInclusion({ leaf, index, size, root }, proof.slice(1))).toBe(false);
    }
  }
});

test(`every tree of up to ${LARGEST} leaves is proven to be the beginning of every larger one, and of no other`, async () => {
  const { nodes, roots } = treeOf(leavesOf(LARGEST + 1));
  for (let to = 1; to <= LARGEST; to += 1) {
    for (let from = 1; from <= to; from += 1) {
      const proof = await consistencyProof(nodes, from, to);
      const growth = { from, fromRoot: roots[from]!, to, toRoot: roots[to]! };
      expect(verifyConsistency(growth, proof)).toBe(true);
      expect(verifyConsistency({ ...growth, fromRoot: roots[from - 1]! }, proof)).toBe(false);
      expect(verifyConsistency({ ...growth, toRoot: roots[to + 1]! }, proof)).toBe(false);
      expect(verifyConsistency(growth, [...proof, roots[0]!])).toBe(false);
      if (from < to) expect(verifyConsistency(growth, proof.slice(1))).toBe(false);
    }
  }
});

test('10 000 random proofs of a tree of 5 000 leaves verify, and do not with one bit turned', async () => {
  const leaves = leavesOf(5000);
  const { nodes, roots } = treeOf(leaves);
  let seed = 20_161_014;
  const below = (limit: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % limit;
  };
  const turned = (proof: readonly Buffer[]) => {
    const at = below(proof.length);
    return proof.map((hash, index) => {
      if (index !== at) return hash;
      const other = Buffer.from(hash);
      other[below(other.length)]! ^= 1 << below(8);
      return other;
    });
  };
  const wrong: string[] = [];
  for (let round = 0; round < 5000; round += 1) {
    const size = 2 + below(leaves.length - 1);
    const index = below(size);
    const included = { leaf: leaves[index]!, index, size, root: roots[size]! };
    const inclusion = await inclusionProof(nodes, index, size);
    if (!verifyInclusion(included, inclusion)) wrong.push(`leaf ${index} of ${size}`);
    if (verifyInclusion(included, turned(inclusion))) wrong.push(`leaf ${index} of ${size}, altered`);
    const from = 1 + below(size - 1);
    const growth = { from, fromRoot: roots[from]!, to: size, toRoot: roots[size]! };
    const consistency = await consistencyProof(nodes, from, size);
    if (!verifyConsistency(growth, consistency)) wrong.push(`${from} of ${size}`);
    if (verifyConsistency(growth, turned(consistency))) wrong.push(`${from} of ${size}, altered`);
  }
  expect(wrong).toEqual([]);
});

test('nodes read from tiles are those of the tree, and none is made up beyond its end', async () => {
  const leaves = leavesOf(1000);
  const { nodes, tiles } = treeOf(leaves);
  const read = nodesOf({
    tile: async (level, index) => {
      const tile = await tiles.tile(level, index);
      return level === 0 && index === 3 ? tile.subarray(0, (1000 - 3 * 256) * HASH_BYTES) : tile;
    },
  });
  for (const [height, index] of [
    [0, 0],
    [0, 999],
    [3, 124],
    [7, 6],
    [8, 2],
    [9, 0],
  ] as const) {
    expect((await read(height, index)).equals(await nodes(height, index))).toBe(true);
  }
  await expect(read(0, 1000)).rejects.toThrow(RangeError);
  await expect(read(7, 7)).rejects.toThrow(RangeError);
});

test('there is no proof about what is not in the tree', async () => {
  const { nodes } = treeOf(leavesOf(5));
  await expect(inclusionProof(nodes, 5, 5)).rejects.toThrow(RangeError);
  await expect(rootAt(nodes, 6)).rejects.toThrow(RangeError);
  await expect(consistencyProof(nodes, 0, 5)).rejects.toThrow(RangeError);
  await expect(consistencyProof(nodes, 6, 5)).rejects.toThrow(RangeError);
});
