import { equalBytes, hexFromBytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';
import { merkleRoot } from '@/lib/domain/merkle';
import { type JobPlan, type Segment } from '@/lib/engine/engine';
import { type Job, PIXEL_BYTES, segmentCount, tileOf } from '@/lib/engine/job';
import { leafOf, noState, operationRoot } from '@/lib/engine/segment-commitment';
import { type Attestation, type Lease } from '@/lib/pyronet/generated';

/** One thing that was made out here and stands on chain. Both in lower-case hex. */
export interface ResultCheck {
  readonly what: 'job root' | 'plan root' | 'segments root' | 'result hash';
  readonly ours: string;
  readonly onChain: string;
  readonly equal: boolean;
}

export interface ResultToCheck {
  readonly job: Job;
  readonly plan: JobPlan;
  /** Canonical result bytes. */
  readonly result: Uint8Array;
}

/**
 * Checks a picture from scratch, with nothing carried over from the session that received it: job → job root and plan root
 * on chain, pixels → tile leaves → segments root on chain, picture → result hash on chain.
 */
export function checkResult(
  made: ResultToCheck,
  lease: Pick<Lease, 'jobRoot' | 'planRoot'>,
  attestation: Pick<Attestation, 'segmentsRoot' | 'resultRoot'>,
): readonly ResultCheck[] {
  const { plan, job, result } = made;
  const leaves = Array.from({ length: segmentCount(job) }, (_, index) => segmentOf(made, index).leaf);
  return [
    compare('job root', plan.jobRoot, lease.jobRoot),
    compare('plan root', plan.planRoot, lease.planRoot),
    compare('segments root', merkleRoot(leaves), attestation.segmentsRoot),
    compare('result hash', contentDigest(result), attestation.resultRoot),
  ];
}

/** The segment as the picture itself implies it. */
export function segmentOf({ job, plan, result }: ResultToCheck, index: number): Segment {
  const output = cutTile(result, job, index);
  const units = (plan.cumulativeUnits[index] ?? 0n) - (plan.cumulativeUnits[index - 1] ?? 0n);
  const bound = { index, units, ...noState, operationRoot: operationRoot(output) };
  return { ...bound, leaf: leafOf(bound), output };
}

const headerBytes = 16;

/** The pixels of one tile, as a segment's output holds them. */
export function cutTile(result: Uint8Array, job: Job, index: number): Uint8Array {
  const { left, top, width, height } = tileOf(job, index);
  const output = new Uint8Array(width * height * PIXEL_BYTES);
  for (let row = 0; row < height; row += 1) {
    const from = headerBytes + ((top + row) * job.width + left) * PIXEL_BYTES;
    output.set(result.subarray(from, from + width * PIXEL_BYTES), row * width * PIXEL_BYTES);
  }
  return output;
}

/** `count` different numbers below `limit`, from the system's secure source. */
export function drawDistinct(limit: number, count: number): readonly number[] {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, limit)) {
    const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
    drawn.add(word % limit);
  }
  return [...drawn];
}

function compare(what: ResultCheck['what'], ours: Uint8Array, onChain: ArrayLike<number>): ResultCheck {
  const theirs = Uint8Array.from(onChain);
  return { what, ours: hexFromBytes(ours), onChain: hexFromBytes(theirs), equal: equalBytes(ours, theirs) };
}
