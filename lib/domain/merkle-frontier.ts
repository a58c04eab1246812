import { absentDigest, type Digest, merkleNode } from './commitment';
import { merkleDepth } from './merkle';

/**
 * A Merkle tree that grows leaf by leaf and knows its root after each, in logarithmic time and space: the delivered
 * root of a voucher changes with every segment, and hashing the whole prefix each time would be quadratic.
 */
export interface MerkleFrontier {
  readonly leafCount: number;
  /** `peaks[h]` is the root of the complete subtree of height h that the next leaf does not touch, if there is one. */
  readonly peaks: readonly (Digest | undefined)[];
}

/** A frontier without leaves. */
export const emptyFrontier: MerkleFrontier = { leafCount: 0, peaks: [] };

/** The frontier with one more leaf. */
export function appendLeaf(frontier: MerkleFrontier, leaf: Digest): MerkleFrontier {
  const peaks = [...frontier.peaks];
  let node = leaf;
  let height = 0;
  for (let peak = peaks[0]; peak !== undefined; peak = peaks[height]) {
    node = merkleNode(peak, node);
    peaks[height] = undefined;
    height += 1;
  }
  peaks[height] = node;
  return { leafCount: frontier.leafCount + 1, peaks };
}

/** Root over the leaves so far: the same as `merkleRoot` of them. Throws RangeError on an empty frontier. */
export function frontierRoot(frontier: MerkleFrontier): Digest {
  const depth = merkleDepth(frontier.leafCount);
  const complete = frontier.peaks[depth];
  if (complete !== undefined) return complete;
  let node = absentDigest();
  let padding = absentDigest();
  for (let height = 0; height < depth; height += 1) {
    const peak = frontier.peaks[height];
    node = peak === undefined ? merkleNode(node, padding) : merkleNode(peak, node);
    padding = merkleNode(padding, padding);
  }
  return node;
}
