import fc from 'fast-check';
import { expect, test } from 'vitest';

import { equalBytes } from './bytes';
import { contentDigest, type Digest, merkleNode } from './commitment';
import { findContradiction } from './contradiction';
import { merkleDepth, merkleTree } from './merkle';

const leaves = (count: number, lies: ReadonlySet<number>): Digest[] =>
  Array.from({ length: count }, (_, at) => contentDigest(Uint8Array.of(at, lies.has(at) ? 1 : 0)));

/** Where siblings lead from a node. */
function climb(node: Digest, position: number, siblings: readonly Digest[]): Digest {
  return siblings.reduce(
    (below, sibling, above) =>
      Math.floor(position / 2 ** above) % 2 === 1 ? merkleNode(sibling, below) : merkleNode(below, sibling),
    node,
  );
}

test('a contradiction is found exactly where both hold a segment that differs, and opens to both roots', () => {
  const sizes = fc.integer({ min: 1, max: 70 });
  const lies = fc.uniqueArray(fc.nat(70), { maxLength: 3 });
  fc.assert(
    fc.property(sizes, sizes, lies, (shorter, longer, lyingAt) => {
      const first = merkleTree(leaves(shorter, new Set()));
      const second = merkleTree(leaves(longer, new Set(lyingAt)));
      const common = Math.min(shorter, longer);
      const found = findContradiction(first, second);
      expect(found !== undefined).toBe(lyingAt.some((at) => at < common));
      if (found === undefined) return;
      const { height, proof } = found;
      const index = Number(found.nodeIndex);
      expect((index + 1) * 2 ** height).toBeLessThanOrEqual(common);
      expect(equalBytes(found.firstNode, found.secondNode)).toBe(false);
      const own = merkleDepth(shorter) - height;
      expect(proof.length).toBe(own + merkleDepth(longer) - height);
      expect(climb(found.firstNode, index, proof.slice(0, own))).toEqual(first.root);
      expect(climb(found.secondNode, index, proof.slice(own))).toEqual(second.root);
    }),
  );
});

test('a lie in the first half of a power of two is proved by that half alone', () => {
  const found = findContradiction(merkleTree(leaves(64, new Set())), merkleTree(leaves(128, new Set([5]))));
  expect(found?.height).toBe(6);
  expect(found?.proof.length).toBe(1);
});
