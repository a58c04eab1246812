import { type Address } from '@solana/kit';

import { type Digest } from '@/lib/domain/commitment';
import { decodeVoucherMessage } from '@/lib/domain/session-message';
import { failure, type Result, success } from '@/lib/domain/result';
import { ed25519Instruction } from '@/lib/pyronet/ed25519-instruction';
import { getRedeemVoucherInstructionAsync, type Lease, LeaseState } from '@/lib/pyronet/generated';
import { currentSessionKey } from '@/lib/pyronet/session-scope';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

export type RedeemVoucherCode = LeaseStateCode | 'not_a_voucher' | 'voucher_of_another_lease';

/**
 * Redeems the newest voucher of the session key, which covers everything before it. Anyone may. With an opening of the
 * plan at the accepted segments, those release money in Run.
 */
export async function redeemVoucher(request: {
  readonly lease: Located<Lease>;
  /** The 192 signed bytes. */
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** Default: the session key of the voucher's epoch. The delegate, where it signed. */
  readonly signer?: Address;
  /** Opens the plan at the voucher's accepted segments; left out, acceptance stays as it is. */
  readonly accepted?: { readonly cumulativeUnits: bigint; readonly proof: readonly Digest[] };
}): Promise<Result<ActionPlan, RedeemVoucherCode>> {
  const { lease, message, signature, accepted } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active, LeaseState.Stopping]);
  if (!state.ok) return state;
  const decoded = decodeVoucherMessage(message);
  if (decoded === undefined) {
    return failure(
      'not_a_voucher',
      'The message is not a voucher.',
      'Pass the bytes that the session key signed.',
    );
  }
  const { scope } = decoded;
  if (scope.lease !== lease.address || scope.openedSlot !== lease.data.openedSlot) {
    return failure(
      'voucher_of_another_lease',
      'The voucher was signed for another lease, or for an earlier life of this address.',
      'Ask the renter for a voucher of this lease.',
    );
  }
  const instruction = await getRedeemVoucherInstructionAsync({
    lease: lease.address,
    acceptedUnits: accepted?.cumulativeUnits ?? 0n,
    proof: [...(accepted?.proof ?? [])],
  });
  return success({
    instructions: [
      ed25519Instruction({
        signer: request.signer ?? signerOf(lease.data, scope.sessionEpoch),
        message,
        signature,
      }),
      instruction,
    ],
  });
}

/** A replaced key's vouchers stay good for one interval. */
function signerOf(lease: Lease, sessionEpoch: number): Address {
  return sessionEpoch === lease.sessionEpoch ? currentSessionKey(lease) : lease.sessionKey;
}
