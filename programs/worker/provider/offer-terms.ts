import { type OfferTerms } from '@/lib/actions/list-offer';
import { absentDigest } from '@/lib/domain/commitment';
import { Isolation, Privacy } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type MeasuredSpeed } from './benchmark';
import { jobCapacity } from './job-capacity';

/** The part of the measured speed that is guaranteed: the rest absorbs other work of the machine and slow disks. */
const GUARANTEED_PERCENT = 70n;
const LONGEST_JOB_S = 86_400n;
const ACCEPT_WITHIN_S = 120;
const START_WITHIN_S = 600;
const PREFIX_WITHIN_S = 120;
/** Of an ordinary line; nothing is billed by it. */
const LINE_MBPS = 10;

/** What one machine that runs jobs is listed with, within the network's bounds. */
export function offerTerms(request: {
  readonly network: Network;
  /** USDC atoms per hour. */
  readonly pricePerHour: bigint;
  readonly speed: MeasuredSpeed;
  readonly localOnly: boolean;
  readonly diskBytes: number;
}): OfferTerms {
  const { network, pricePerHour, speed, localOnly, diskBytes } = request;
  const { params } = network;
  const capacity = jobCapacity();
  return {
    gpuCount: 1,
    vramMib: 0,
    pricePerHour,
    run: true,
    rent: false,
    guaranteedUnitsPerSecond: guaranteedUnitsPerSecond(speed),
    score: speed.workUnitsPerSecond,
    // The chain asks for no evidence of a benchmark yet, and there are no terms beyond the offer's own fields.
    benchmarkRoot: absentDigest(),
    termsHash: absentDigest(),
    isolation: Isolation.Process,
    privacy: Privacy.Public,
    minDurationSeconds: params.durationMinS,
    maxDurationSeconds: params.durationMaxS < LONGEST_JOB_S ? params.durationMaxS : LONGEST_JOB_S,
    intervalSeconds: params.intervalMinS,
    acceptWithinSeconds: Math.min(ACCEPT_WITHIN_S, params.acceptWithinMaxS),
    startWithinSeconds: Math.min(START_WITHIN_S, params.startWithinMaxS),
    prefixWithinSeconds: clamp(PREFIX_WITHIN_S, params.prefixWithinMinS, params.prefixWithinMaxS),
    maxValueAtRisk: 0n,
    memoryBytes: capacity.memoryBytes,
    diskBytes: BigInt(diskBytes),
    maxUploadBytes: capacity.uploadBytes,
    upMbps: LINE_MBPS,
    downMbps: LINE_MBPS,
    localOnly,
    extendable: true,
  };
}

export function guaranteedUnitsPerSecond({ workUnitsPerSecond }: MeasuredSpeed): bigint {
  const share = (workUnitsPerSecond * GUARANTEED_PERCENT) / 100n;
  return share > 0n ? share : 1n;
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
