import { type OfferTerms } from '@/lib/actions/list-offer';
import { absentDigest } from '@/lib/domain/commitment';
import { Isolation, Privacy } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type MachineTerms } from '../machine/machine-terms';
import { type MeasuredSpeed } from './benchmark';
import { jobCapacity, seatSpeed } from './job-capacity';

const LONGEST_JOB_S = 86_400n;
const ACCEPT_WITHIN_S = 120;
const START_WITHIN_S = 600;
const PREFIX_WITHIN_S = 120;
/** Of an ordinary line; nothing is billed by it. */
export const LINE_MBPS = 10;

/** What a machine that runs jobs is listed with, within the network's bounds. */
export function offerTerms(request: {
  readonly network: Network;
  readonly machine: MachineTerms;
  readonly speed: MeasuredSpeed;
  /** Seats that share the measured speed. */
  readonly seats: number;
  readonly localOnly: boolean;
}): OfferTerms {
  const { network, machine, speed, seats, localOnly } = request;
  const { params } = network;
  const capacity = jobCapacity(seats);
  const { score, guaranteed } = seatSpeed(speed, seats);
  return {
    gpuCount: machine.gpuCount,
    vramMib: machine.vramMib,
    pricePerHour: machine.pricePerHour,
    run: true,
    rent: false,
    guaranteedUnitsPerSecond: guaranteed,
    score,
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
    diskBytes: BigInt(machine.diskBytes),
    maxUploadBytes: capacity.uploadBytes,
    upMbps: LINE_MBPS,
    downMbps: LINE_MBPS,
    localOnly,
    extendable: true,
  };
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
