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

/** Commitments to a job's segments (docs/contracts.md §1). */

/** What a segment's leaf binds. */
export interface BoundSegment {
  /** 0-based. */
  readonly index: number;
  readonly units: bigint;
  readonly stateIn: Digest;
  readonly operationRoot: Digest;
  readonly stateOut: Digest;
}

/** The state roots of a segment whose job carries no state. */
export const noState = { stateIn: absentDigest(), stateOut: absentDigest() } as const;

/** Root over the 256-byte pieces of one segment's output; 32 zero bytes where it put nothing out. */
export function operationRoot(output: Uint8Array): Digest {
  const leaves: Digest[] = [];
  for (let start = 0; start < output.length; start += outputLeafMaxBytes) {
    leaves.push(outputLeaf(output.subarray(start, start + outputLeafMaxBytes)));
  }
  return leaves.length === 0 ? absentDigest() : merkleRoot(leaves);
}

/** Leaf of a segment. */
export function leafOf({ index, units, stateIn, operationRoot, stateOut }: BoundSegment): Digest {
  return segmentLeaf({ index: BigInt(index), stateIn, operationRoot, stateOut, workUnits: units });
}

/** Root of the plan whose entry i is the number of work units of segments 0 to i together. */
export function planRoot(cumulativeUnits: readonly bigint[]): Digest {
  return merkleRoot(cumulativeUnits.map((units, index) => planLeaf(BigInt(index + 1), units)));
}

/** Whether a delivered tile's output, units and hashes belong together. Computes nothing again. */
export function segmentHashesAgree(
  segment: BoundSegment & { readonly leaf: Digest; readonly output: Uint8Array },
): boolean {
  return (
    equalBytes(operationRoot(segment.output), segment.operationRoot) &&
    equalBytes(leafOf(segment), segment.leaf)
  );
}
