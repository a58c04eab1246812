import { equalBytes } from './bytes';
import { type Digest } from './commitment';
import { merkleDepth, type MerkleTree } from './merkle';

/** Two trees of segments that say different things about the same ones, with what proves it on chain. */
export interface Contradiction {
  /** The node covers the segments from nodeIndex · 2^height to before (nodeIndex + 1) · 2^height. */
  readonly height: number;
  readonly nodeIndex: bigint;
  readonly firstNode: Digest;
  readonly secondNode: Digest;
  /** Siblings of the first node from below, then those of the second. */
  readonly proof: readonly Digest[];
}

/**
 * The shortest proof that two trees over a job's segments contradict each other, or `undefined` where they say the same
 * of every segment that both hold. A node stands for all segments below it, so the highest that differs needs the fewest
 * siblings; it must not reach beyond either tree, where one of them has padding.
 */
export function findContradiction(first: MerkleTree, second: MerkleTree): Contradiction | undefined {
  const common = Math.min(first.leafCount, second.leafCount);
  for (let height = merkleDepth(common); height >= 0; height -= 1) {
    for (let index = 0; (index + 1) * 2 ** height <= common; index += 1) {
      const firstNode = first.levels[height]?.[index];
      const secondNode = second.levels[height]?.[index];
      if (firstNode === undefined || secondNode === undefined || equalBytes(firstNode, secondNode)) continue;
      const proof = [...siblings(first, height, index), ...siblings(second, height, index)];
      return { height, nodeIndex: BigInt(index), firstNode, secondNode, proof };
    }
  }
  return undefined;
}

function siblings({ levels }: MerkleTree, height: number, index: number): readonly Digest[] {
  return levels.slice(height, -1).flatMap((level, above) => level[Math.floor(index / 2 ** above) ^ 1] ?? []);
}
