import { equalBytes } from '@/lib/domain/bytes';
import {
  absentDigest,
  type Digest,
  outputLeaf,
  outputLeafMaxBytes,
  planLeaf,
  segmentLeaf,
} from '@/lib/domain/commitment';
import { merkleRoot } from '@/lib/domain/merkle';

/** Commitments to a render job's segments, which carry no state (docs/contracts.md §1). */

/** Root over the 256-byte pieces of one segment's output. */
export function operationRoot(output: Uint8Array): Digest {
  const leaves: Digest[] = [];
  for (let start = 0; start < output.length; start += outputLeafMaxBytes) {
    leaves.push(outputLeaf(output.subarray(start, start + outputLeafMaxBytes)));
  }
  return merkleRoot(leaves);
}

/** Leaf of the segment at `index`, counted from 0. */
export function statelessSegmentLeaf(segment: {
  readonly index: number;
  readonly units: bigint;
  readonly operationRoot: Digest;
}): Digest {
  return segmentLeaf({
    index: BigInt(segment.index),
    stateIn: absentDigest(),
    operationRoot: segment.operationRoot,
    stateOut: absentDigest(),
    workUnits: segment.units,
  });
}

/** Root of the plan whose entry i is the number of work units of segments 0 to i together. */
export function planRoot(cumulativeUnits: readonly bigint[]): Digest {
  return merkleRoot(cumulativeUnits.map((units, index) => planLeaf(BigInt(index + 1), units)));
}

/** Whether a delivered segment's output, units and hashes belong together. Renders nothing. */
export function segmentHashesAgree(segment: {
  readonly index: number;
  readonly units: bigint;
  readonly operationRoot: Digest;
  readonly leaf: Digest;
  readonly output: Uint8Array;
}): boolean {
  return (
    equalBytes(operationRoot(segment.output), segment.operationRoot) &&
    equalBytes(statelessSegmentLeaf(segment), segment.leaf)
  );
}
