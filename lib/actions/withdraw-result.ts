import { type TransactionSigner } from '@solana/kit';

import { type ChainInstant, hasPassed } from '@/lib/domain/deadline';
import { divideUp } from '@/lib/domain/divide-up';
import { failure, type Result, success } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import {
  type Attestation,
  AttestationStatus,
  getWithdrawResultInstructionAsync,
  type Lease,
  LeaseState,
  type Provider,
} from '@/lib/pyronet/generated';
import { leaseReserve } from '@/lib/pyronet/lease-dues';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** Of what the result would have released; as `rules/src/withdrawal.rs` has it. */
const penaltyBps = 1_000n;
const bps = 10_000n;

export type WithdrawResultCode = LeaseStateCode | 'not_waiting' | 'too_late' | 'not_last' | 'not_enough_free';

/** Taking a result back, and what it comes to. */
export interface WithdrawResultPlan extends ActionPlan {
  /** USDC atoms that the result would have released, which go back to the renter. */
  readonly forgone: bigint;
  /** USDC atoms that the provider's free bond pays to the renter at most. */
  readonly penalty: bigint;
}

/**
 * The provider takes its last result back while its window is open and nobody disputes it: it is not paid for it, and its
 * free bond pays the renter a tenth as much.
 */
export async function withdrawResult(request: {
  readonly authority: TransactionSigner;
  readonly provider: Provider;
  readonly lease: Located<Lease>;
  readonly attestation: Located<Attestation>;
  readonly now: ChainInstant;
}): Promise<Result<WithdrawResultPlan, WithdrawResultCode>> {
  const { authority, provider, lease, attestation, now } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Auditing]);
  if (!state.ok) return state;
  const { status, segmentTo, windowEndAt, windowEndSlot } = attestation.data;
  const forgone = forgoneBy(lease.data, attestation.data);
  if (status !== AttestationStatus.Pending || forgone === 0n)
    return failure('not_waiting', 'Nothing of this result waits to be paid.', 'Nothing needs to be done.');
  if (segmentTo !== lease.data.attestedSegments)
    return failure('not_last', 'Another result of this lease goes further.', 'Take the last one back first.');
  if (hasPassed({ unixSeconds: windowEndAt, slot: windowEndSlot }, now))
    return failure('too_late', 'The window of this result is over.', 'It is paid; nothing needs to be done.');
  const penalty = divideUp(forgone * penaltyBps, bps);
  if (penalty > provider.bondFree)
    return failure(
      'not_enough_free',
      `Taking it back costs ${formatUsdc(penalty)} USDC and ${formatUsdc(provider.bondFree)} of the bond are free.`,
      'Add to the bond.',
    );
  const instruction = await getWithdrawResultInstructionAsync({
    authority,
    provider: lease.data.provider,
    lease: lease.address,
    attestation: attestation.address,
    vault: lease.data.vault,
    penaltyMax: penalty,
  });
  return success({ instructions: [instruction], forgone, penalty });
}

function forgoneBy(lease: Lease, { unitsFrom }: Attestation): bigint {
  return leaseReserve(lease) - leaseReserve({ ...lease, attestedUnits: unitsFrom });
}
