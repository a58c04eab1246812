import { type Address, type TransactionSigner } from '@solana/kit';

import { formatPricePerHour } from '@/lib/domain/price';
import { rentExemptLamports } from '@/lib/domain/rent';
import { failure, type Problem, type Result, success } from '@/lib/domain/result';
import {
  findOfferPda,
  getListOfferInstructionAsync,
  getOfferSize,
  type GpuClass,
  type Isolation,
  type ParamsValues,
  type Privacy,
  type Provider,
} from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';
import { offerFlag, offerMode } from '@/lib/pyronet/offer-bits';

import { type ActionPlan, type Located } from './plan';

/** What a machine is listed with. Per GPU where it says so; durations in seconds. */
export interface OfferTerms {
  readonly gpuCount: number;
  /** Memory per GPU. */
  readonly vramMib: number;
  /** USDC atoms per GPU-hour. */
  readonly pricePerHour: bigint;
  readonly run: boolean;
  readonly rent: boolean;
  /** Work units a second that each GPU is guaranteed to do; 0 only without Run. */
  readonly guaranteedUnitsPerSecond: bigint;
  /** Benchmark score per GPU, and the root of its evidence. */
  readonly score: bigint;
  readonly benchmarkRoot: Uint8Array;
  readonly termsHash: Uint8Array;
  readonly isolation: Isolation;
  readonly privacy: Privacy;
  readonly minDurationSeconds: bigint;
  readonly maxDurationSeconds: bigint;
  /** Longest span between two proofs of service. */
  readonly intervalSeconds: number;
  readonly acceptWithinSeconds: number;
  readonly startWithinSeconds: number;
  /** Time after a stop in which the provider may prove a prefix. */
  readonly prefixWithinSeconds: number;
  /** USDC atoms. */
  readonly maxValueAtRisk: bigint;
  readonly memoryBytes: bigint;
  readonly diskBytes: bigint;
  readonly maxUploadBytes: bigint;
  readonly upMbps: number;
  readonly downMbps: number;
  /** A machine of a local network: exempt from benchmark floors, labelled, and left out of price statistics. */
  readonly localOnly: boolean;
  readonly extendable: boolean;
}

export type ListOfferCode =
  | 'tier_too_low'
  | 'below_class_floor'
  | 'no_mode'
  | 'no_guarantee'
  | 'price_out_of_bounds'
  | 'duration_out_of_bounds'
  | 'deadline_out_of_bounds';

/** An offer in the making. */
export interface ListOfferPlan extends ActionPlan {
  readonly offer: Address;
  /** Rent that the payer deposits until the offer closes. */
  readonly rentLamports: bigint;
}

/** Lists GPUs at a price. */
export async function listOffer(request: {
  readonly network: Network;
  readonly authority: TransactionSigner;
  readonly payer: TransactionSigner;
  /** As it will be when the instruction runs. */
  readonly provider: Located<Pick<Provider, 'tier' | 'nextOfferId'>>;
  readonly gpuClass: Located<GpuClass>;
  readonly terms: OfferTerms;
}): Promise<Result<ListOfferPlan, ListOfferCode>> {
  const { network, authority, payer, provider, gpuClass, terms } = request;
  const problem = machineProblem(provider.data, gpuClass.data, terms) ?? termsProblem(network.params, terms);
  if (problem !== undefined) return { ok: false, problem };
  const offerId = BigInt(provider.data.nextOfferId);
  const offer = await findOfferPda({ provider: provider.address, offerId });
  const instruction = await getListOfferInstructionAsync({
    authority,
    payer,
    provider: provider.address,
    offer,
    gpuClass: gpuClass.address,
    params: network.paramsAddress,
    offerId,
    pricePerHour: terms.pricePerHour,
    guaranteedUnitsPerS: terms.guaranteedUnitsPerSecond,
    score: terms.score,
    minDurationS: terms.minDurationSeconds,
    maxDurationS: terms.maxDurationSeconds,
    maxValueAtRisk: terms.maxValueAtRisk,
    memoryBytes: terms.memoryBytes,
    diskBytes: terms.diskBytes,
    maxUploadBytes: terms.maxUploadBytes,
    termsHash: terms.termsHash,
    benchmarkRoot: terms.benchmarkRoot,
    vramMib: terms.vramMib,
    flags: (terms.localOnly ? offerFlag.localOnly : 0) | (terms.extendable ? 0 : offerFlag.noExtend),
    intervalS: terms.intervalSeconds,
    acceptWithinS: terms.acceptWithinSeconds,
    startWithinS: terms.startWithinSeconds,
    prefixWithinS: terms.prefixWithinSeconds,
    upMbps: terms.upMbps,
    downMbps: terms.downMbps,
    gpuCount: terms.gpuCount,
    modes: (terms.run ? offerMode.run : 0) | (terms.rent ? offerMode.rent : 0),
    isolation: terms.isolation,
    privacy: terms.privacy,
  });
  return success({
    instructions: [instruction],
    offer: offer[0],
    rentLamports: rentExemptLamports(getOfferSize()),
  });
}

function machineProblem(
  provider: Pick<Provider, 'tier'>,
  gpuClass: GpuClass,
  terms: OfferTerms,
): Problem<ListOfferCode> | undefined {
  if (provider.tier < gpuClass.tierMin) {
    return problemOf(
      'tier_too_low',
      `${gpuClass.name} needs a provider of tier ${gpuClass.tierMin}; this one has tier ${provider.tier}.`,
      'Stake more PYRO, or list in another class.',
    );
  }
  const belowFloor =
    terms.vramMib < gpuClass.vramMib ||
    terms.score < gpuClass.scoreMin ||
    (terms.run && terms.guaranteedUnitsPerSecond < gpuClass.unitsPerSMin);
  if (belowFloor && !terms.localOnly) {
    return problemOf(
      'below_class_floor',
      `The machine is below what ${gpuClass.name} requires.`,
      'List it in another class, or in the generic class.',
    );
  }
  return undefined;
}

function termsProblem(params: ParamsValues, terms: OfferTerms): Problem<ListOfferCode> | undefined {
  if (!terms.run && !terms.rent) {
    return problemOf('no_mode', 'The offer serves neither Run nor Rent.', 'Choose at least one.');
  }
  if (terms.run && terms.guaranteedUnitsPerSecond === 0n) {
    return problemOf(
      'no_guarantee',
      'Run bills work, so a speed must be guaranteed.',
      'Benchmark the machine.',
    );
  }
  if (terms.pricePerHour < params.pricePerHourMin || terms.pricePerHour > params.pricePerHourMax) {
    return problemOf(
      'price_out_of_bounds',
      `A price is between ${formatPricePerHour(params.pricePerHourMin)} and ${formatPricePerHour(params.pricePerHourMax)}.`,
      'Choose a price within these bounds.',
    );
  }
  const durationsFit =
    terms.minDurationSeconds >= params.durationMinS &&
    terms.minDurationSeconds <= terms.maxDurationSeconds &&
    terms.maxDurationSeconds <= params.durationMaxS;
  if (!durationsFit) {
    return problemOf(
      'duration_out_of_bounds',
      `Durations lie between ${params.durationMinS} and ${params.durationMaxS} seconds, the shortest first.`,
      'Choose durations within these bounds.',
    );
  }
  const deadlinesFit =
    within(terms.intervalSeconds, params.intervalMinS, params.intervalMaxS) &&
    within(terms.acceptWithinSeconds, 1, params.acceptWithinMaxS) &&
    within(terms.startWithinSeconds, 1, params.startWithinMaxS) &&
    within(terms.prefixWithinSeconds, params.prefixWithinMinS, params.prefixWithinMaxS) &&
    terms.prefixWithinSeconds >= terms.intervalSeconds;
  if (!deadlinesFit) {
    return problemOf(
      'deadline_out_of_bounds',
      'The interval or a deadline is outside the bounds of the network parameters.',
      'Choose an interval and deadlines within the bounds, with at least one interval to prove a prefix.',
    );
  }
  return undefined;
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function problemOf(code: ListOfferCode, message: string, next: string): Problem<ListOfferCode> {
  return failure(code, message, next).problem;
}
