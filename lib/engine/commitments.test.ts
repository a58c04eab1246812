import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import {
  jobRoot,
  merkleProof,
  merkleRoot,
  operationRoot,
  planLeaf,
  rootOfProof,
  segmentHashesAgree,
  segmentLeaf,
} from './commitments';

const vectors = JSON.parse(readFileSync('programs/compute-spec/vectors/commitment-v1.json', 'utf8')) as {
  readonly output_leaves: readonly { readonly output: string; readonly leaf: string }[];
  readonly plan_leaves: readonly {
    readonly index: string;
    readonly cumulative_units: string;
    readonly leaf: string;
  }[];
  readonly segment_leaves: readonly Record<
    'index' | 'state_in' | 'operation_root' | 'state_out' | 'work_units' | 'leaf',
    string
  >[];
  readonly jobs: readonly {
    readonly graph_root: string;
    readonly input_root: string;
    readonly model_root: string;
    readonly profile: number;
    readonly plan_root: string;
    readonly segment_count: string;
    readonly root: string;
  }[];
  readonly trees: readonly { readonly leaves: readonly string[]; readonly root: string }[];
};

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('the published test vectors', () => {
  it('hold for every kind of hash', () => {
    for (const { output, leaf } of vectors.output_leaves) {
      if (output.length > 0 && output.length <= 512)
        expect(operationRoot(bytes(output))).toEqual(bytes(leaf));
    }
    for (const { index, cumulative_units: units, leaf } of vectors.plan_leaves) {
      // Numbers above 2^53 stand for the u64 limit, which no job reaches.
      if (Number.isSafeInteger(Number(index))) {
        expect(planLeaf(Number(index), BigInt(units))).toEqual(bytes(leaf));
      }
    }
    for (const vector of vectors.segment_leaves) {
      const leaf = segmentLeaf({
        index: Number(vector.index),
        units: BigInt(vector.work_units),
        operationRoot: bytes(vector.operation_root),
        stateIn: bytes(vector.state_in),
        stateOut: bytes(vector.state_out),
      });
      expect(leaf).toEqual(bytes(vector.leaf));
    }
    for (const tree of vectors.trees) expect(merkleRoot(tree.leaves.map(bytes))).toEqual(bytes(tree.root));
    for (const job of vectors.jobs) {
      const root = jobRoot({
        graphRoot: bytes(job.graph_root),
        inputRoot: bytes(job.input_root),
        modelRoot: bytes(job.model_root),
        profile: job.profile,
        planRoot: bytes(job.plan_root),
        segmentCount: Number(job.segment_count),
      });
      expect(root).toEqual(bytes(job.root));
    }
  });
});

const leaves = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => new Uint8Array(32).fill(index + 1));

describe('Merkle trees', () => {
  it('prove each leaf at its own place and nowhere else', () => {
    for (const count of [1, 2, 3, 5, 8]) {
      const tree = leaves(count);
      const root = merkleRoot(tree);
      tree.forEach((leaf, position) => {
        const proof = merkleProof(tree, position);
        expect(rootOfProof(leaf, position, proof)).toEqual(root);
        if (count > 1) expect(rootOfProof(leaf, position ^ 1, proof)).not.toEqual(root);
      });
    }
  });

  it('take no leaf as zero and one leaf as its own root', () => {
    expect(merkleRoot([])).toEqual(new Uint8Array(32));
    expect(merkleRoot(leaves(1))).toEqual(leaves(1)[0]);
  });
});

describe('segment commitments', () => {
  const output = new Uint8Array(1000).fill(3);
  const root = operationRoot(output);
  const segment = { index: 2, units: 10n, operationRoot: root, output };
  const leaf = segmentLeaf(segment);

  it('bind output, units and index', () => {
    expect(segmentHashesAgree({ ...segment, leaf })).toBe(true);
    expect(segmentHashesAgree({ ...segment, leaf, units: 11n })).toBe(false);
    expect(segmentHashesAgree({ ...segment, leaf, index: 3 })).toBe(false);
    const corrupted = output.slice();
    corrupted[999] = 4;
    expect(segmentHashesAgree({ ...segment, leaf, output: corrupted })).toBe(false);
  });
});
