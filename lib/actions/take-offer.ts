import { type Address, type TransactionSigner } from '@solana/kit';
import { getTokenSize } from '@solana-program/token';

import { requiredBond } from '@/lib/domain/bond';
import { absentDigest, type Digest } from '@/lib/domain/commitment';
import { basisPoints } from '@/lib/domain/fee';
import { effectivePricePerHour, ratePerHour, runwaySeconds } from '@/lib/domain/price';
import { rentExemptLamports } from '@/lib/domain/rent';
import { failure, type Problem, type Result, success } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import {
  findLeasePda,
  findVaultPda,
  getLeaseSize,
  getTakeOfferInstructionAsync,
  LeaseMode,
  type Isolation,
  type Offer,
  OfferStatus,
  type Privacy,
  type Provider,
} from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';
import { offerMode } from '@/lib/pyronet/offer-bits';

import { leaseCost } from './lease-cost';
import { leaseNonce } from './lease-nonce';
import { type ActionPlan, type Located } from './plan';

/** A job for Run, as its plan describes it. */
export interface RunWork {
  readonly mode: 'run';
  readonly jobRoot: Digest;
  readonly planRoot: Digest;
  readonly segmentCount: bigint;
  /** Work units paid at most: those of the whole plan. */
  readonly unitCap: bigint;
  /** Seconds from the start in which all work must be attested. */
  readonly completeWithinSeconds: bigint;
  readonly peakMemoryBytes: bigint;
  readonly inputBytes: bigint;
  readonly outputBytesMax: bigint;
}

/** Time for Rent. */
export interface RentTime {
  readonly mode: 'rent';
  readonly durationSeconds: bigint;
}

/** What an offer must still be when the transaction lands. Left out, it is what the offer says now. */
export interface OfferGuard {
  /** USDC atoms per GPU-hour. */
  readonly pricePerHourMax?: bigint;
  readonly vramMibMin?: number;
  readonly reputationMin?: number;
  readonly tierMin?: number;
  readonly isolationMin?: Isolation;
  readonly privacy?: Privacy;
}

export interface TakeOfferRequest {
  readonly network: Network;
  readonly offer: Located<Offer>;
  readonly provider: Located<Provider>;
  readonly renter: TransactionSigner;
  /** Pays rent and tip, and gets them back when the lease closes. Default: the renter. */
  readonly payer?: TransactionSigner;
  /** Lamports of the payer. */
  readonly payerLamports: bigint;
  /** USDC token account of the renter, and what it holds. */
  readonly source: Address;
  readonly sourceAtoms: bigint;
  /** USDC token account that gets refunds. Default: the source. */
  readonly renterPayout?: Address;
  /** Where to look for a number that this renter has no lease under: draw it at random from all u64. */
  readonly nonce: bigint;
  readonly gpuCount: number;
  readonly work: RunWork | RentTime;
  /** Ephemeral key that signs vouchers, accepts, stops and pings, and can direct money nowhere else. */
  readonly sessionKey: Address;
  /** `randomnessCommitment` of the renter's secret for this lease. */
  readonly renterCommit: Digest;
  /** USDC atoms that wrong results could cost the renter; the provider's bond must cover it. Default 0. */
  readonly valueAtRiskAtoms?: bigint;
  /** Lamports for those who end waits; what is unused comes back. Default 0. */
  readonly tipLamports?: bigint;
  readonly guard?: OfferGuard;
  /** Unix seconds. */
  readonly now: bigint;
}

/** What taking an offer costs and what of it can come back. Money in USDC atoms unless it says lamports. */
export interface LeaseQuote {
  readonly pricePerHour: bigint;
  readonly ratePerHour: bigint;
  /** Leaves the renter's account now; what is not earned comes back to the atom. */
  readonly escrow: bigint;
  /** Part of the escrow that goes to the protocol if all is earned; the provider bears it. */
  readonly feeIfAllEarned: bigint;
  /** Part of the escrow that is lost by cancelling before the start. */
  readonly cancelDeposit: bigint;
  /** Bond of the provider that this lease locks. */
  readonly providerBond: bigint;
  /** Rent of the lease and its vault, which the payer deposits and gets back when they close. */
  readonly rentLamports: bigint;
  /** For those who end waits; what is unused comes back with the rent. */
  readonly tipLamports: bigint;
  /** Seconds that the escrow lasts at full rate. */
  readonly runwaySeconds: bigint;
  /** Unix seconds by which the provider has accepted or started, or everything comes back. */
  readonly acceptBy: bigint;
}

export type TakeOfferCode =
  | 'offer_not_listed'
  | 'provider_offline'
  | 'not_enough_gpus'
  | 'mode_not_offered'
  | 'price_moved'
  | 'duration_out_of_bounds'
  | 'value_at_risk_too_high'
  | 'upload_too_large'
  | 'invalid_job'
  | 'not_enough_bond'
  | 'not_enough_usdc'
  | 'not_enough_sol'
  | 'tip_too_high';

/** A lease in the making. */
export interface TakeOfferPlan extends ActionPlan {
  readonly quote: LeaseQuote;
  readonly lease: Address;
  readonly vault: Address;
}

/**
 * Takes an offer and funds the lease's vault in one instruction. The guard makes the transaction fail rather than open
 * on other terms than those quoted.
 */
export async function takeOffer(request: TakeOfferRequest): Promise<Result<TakeOfferPlan, TakeOfferCode>> {
  const { network, offer, provider, renter, work, guard = {}, gpuCount } = request;
  const quote = quoteLease(request);
  const problem = offerProblem(request) ?? workProblem(request) ?? moneyProblem(request, quote);
  if (problem !== undefined) return { ok: false, problem };
  const nonce = await leaseNonce(renter.address, request.nonce);
  const lease = await findLeasePda({ renter: renter.address, nonce });
  const vault = await findVaultPda({ lease: lease[0] });
  const job = work.mode === 'run' ? work : undefined;
  const instruction = await getTakeOfferInstructionAsync({
    renter,
    payer: request.payer ?? renter,
    lease,
    vault,
    source: request.source,
    renterPayout: request.renterPayout ?? request.source,
    provider: provider.address,
    offer: offer.address,
    params: network.paramsAddress,
    usdcMint: network.usdcMint,
    nonce,
    pricePerHourMax: guard.pricePerHourMax ?? quote.pricePerHour,
    durationS: work.mode === 'run' ? work.completeWithinSeconds : work.durationSeconds,
    unitCap: job?.unitCap ?? 0n,
    segmentCount: job?.segmentCount ?? 0n,
    valueAtRisk: request.valueAtRiskAtoms ?? 0n,
    auditReward: 0n,
    tipLamports: quote.tipLamports,
    peakMemoryBytes: job?.peakMemoryBytes ?? 0n,
    inputBytes: job?.inputBytes ?? 0n,
    outputBytesMax: job?.outputBytesMax ?? 0n,
    failoverMaxRate: 0n,
    delegateUntil: 0n,
    termsHash: offer.data.termsHash,
    jobRoot: job?.jobRoot ?? absentDigest(),
    planRoot: job?.planRoot ?? absentDigest(),
    renterCommit: request.renterCommit,
    sessionKey: request.sessionKey,
    delegateKey: absentAddress,
    callbackProgram: absentAddress,
    paramsVersion: network.paramsVersion,
    vramMibMin: guard.vramMibMin ?? offer.data.vramMib,
    reputationMin: guard.reputationMin ?? 0,
    classId: offer.data.classId,
    region: offer.data.region,
    gpuCount,
    tierMin: guard.tierMin ?? offer.data.tier,
    isolationMin: guard.isolationMin ?? offer.data.isolation,
    privacy: guard.privacy ?? offer.data.privacy,
    mode: modeOf(work),
    hopsMax: 0,
  });
  return success({ instructions: [instruction], quote, lease: lease[0], vault: vault[0] });
}

/** What a lease would cost on this offer now, without asking whether it can be taken. */
export function quoteLease(request: TakeOfferRequest): LeaseQuote {
  const { network, offer, gpuCount, work, valueAtRiskAtoms = 0n, tipLamports = 0n, now } = request;
  const pricePerHour = effectivePricePerHour(offer.data, now);
  const rate = ratePerHour(pricePerHour, gpuCount);
  const escrow = leaseCost({
    mode: modeOf(work),
    ratePerHour: rate,
    durationSeconds: work.mode === 'rent' ? work.durationSeconds : work.completeWithinSeconds,
    unitCap: work.mode === 'run' ? work.unitCap : 0n,
    guaranteedUnitsPerSecond: offer.data.guaranteedUnitsPerS * BigInt(gpuCount),
  });
  return {
    pricePerHour,
    ratePerHour: rate,
    escrow,
    feeIfAllEarned: (escrow * BigInt(network.params.feeBps)) / basisPoints,
    cancelDeposit: (escrow * BigInt(network.params.cancelDepositBps)) / basisPoints,
    providerBond: requiredBond({
      costAtoms: escrow,
      valueAtRiskAtoms,
      slashBurnBps: network.params.slashBurnBps,
      leastBondAtoms: network.params.bondPerLeaseMin,
    }),
    rentLamports: rentExemptLamports(getLeaseSize()) + rentExemptLamports(getTokenSize()),
    tipLamports,
    runwaySeconds: runwaySeconds(escrow, rate) ?? 0n,
    acceptBy: now + BigInt(offer.data.acceptWithinS),
  };
}

/** Base fee of a transaction with two signatures. */
const signatureFeesLamports = 10_000n;

/** The address of 32 zero bytes, which means "none". It is also the system program's. */
const absentAddress = '11111111111111111111111111111111' as Address;

function modeOf(work: RunWork | RentTime): LeaseMode {
  return work.mode === 'run' ? LeaseMode.Run : LeaseMode.Rent;
}

function offerProblem(request: TakeOfferRequest): Problem<TakeOfferCode> | undefined {
  const { offer, provider, gpuCount, work, guard, now } = request;
  const { status, gpuFree, modes } = offer.data;
  if (status !== OfferStatus.Listed) {
    return problemOf('offer_not_listed', 'This offer is no longer listed.', 'Choose another offer.');
  }
  if (provider.data.liveUntil < now) {
    return problemOf(
      'provider_offline',
      'The provider has not shown itself lately.',
      'Choose another offer, or try again when it is back.',
    );
  }
  if (gpuCount < 1 || gpuCount > gpuFree) {
    return problemOf(
      'not_enough_gpus',
      `This offer has ${gpuFree} GPUs free.`,
      'Ask for that many or fewer.',
    );
  }
  if ((modes & (work.mode === 'run' ? offerMode.run : offerMode.rent)) === 0) {
    return problemOf('mode_not_offered', `This offer does not serve ${work.mode}.`, 'Choose the other mode.');
  }
  const price = effectivePricePerHour(offer.data, now);
  if (guard?.pricePerHourMax !== undefined && price > guard.pricePerHourMax) {
    return problemOf(
      'price_moved',
      `The price is now ${formatUsdc(price)} USDC per GPU-hour.`,
      'Agree to the new price, or choose another offer.',
    );
  }
  return undefined;
}

function workProblem(request: TakeOfferRequest): Problem<TakeOfferCode> | undefined {
  const { offer, work } = request;
  const { minDurationS, maxDurationS, memoryBytes, maxUploadBytes } = offer.data;
  const seconds = work.mode === 'run' ? work.completeWithinSeconds : work.durationSeconds;
  if (seconds < minDurationS || seconds > maxDurationS) {
    return problemOf(
      'duration_out_of_bounds',
      `This offer serves between ${minDurationS} and ${maxDurationS} seconds.`,
      'Choose a duration within these bounds.',
    );
  }
  if (work.mode === 'rent') return undefined;
  if (work.segmentCount === 0n || work.unitCap === 0n) {
    return problemOf('invalid_job', 'The job has no segments or no work.', 'Plan the job anew.');
  }
  if (work.inputBytes > maxUploadBytes || work.peakMemoryBytes > memoryBytes) {
    return problemOf(
      'upload_too_large',
      'The inputs or the memory needed are larger than this offer accepts.',
      'Choose an offer with more room.',
    );
  }
  return undefined;
}

function moneyProblem(request: TakeOfferRequest, quote: LeaseQuote): Problem<TakeOfferCode> | undefined {
  const { network, offer, provider, valueAtRiskAtoms = 0n, sourceAtoms } = request;
  if (valueAtRiskAtoms > offer.data.maxValueAtRisk) {
    return problemOf(
      'value_at_risk_too_high',
      `This offer accepts up to ${formatUsdc(offer.data.maxValueAtRisk)} USDC at risk.`,
      'Declare less, or choose another offer.',
    );
  }
  if (quote.tipLamports > network.params.tipLamportsMax) {
    return problemOf('tip_too_high', 'The tip is above the limit.', 'Lower the tip.');
  }
  if (provider.data.bondFree < quote.providerBond) {
    return problemOf(
      'not_enough_bond',
      `The provider's free bond of ${formatUsdc(provider.data.bondFree)} USDC does not cover this lease, which needs ${formatUsdc(quote.providerBond)}.`,
      'Choose a smaller lease or another offer.',
    );
  }
  if (sourceAtoms < quote.escrow) {
    return problemOf(
      'not_enough_usdc',
      `The escrow is ${formatUsdc(quote.escrow)} USDC and the account holds ${formatUsdc(sourceAtoms)}.`,
      'Add USDC, or choose a smaller lease.',
    );
  }
  const lamportsNeeded = quote.rentLamports + quote.tipLamports + signatureFeesLamports;
  if (request.payerLamports < lamportsNeeded) {
    return problemOf(
      'not_enough_sol',
      `Opening deposits ${lamportsNeeded} lamports and the payer holds ${request.payerLamports}.`,
      'Add SOL; all of it but the network fee comes back when the lease closes.',
    );
  }
  return undefined;
}

function problemOf(code: TakeOfferCode, message: string, next: string): Problem<TakeOfferCode> {
  return failure(code, message, next).problem;
}
