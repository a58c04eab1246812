import { absentDigest } from '@/lib/domain/commitment';
import { Isolation, type ParamsValues, Privacy } from '@/lib/pyronet/generated';

import { type OfferTerms } from './list-offer';

const ACCEPT_WITHIN_S = 120;
const START_WITHIN_S = 600;
const PREFIX_WITHIN_S = 120;

/** What a machine was measured to be and can take, per GPU where it says so. */
export interface MachineFacts {
  readonly gpuCount: number;
  /** Memory per GPU. */
  readonly vramMib: number;
  /** Measured speed per GPU. */
  readonly workUnitsPerSecond: bigint;
  /** The part of it that it can keep up beside other work. */
  readonly guaranteedUnitsPerSecond: bigint;
  /** Memory that one job may take. */
  readonly memoryBytes: bigint;
  readonly diskBytes: bigint;
  readonly maxUploadBytes: bigint;
  readonly upMbps: number;
  readonly downMbps: number;
  readonly localOnly: boolean;
}

/** What the provider decides about a listing. */
export interface ListingChoice {
  /** USDC atoms per GPU-hour. */
  readonly pricePerHour: bigint;
  readonly minDurationSeconds: bigint;
  readonly maxDurationSeconds: bigint;
}

/** Terms of an offer of a machine that runs verified jobs in a process of its own, within the network's bounds. */
export function machineTerms(
  machine: MachineFacts,
  choice: ListingChoice,
  params: Pick<
    ParamsValues,
    'intervalMinS' | 'acceptWithinMaxS' | 'startWithinMaxS' | 'prefixWithinMinS' | 'prefixWithinMaxS'
  >,
): OfferTerms {
  const { workUnitsPerSecond, ...capacity } = machine;
  return {
    ...capacity,
    ...choice,
    run: true,
    rent: false,
    score: workUnitsPerSecond,
    // The chain asks for no evidence of a benchmark yet, and there are no terms beyond the offer's own fields.
    benchmarkRoot: absentDigest(),
    termsHash: absentDigest(),
    isolation: Isolation.Process,
    privacy: Privacy.Public,
    intervalSeconds: params.intervalMinS,
    acceptWithinSeconds: Math.min(ACCEPT_WITHIN_S, params.acceptWithinMaxS),
    startWithinSeconds: Math.min(START_WITHIN_S, params.startWithinMaxS),
    prefixWithinSeconds: Math.min(
      Math.max(PREFIX_WITHIN_S, params.prefixWithinMinS, params.intervalMinS),
      params.prefixWithinMaxS,
    ),
    maxValueAtRisk: 0n,
    extendable: true,
  };
}
