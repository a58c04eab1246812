import { equalBytes } from './bytes';
import { absentDigest, type Digest, merkleNode } from './commitment';

/**
 * Merkle trees of docs/contracts.md §1: leaves are padded with 32 zero bytes to the next power of two, one leaf is its
 * own root, and a root always stands beside its leaf count.
 */
export interface MerkleTree {
  /** Levels from the leaves (padded) to the root. */
  readonly levels: readonly (readonly Digest[])[];
  readonly leafCount: number;
  readonly root: Digest;
}

/** Siblings from the leaf upwards. */
export type MerkleProof = readonly Digest[];

/** Depth of a tree over `leafCount` leaves: ceil(log2(leafCount)). */
export function merkleDepth(leafCount: number): number {
  if (!Number.isSafeInteger(leafCount) || leafCount < 1) throw new RangeError('a tree has at least one leaf');
  let depth = 0;
  while (2 ** depth < leafCount) depth += 1;
  return depth;
}

/** The tree over `leaves`. Throws RangeError where there is none or one is all zeroes, which means "padding". */
export function merkleTree(leaves: readonly Digest[]): MerkleTree {
  const depth = merkleDepth(leaves.length);
  if (leaves.some(isAbsent)) throw new RangeError('a leaf of 32 zero bytes means padding');
  const padding = Array.from({ length: 2 ** depth - leaves.length }, absentDigest);
  const levels: (readonly Digest[])[] = [[...leaves, ...padding]];
  for (let level = levels[0] ?? []; level.length > 1;) {
    level = parents(level);
    levels.push(level);
  }
  const root = levels.at(-1)?.[0];
  if (root === undefined) throw new RangeError('a tree has at least one leaf');
  return { levels, leafCount: leaves.length, root };
}

/** Root of the tree over `leaves`. */
export function merkleRoot(leaves: readonly Digest[]): Digest {
  return merkleTree(leaves).root;
}

/** Proof that the leaf at `position` (from 0) is in the tree. Throws RangeError where there is no such leaf. */
export function merkleProof(tree: MerkleTree, position: number): MerkleProof {
  if (!Number.isInteger(position) || position < 0 || position >= tree.leafCount) {
    throw new RangeError(`no leaf at ${position}`);
  }
  return tree.levels.slice(0, -1).map((level, height) => {
    const sibling = level[Math.floor(position / 2 ** height) ^ 1];
    if (sibling === undefined) throw new RangeError(`no leaf at ${position}`);
    return sibling;
  });
}

/** Whether `leaf` stands at `position` in the tree of `leafCount` leaves with this root. */
export function verifyMerkleProof(claim: {
  readonly root: Digest;
  readonly leafCount: number;
  readonly position: number;
  readonly leaf: Digest;
  readonly proof: MerkleProof;
}): boolean {
  const { root, leafCount, position, leaf, proof } = claim;
  if (!Number.isSafeInteger(leafCount) || leafCount < 1) return false;
  if (!Number.isInteger(position) || position < 0 || position >= leafCount) return false;
  if (proof.length !== merkleDepth(leafCount) || isAbsent(leaf)) return false;
  const reached = proof.reduce((node, sibling, height) => {
    const onTheRight = Math.floor(position / 2 ** height) % 2 === 1;
    return onTheRight ? merkleNode(sibling, node) : merkleNode(node, sibling);
  }, leaf);
  return equalBytes(reached, root);
}

function parents(level: readonly Digest[]): readonly Digest[] {
  const above: Digest[] = [];
  for (let index = 0; index < level.length; index += 2) {
    above.push(merkleNode(level[index] ?? absentDigest(), level[index + 1] ?? absentDigest()));
  }
  return above;
}

function isAbsent(leaf: Digest): boolean {
  return leaf.every((byte) => byte === 0);
}
