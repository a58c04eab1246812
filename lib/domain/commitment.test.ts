import { describe, expect, test } from 'vitest';

import { hexFromBytes } from './bytes';
import { jobRoot, merkleNode, outputLeaf, planLeaf, randomnessCommitment, segmentLeaf } from './commitment';
import { commitmentVectors as vectors } from './testing/commitment-vectors';

describe('commitments agree with the shared vectors', () => {
  test('inner node', () => {
    const { left, right, node } = vectors.node;
    expect(hexFromBytes(merkleNode(left, right))).toBe(node);
  });

  test.each(vectors.output_leaves)('output leaf over $output', ({ output, leaf }) => {
    expect(hexFromBytes(outputLeaf(output))).toBe(leaf);
  });

  test.each(vectors.plan_leaves)('plan leaf $index', ({ index, cumulative_units, leaf }) => {
    expect(hexFromBytes(planLeaf(index, cumulative_units))).toBe(leaf);
  });

  test.each(vectors.segment_leaves)('segment leaf $index', (vector) => {
    const leaf = segmentLeaf({
      index: vector.index,
      stateIn: vector.state_in,
      operationRoot: vector.operation_root,
      stateOut: vector.state_out,
      workUnits: vector.work_units,
    });
    expect(hexFromBytes(leaf)).toBe(vector.leaf);
  });

  test.each(vectors.jobs)('job root of $segment_count segments', (vector) => {
    const root = jobRoot({
      graphRoot: vector.graph_root,
      inputRoot: vector.input_root,
      modelRoot: vector.model_root,
      profile: vector.profile,
      planRoot: vector.plan_root,
      segmentCount: vector.segment_count,
    });
    expect(hexFromBytes(root)).toBe(vector.root);
  });

  test('randomness commitment', () => {
    const { secret, commitment } = vectors.randomness;
    expect(hexFromBytes(randomnessCommitment(secret))).toBe(commitment);
  });
});

describe('commitments refuse what has no meaning', () => {
  test('an output leaf longer than 256 bytes', () => {
    expect(() => outputLeaf(new Uint8Array(257))).toThrow(RangeError);
  });

  test('a digest that is not 32 bytes', () => {
    expect(() => merkleNode(new Uint8Array(31), new Uint8Array(32))).toThrow(RangeError);
  });

  test('a number that does not fit its field', () => {
    expect(() => planLeaf(1n << 64n, 0n)).toThrow(RangeError);
    expect(() => planLeaf(-1n, 0n)).toThrow(RangeError);
  });
});
