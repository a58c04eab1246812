import { type Address, type TransactionSigner } from '@solana/kit';

import { getRotateSessionInstruction, type Lease } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/**
 * Replaces the session key, which only the wallet can. Vouchers of the old key stay good for one interval; its orders
 * do not.
 */
export function rotateSession(request: {
  readonly renter: TransactionSigner;
  readonly lease: Located<Lease>;
  readonly sessionKey: Address;
}): ActionPlan {
  const { renter, lease, sessionKey } = request;
  return { instructions: [getRotateSessionInstruction({ renter, lease: lease.address, sessionKey })] };
}
