import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { hexFromBytes } from './bytes';
import { absentDigest, contentDigest, type Digest } from './commitment';
import { merkleDepth, merkleProof, merkleRoot, merkleTree, verifyMerkleProof } from './merkle';
import { appendLeaf, emptyFrontier, frontierRoot } from './merkle-frontier';
import { commitmentVectors as vectors } from './testing/commitment-vectors';

function numberedLeaves(count: number): Digest[] {
  return Array.from({ length: count }, (_, index) => contentDigest(Uint8Array.of(index & 255, index >> 8)));
}

describe('a Merkle tree', () => {
  test.each(vectors.trees)('agrees with the shared vectors, root $root', ({ leaves, root, proofs }) => {
    const tree = merkleTree(leaves);
    expect(hexFromBytes(tree.root)).toBe(root);
    proofs.forEach((proof, position) => {
      expect(merkleProof(tree, position).map(hexFromBytes)).toEqual(proof);
    });
  });

  test('proves each of its leaves, and none at another position', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (leafCount, first, second) => {
        const leaves = numberedLeaves(leafCount);
        const tree = merkleTree(leaves);
        const position = first % leafCount;
        const elsewhere = second % leafCount;
        const leaf = leaves[position] ?? absentDigest();
        const claim = { root: tree.root, leafCount, position, leaf, proof: merkleProof(tree, position) };
        expect(verifyMerkleProof(claim)).toBe(true);
        expect(verifyMerkleProof({ ...claim, position: elsewhere })).toBe(elsewhere === position);
      }),
    );
  });

  test('a proof of the wrong length, a changed sibling or a position outside is refused', () => {
    const leaves = numberedLeaves(5);
    const tree = merkleTree(leaves);
    const proof = merkleProof(tree, 4);
    const claim = { root: tree.root, leafCount: 5, position: 4, leaf: leaves[4] ?? absentDigest(), proof };
    expect(verifyMerkleProof(claim)).toBe(true);
    expect(verifyMerkleProof({ ...claim, proof: proof.slice(1) })).toBe(false);
    expect(verifyMerkleProof({ ...claim, proof: [...proof, absentDigest()] })).toBe(false);
    expect(verifyMerkleProof({ ...claim, proof: [absentDigest(), absentDigest(), absentDigest()] })).toBe(
      false,
    );
    expect(verifyMerkleProof({ ...claim, position: 5 })).toBe(false);
    expect(verifyMerkleProof({ ...claim, position: -1 })).toBe(false);
  });

  test('padding cannot be proved to be a leaf', () => {
    const tree = merkleTree(numberedLeaves(3));
    const padding = tree.levels
      .slice(0, -1)
      .map((level, height) => level[(3 >> height) ^ 1] ?? absentDigest());
    const claim = { root: tree.root, leafCount: 4, position: 3, leaf: absentDigest(), proof: padding };
    expect(verifyMerkleProof(claim)).toBe(false);
  });

  test('one leaf is its own root, and no leaf may be padding', () => {
    const [leaf] = numberedLeaves(1);
    expect(merkleRoot(numberedLeaves(1))).toEqual(leaf);
    expect(() => merkleRoot([])).toThrow(RangeError);
    expect(() => merkleRoot([absentDigest()])).toThrow(RangeError);
  });

  test('depth is the ceiling of the binary logarithm', () => {
    expect([1, 2, 3, 4, 5, 1024, 1025].map(merkleDepth)).toEqual([0, 1, 2, 2, 3, 10, 11]);
  });
});

describe('a Merkle frontier', () => {
  test('has after every leaf the root of the whole tree so far', () => {
    let frontier = emptyFrontier;
    const leaves = numberedLeaves(70);
    leaves.forEach((leaf, index) => {
      frontier = appendLeaf(frontier, leaf);
      expect(hexFromBytes(frontierRoot(frontier))).toBe(hexFromBytes(merkleRoot(leaves.slice(0, index + 1))));
    });
    expect(frontier.leafCount).toBe(70);
  });

  test('without leaves has no root', () => {
    expect(() => frontierRoot(emptyFrontier)).toThrow(RangeError);
  });
});
