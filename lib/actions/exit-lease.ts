import { type TransactionSigner } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';
import { failure, type Result, success } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import { getExitLeaseInstructionAsync, type Lease, LeaseState, type Provider } from '@/lib/pyronet/generated';

import { exitCharge } from './exit-terms';
import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

export type ExitLeaseCode = LeaseStateCode | 'not_enough_free' | 'authority_needed';

/** Leaving, and what it comes to. */
export interface ExitLeasePlan extends ActionPlan {
  /** USDC atoms that the provider's free bond pays to the renter. */
  readonly charge: bigint;
}

/**
 * The provider leaves a running lease: for nothing once its notice has run, or where a rental is no longer vouched for;
 * otherwise for the price of the notice out of its free bond, which only its authority can spend.
 */
export async function exitLease(request: {
  /** The worker key, or the provider's authority. */
  readonly worker: TransactionSigner;
  readonly provider: Provider;
  readonly lease: Located<Lease>;
  readonly now: ChainInstant;
}): Promise<Result<ExitLeasePlan, ExitLeaseCode>> {
  const { worker, provider, lease, now } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  const charge = exitCharge(lease.data, now);
  if (charge > provider.bondFree) {
    return failure(
      'not_enough_free',
      `Leaving now costs ${formatUsdc(charge)} USDC and ${formatUsdc(provider.bondFree)} of the bond are free.`,
      'Give notice, or add to the bond.',
    );
  }
  if (charge > 0n && worker.address !== provider.authority) {
    return failure(
      'authority_needed',
      `Leaving now costs ${formatUsdc(charge)} USDC of the bond.`,
      'Sign with the provider’s own wallet, or give notice and leave once it has run.',
    );
  }
  const { offer, vault } = lease.data;
  const instruction = await getExitLeaseInstructionAsync({
    worker,
    provider: lease.data.provider,
    offer,
    lease: lease.address,
    vault,
    chargeMax: charge,
  });
  return success({ instructions: [instruction], charge });
}
