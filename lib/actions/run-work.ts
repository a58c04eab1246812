import { divideUp } from '@/lib/domain/divide-up';
import { type JobPlan } from '@/lib/engine/engine';
import { type Offer } from '@/lib/pyronet/generated';

import { type RunWork } from './take-offer-request';

/** A planned job as one offer would serve it. */
export interface OfferedWork {
  readonly work: RunWork;
  /** Seconds that the whole job takes at the speed the offer guarantees, rounded up; 0 where it guarantees none. */
  readonly guaranteedSeconds: bigint;
}

/** Room for queueing, uploads and a machine that is slow for a while, in seconds. */
const slackSeconds = 120n;

/**
 * The work of a job, with a deadline of twice the guaranteed time and some slack, within what the offer serves.
 * `inputBytes` are those of the job and of its input together.
 */
export function runWork(
  plan: Pick<
    JobPlan,
    'jobRoot' | 'planRoot' | 'segmentCount' | 'cumulativeUnits' | 'peakMemoryBytes' | 'resultBytes'
  >,
  inputBytes: number,
  offer: Pick<Offer, 'guaranteedUnitsPerS' | 'minDurationS' | 'maxDurationS'>,
): OfferedWork {
  const unitCap = plan.cumulativeUnits.at(-1) ?? 0n;
  const perSecond = offer.guaranteedUnitsPerS;
  const guaranteedSeconds = perSecond === 0n ? 0n : divideUp(unitCap, perSecond);
  const wished = 2n * guaranteedSeconds + slackSeconds;
  return {
    guaranteedSeconds,
    work: {
      mode: 'run',
      jobRoot: plan.jobRoot,
      planRoot: plan.planRoot,
      segmentCount: BigInt(plan.segmentCount),
      unitCap,
      completeWithinSeconds: atMost(atLeast(wished, offer.minDurationS), offer.maxDurationS),
      peakMemoryBytes: plan.peakMemoryBytes,
      inputBytes: BigInt(inputBytes),
      outputBytesMax: plan.resultBytes,
    },
  };
}

function atLeast(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}

function atMost(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
