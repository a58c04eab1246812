import {
  absentDigest,
  contentDigest,
  type Digest,
  jobRoot,
  planLeaf,
  segmentLeaf,
} from '@/lib/domain/commitment';
import { merkleProof, merkleRoot, type MerkleTree, merkleTree } from '@/lib/domain/merkle';

/** A job of equal segments, with the plan that prices it. */
export interface SampleJob {
  readonly segmentCount: bigint;
  readonly unitsPerSegment: bigint;
  readonly unitCap: bigint;
  readonly jobRoot: Digest;
  readonly planRoot: Digest;
  /** Cumulative work units after the first `segments` segments, and the proof that the plan says so. */
  readonly opening: (segments: bigint) => {
    readonly cumulativeUnits: bigint;
    readonly proof: readonly Digest[];
  };
  /** Root over the leaves of the first `segments` segments; 32 zero bytes where there are none. */
  readonly segmentsRoot: (segments: bigint) => Digest;
  /** Tree over the leaves of the first `segments` segments. Throws RangeError where there are none. */
  readonly segmentsTree: (segments: bigint) => MerkleTree;
}

/**
 * 300 segments of 1,000 units, as in the worked timelines, unless told otherwise. What is said of the segment `lieAt` is
 * another thing than in the same job without it.
 */
export function sampleJob(segmentCount = 300, unitsPerSegment = 1_000n, lieAt?: number): SampleJob {
  const plan = merkleTree(planLeaves(segmentCount, unitsPerSegment));
  const leaves = Array.from({ length: segmentCount }, (_, index) =>
    segmentLeaf({
      index: BigInt(index),
      stateIn: absentDigest(),
      operationRoot: contentDigest(Uint8Array.of(index & 255, index >> 8, index === lieAt ? 1 : 0)),
      stateOut: absentDigest(),
      workUnits: unitsPerSegment,
    }),
  );
  return {
    segmentCount: BigInt(segmentCount),
    unitsPerSegment,
    unitCap: BigInt(segmentCount) * unitsPerSegment,
    planRoot: plan.root,
    jobRoot: jobRoot({
      graphRoot: contentDigest(Uint8Array.of(1)),
      inputRoot: contentDigest(Uint8Array.of(2)),
      modelRoot: absentDigest(),
      profile: 2,
      planRoot: plan.root,
      segmentCount: BigInt(segmentCount),
    }),
    opening: (segments) => opening(plan, segments, unitsPerSegment),
    segmentsRoot: (segments) =>
      segments === 0n ? absentDigest() : merkleRoot(leaves.slice(0, Number(segments))),
    segmentsTree: (segments) => merkleTree(leaves.slice(0, Number(segments))),
  };
}

function planLeaves(segmentCount: number, unitsPerSegment: bigint): Digest[] {
  return Array.from({ length: segmentCount }, (_, index) =>
    planLeaf(BigInt(index) + 1n, (BigInt(index) + 1n) * unitsPerSegment),
  );
}

function opening(plan: MerkleTree, segments: bigint, unitsPerSegment: bigint) {
  return { cumulativeUnits: segments * unitsPerSegment, proof: merkleProof(plan, Number(segments) - 1) };
}
