import { type Address } from '@solana/kit';

import { absentDigest } from '@/lib/domain/commitment';
import { type Result, success } from '@/lib/domain/result';
import { absentAddress } from '@/lib/pyronet/absent-address';
import { findLeasePda, findVaultPda, getTakeOfferInstructionAsync } from '@/lib/pyronet/generated';

import { policyArguments } from './failover-policy';
import { leaseNonce } from './lease-nonce';
import { type ActionPlan } from './plan';
import { type LeaseQuote, quoteLease } from './quote-lease';
import { fitProblem, moneyProblem, type TakeOfferCode } from './take-offer-problem';
import { modeOf, type TakeOfferRequest } from './take-offer-request';

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
  const misfit = fitProblem(request);
  if (misfit !== undefined) return { ok: false, problem: misfit };
  const quote = quoteLease(request);
  const shortage = moneyProblem(request, quote);
  if (shortage !== undefined) return { ok: false, problem: shortage };
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
    ...policyArguments(request.failover),
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
    region: guard.region ?? offer.data.region,
    gpuCount,
    tierMin: guard.tierMin ?? offer.data.tier,
    isolationMin: guard.isolationMin ?? offer.data.isolation,
    privacy: guard.privacy ?? offer.data.privacy,
    mode: modeOf(work),
  });
  return success({ instructions: [instruction], quote, lease: lease[0], vault: vault[0] });
}
