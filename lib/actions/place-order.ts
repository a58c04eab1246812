import { type Address, type TransactionSigner } from '@solana/kit';
import { getTokenSize } from '@solana-program/token';

import { absentDigest, type Digest } from '@/lib/domain/commitment';
import { rentExemptLamports } from '@/lib/domain/rent';
import { failure, type Result, success } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import { absentAddress } from '@/lib/pyronet/absent-address';
import {
  findOrderPda,
  findVaultPda,
  getLeaseSize,
  getOrderSize,
  getPlaceOrderInstructionAsync,
} from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type FailoverPolicy, policyArguments } from './failover-policy';
import { leaseCost } from './lease-cost';
import { leaseNonce } from './lease-nonce';
import { numberSet, type OrderRequirement } from './order-requirement';
import { type ActionPlan } from './plan';
import { modeOf, type RentTime, type RunWork } from './take-offer-request';

export interface PlaceOrderRequest {
  readonly network: Network;
  readonly renter: TransactionSigner;
  /** Pays rent and tip, and gets them back. Default: the renter. */
  readonly payer?: TransactionSigner;
  /** USDC token account of the renter, and what it holds. */
  readonly source: Address;
  readonly sourceAtoms: bigint;
  /** USDC token account that gets refunds. Default: the source. */
  readonly renterPayout?: Address;
  /** Where to look for a number that this renter has neither order nor lease under: draw it at random from all u64. */
  readonly nonce: bigint;
  readonly gpuCount: number;
  readonly work: RunWork | RentTime;
  readonly requirement: OrderRequirement;
  /** USDC atoms per GPU-hour: what the order pays at first, at most, and more with each slot. */
  readonly startPrice: bigint;
  readonly limitPrice: bigint;
  readonly climbPerSlot: bigint;
  /** Last slot and last unix second in which it can be matched, whichever comes first. */
  readonly expirySlot: bigint;
  readonly expiresAt: bigint;
  readonly sessionKey: Address;
  readonly renterCommit: Digest;
  readonly valueAtRiskAtoms?: bigint;
  readonly tipLamports?: bigint;
  readonly failover?: FailoverPolicy;
}

export type PlaceOrderCode = 'invalid_prices' | 'speed_needed' | 'not_enough_usdc';

/** An order in the making. */
export interface PlaceOrderPlan extends ActionPlan {
  readonly order: Address;
  readonly vault: Address;
  /** USDC atoms that leave the renter's account: the lease's cost at the limit. What a match does not need comes back. */
  readonly deposit: bigint;
  /** Rent of order, lease, possible successors and vaults, and the tip, which the payer deposits. */
  readonly lamports: bigint;
}

/** Places a bid that rests until an offer that fits is matched with it, it is cancelled, or it expires. */
export async function placeOrder(
  request: PlaceOrderRequest,
): Promise<Result<PlaceOrderPlan, PlaceOrderCode>> {
  const { network, renter, source, work, requirement, startPrice, limitPrice, climbPerSlot } = request;
  const { gpuCount, tipLamports = 0n } = request;
  const problem = priceProblem(request);
  if (problem !== undefined) return problem;
  const deposit = depositOf(request);
  if (deposit > request.sourceAtoms) {
    return failure(
      'not_enough_usdc',
      `The order deposits ${formatUsdc(deposit)} USDC and the account holds ${formatUsdc(request.sourceAtoms)}.`,
      'Add USDC, or lower the limit.',
    );
  }
  const nonce = await leaseNonce(renter.address, request.nonce);
  const order = await findOrderPda({ renter: renter.address, nonce });
  const vault = await findVaultPda({ lease: order[0] });
  const job = work.mode === 'run' ? work : undefined;
  const instruction = await getPlaceOrderInstructionAsync({
    renter,
    payer: request.payer ?? renter,
    order,
    vault,
    source,
    renterPayout: request.renterPayout ?? source,
    params: network.paramsAddress,
    usdcMint: network.usdcMint,
    nonce,
    startPrice,
    limitPrice,
    climbPerSlot,
    expirySlot: request.expirySlot,
    expiresAt: request.expiresAt,
    classSet: numberSet(requirement.classIds ?? [], 2),
    regionSet: numberSet(requirement.regionIds ?? [], 4),
    scoreMin: requirement.scoreMin ?? 0n,
    memoryMinBytes: requirement.memoryMinBytes ?? 0n,
    diskMinBytes: requirement.diskMinBytes ?? 0n,
    durationS: work.mode === 'run' ? work.completeWithinSeconds : work.durationSeconds,
    unitCap: job?.unitCap ?? 0n,
    guaranteedMin: requirement.guaranteedUnitsPerSecondMin ?? 0n,
    valueAtRisk: request.valueAtRiskAtoms ?? 0n,
    tipLamports,
    segmentCount: job?.segmentCount ?? 0n,
    peakMemoryBytes: job?.peakMemoryBytes ?? 0n,
    inputBytes: job?.inputBytes ?? 0n,
    outputBytesMax: job?.outputBytesMax ?? 0n,
    ...policyArguments(request.failover),
    delegateUntil: 0n,
    termsAllow: requirement.termsHash ?? absentDigest(),
    jobRoot: job?.jobRoot ?? absentDigest(),
    planRoot: job?.planRoot ?? absentDigest(),
    renterCommit: request.renterCommit,
    sessionKey: request.sessionKey,
    delegateKey: absentAddress,
    callbackProgram: absentAddress,
    vramMinMib: requirement.vramMibMin ?? 0,
    reputationMin: requirement.reputationMin ?? 0,
    intervalMaxS: requirement.intervalSecondsMax ?? 0,
    startWithinMaxS: requirement.startWithinSecondsMax ?? 0,
    paramsVersion: network.paramsVersion,
    flags: requirement.localOnly === true ? 1 : 0,
    gpuCount,
    mode: modeOf(work),
    privacy: requirement.privacy,
    isolationMin: requirement.isolationMin,
    tierMin: requirement.tierMin ?? 0,
  });
  const vaultRent = rentExemptLamports(getTokenSize());
  const leases = 1n + BigInt(request.failover?.hopsMax ?? 0);
  const leaseRent = rentExemptLamports(getLeaseSize()) + vaultRent;
  const rent = rentExemptLamports(getOrderSize()) + vaultRent + leases * leaseRent;
  return success({
    instructions: [instruction],
    order: order[0],
    vault: vault[0],
    deposit,
    lamports: rent + tipLamports,
  });
}

function priceProblem(request: PlaceOrderRequest) {
  const { startPrice, limitPrice, climbPerSlot, work, requirement, gpuCount } = request;
  if (startPrice <= 0n || startPrice > limitPrice || (climbPerSlot <= 0n && startPrice !== limitPrice)) {
    return failure(
      'invalid_prices',
      'The price must climb from a start above zero to a limit at or above it.',
      'Choose a start below the limit and a climb above zero.',
    );
  }
  if (work.mode === 'run' && (gpuCount < 1 || (requirement.guaranteedUnitsPerSecondMin ?? 0n) <= 0n)) {
    return failure(
      'speed_needed',
      'A job is paid by its work, so its order needs a GPU and the least speed that will do.',
      'State the GPUs and the least work units per second.',
    );
  }
  return undefined;
}

function depositOf({ work, limitPrice, gpuCount, requirement }: PlaceOrderRequest): bigint {
  return leaseCost({
    mode: modeOf(work),
    ratePerHour: limitPrice * BigInt(gpuCount),
    durationSeconds: work.mode === 'rent' ? work.durationSeconds : work.completeWithinSeconds,
    unitCap: work.mode === 'run' ? work.unitCap : 0n,
    guaranteedUnitsPerSecond: (requirement.guaranteedUnitsPerSecondMin ?? 0n) * BigInt(gpuCount),
  });
}
