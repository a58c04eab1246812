import { type Address, type TransactionSigner } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';
import { failoverPhase } from '@/lib/pyronet/failover-phase';
import { failure, type Result, success } from '@/lib/domain/result';
import {
  FailoverState,
  findLeasePda,
  findParamsPda,
  findVaultPda,
  getAwardFailoverInstructionAsync,
  type Lease,
  type Offer,
} from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan, type Located } from './plan';
import { successorNonce } from './successor-nonce';

export type AwardFailoverCode = 'not_bidding' | 'bids_still_count' | 'not_the_best';

/** An award in the making. */
export interface AwardFailoverPlan extends ActionPlan {
  readonly successor: Address;
  readonly vault: Address;
}

/**
 * Opens the successor of a lease on the best offer that was submitted. Anyone may once bids do not count any more,
 * lays out the successor's rent and gets it back with a tip.
 */
export async function awardFailover(request: {
  readonly network: Network;
  readonly awarder: TransactionSigner;
  readonly lease: Located<Lease>;
  /** The lease's best offer. */
  readonly offer: Located<Offer>;
  readonly now: ChainInstant;
}): Promise<Result<AwardFailoverPlan, AwardFailoverCode>> {
  const { network, awarder, lease, offer, now } = request;
  const phase = failoverPhase(lease.data, now.slot);
  if (lease.data.failoverState !== FailoverState.Bidding || phase === 'over') {
    return failure('not_bidding', 'Nobody can take this lease over now.', 'Claim what the renter is due.');
  }
  if (phase === 'bids') {
    const from = lease.data.failoverCloseSlot + 1n;
    return failure('bids_still_count', 'Bids still count.', `Award from slot ${from} on.`);
  }
  if (offer.address !== lease.data.bestOffer) {
    return failure('not_the_best', 'Another offer was the cheapest bid.', 'Award the best offer.');
  }
  const { renter, nonce, provider: formerProvider, vault, paramsVersion } = lease.data;
  const { nonceOffset, successorNonce: next } = await successorNonce(renter, nonce);
  const successor = await findLeasePda({ renter, nonce: next });
  const successorVault = await findVaultPda({ lease: successor[0] });
  const [params] = await findParamsPda({ paramsVersion });
  const instruction = await getAwardFailoverInstructionAsync({
    awarder,
    lease: lease.address,
    vault,
    successor,
    successorVault,
    formerProvider,
    provider: offer.data.provider,
    offer: offer.address,
    params,
    usdcMint: network.usdcMint,
    nonceOffset,
  });
  return success({ instructions: [instruction], successor: successor[0], vault: successorVault[0] });
}
