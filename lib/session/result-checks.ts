import { equalBytes, hexFromBytes } from '@/lib/domain/bytes';
import { contentDigest, type Digest } from '@/lib/domain/commitment';
import { merkleRoot } from '@/lib/domain/merkle';
import { type JobPlan, type Segment } from '@/lib/engine/engine';
import { type JobOutline } from '@/lib/engine/outline/job-outline';
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
  readonly outline: JobOutline;
  readonly plan: JobPlan;
  /** Canonical input bytes. */
  readonly input: Uint8Array;
  /** Canonical result bytes. */
  readonly result: Uint8Array;
  /**
   * Root of the state that each segment left, where the job carries state: the result does not hold what lies between, so
   * these are the provider's, bound by the segments root on chain.
   */
  readonly statesOut: readonly Digest[];
}

/**
 * Checks a result from scratch: job → job root and plan root on chain, outputs → segment leaves → segments root on chain,
 * whole result → result hash on chain.
 */
export function checkResult(
  made: ResultToCheck,
  lease: Pick<Lease, 'jobRoot' | 'planRoot'>,
  attestation: Pick<Attestation, 'segmentsRoot' | 'resultRoot'>,
): readonly ResultCheck[] {
  const { plan, outline, result } = made;
  const leaves = Array.from({ length: outline.segmentCount }, (_, index) => segmentOf(made, index).leaf);
  return [
    compare('job root', plan.jobRoot, lease.jobRoot),
    compare('plan root', plan.planRoot, lease.planRoot),
    compare('segments root', merkleRoot(leaves), attestation.segmentsRoot),
    compare('result hash', contentDigest(result), attestation.resultRoot),
  ];
}

/** The segment as the result itself implies it. */
export function segmentOf(made: ResultToCheck, index: number): Segment {
  const { outline, plan, result } = made;
  const output = outline.outputIn(result, index);
  const units = (plan.cumulativeUnits[index] ?? 0n) - (plan.cumulativeUnits[index - 1] ?? 0n);
  const bound = { index, units, ...statesAt(made, index), operationRoot: operationRoot(output) };
  return { ...bound, leaf: leafOf(bound), output };
}

function statesAt({ outline, input, statesOut }: ResultToCheck, index: number): typeof noState {
  if (outline.carried === null) return noState;
  const [before, after] = [statesOut[index - 1], statesOut[index]];
  return {
    stateIn: before ?? outline.carried.firstRoot(input),
    stateOut: after ?? noState.stateOut,
  };
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
