import { sha256 } from '@noble/hashes/sha2';

/**
 * Commitments to a job's trace, encoding version 1 (docs/contracts.md §1). A hash is 32 bytes; every input of a hash
 * opens with a 16-byte tag, integers are little-endian.
 */

/** State in and out of a job that carries no state, and the root of a model that is not there. */
export const ABSENT_ROOT: Uint8Array = new Uint8Array(32);

const OUTPUT_LEAF_BYTES = 256;

const tag = (name: string): Uint8Array => {
  const bytes = new Uint8Array(16);
  bytes.set(new TextEncoder().encode(name));
  return bytes;
};

const NODE_TAG = tag('pyro.node.v1');
const LEAF_TAG = tag('pyro.leaf.v1');
const PLAN_TAG = tag('pyro.plan.v1');
const SEGMENT_TAG = tag('pyro.segm.v1');
const JOB_TAG = tag('pyro.job_.v1');

const littleEndian64 = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
};

const hash = (...parts: readonly Uint8Array[]): Uint8Array => {
  const state = sha256.create();
  for (const part of parts) state.update(part);
  return state.digest();
};

/** Root of a tree whose leaves are padded with zero hashes to a power of two. No leaf: 32 zero bytes. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  let level = padded(leaves);
  while (level.length > 1) level = parents(level);
  return level[0] ?? ABSENT_ROOT;
}

/** Siblings of leaf `position` from the leaf upwards; empty for a tree of one leaf. */
export function merkleProof(leaves: readonly Uint8Array[], position: number): Uint8Array[] {
  if (!Number.isInteger(position) || position < 0 || position >= leaves.length) {
    throw new RangeError(`Leaf ${position} is not in a tree of ${leaves.length} leaves.`);
  }
  const siblings: Uint8Array[] = [];
  let level = padded(leaves);
  for (let index = position; level.length > 1; index = Math.floor(index / 2)) {
    siblings.push(level[index % 2 === 0 ? index + 1 : index - 1] ?? ABSENT_ROOT);
    level = parents(level);
  }
  return siblings;
}

/** The root that a leaf at `position` leads to by the given siblings. */
export function rootOfProof(leaf: Uint8Array, position: number, siblings: readonly Uint8Array[]): Uint8Array {
  let node = leaf;
  let index = position;
  for (const sibling of siblings) {
    node = index % 2 === 0 ? hash(NODE_TAG, node, sibling) : hash(NODE_TAG, sibling, node);
    index = Math.floor(index / 2);
  }
  return node;
}

/** Root over the 256-byte pieces of one segment's output. */
export function operationRoot(output: Uint8Array): Uint8Array {
  const leaves: Uint8Array[] = [];
  for (let start = 0; start < output.length; start += OUTPUT_LEAF_BYTES) {
    leaves.push(hash(LEAF_TAG, output.subarray(start, start + OUTPUT_LEAF_BYTES)));
  }
  return merkleRoot(leaves);
}

export interface SegmentCommitment {
  /** 0-based. */
  readonly index: number;
  readonly units: bigint;
  readonly operationRoot: Uint8Array;
  readonly stateIn?: Uint8Array;
  readonly stateOut?: Uint8Array;
}

export function segmentLeaf(segment: SegmentCommitment): Uint8Array {
  return hash(
    SEGMENT_TAG,
    littleEndian64(BigInt(segment.index)),
    segment.stateIn ?? ABSENT_ROOT,
    segment.operationRoot,
    segment.stateOut ?? ABSENT_ROOT,
    littleEndian64(segment.units),
  );
}

/** Leaf of the plan tree after segment `number` (1-based), with the work units of segments 1 to `number` together. */
export function planLeaf(number: number, cumulativeUnits: bigint): Uint8Array {
  return hash(PLAN_TAG, littleEndian64(BigInt(number)), littleEndian64(cumulativeUnits));
}

export function planRoot(cumulativeUnits: readonly bigint[]): Uint8Array {
  return merkleRoot(cumulativeUnits.map((units, index) => planLeaf(index + 1, units)));
}

export interface JobCommitment {
  readonly graphRoot: Uint8Array;
  readonly inputRoot: Uint8Array;
  readonly modelRoot: Uint8Array;
  readonly profile: number;
  readonly planRoot: Uint8Array;
  readonly segmentCount: number;
}

export function jobRoot(job: JobCommitment): Uint8Array {
  const profile = new Uint8Array(8);
  new DataView(profile.buffer).setUint32(0, job.profile, true);
  return hash(
    JOB_TAG,
    job.graphRoot,
    job.inputRoot,
    job.modelRoot,
    profile,
    job.planRoot,
    littleEndian64(BigInt(job.segmentCount)),
  );
}

/** Whether a delivered segment's output, units and hashes belong together. Renders nothing. */
export function segmentHashesAgree(segment: {
  readonly index: number;
  readonly units: bigint;
  readonly operationRoot: Uint8Array;
  readonly leaf: Uint8Array;
  readonly output: Uint8Array;
}): boolean {
  return (
    equalBytes(operationRoot(segment.output), segment.operationRoot) &&
    equalBytes(segmentLeaf(segment), segment.leaf)
  );
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function padded(leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 0) return [];
  const width = 2 ** Math.ceil(Math.log2(leaves.length));
  return Array.from({ length: width }, (_, index) => leaves[index] ?? ABSENT_ROOT);
}

function parents(level: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: level.length / 2 }, (_, index) =>
    hash(NODE_TAG, level[2 * index] ?? ABSENT_ROOT, level[2 * index + 1] ?? ABSENT_ROOT),
  );
}
