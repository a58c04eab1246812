import { getClaimRenterInstruction, type Lease } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/** Pays the renter what it is due, into the account that the lease recorded. Anyone may. */
export function claimRenter(lease: Located<Lease>): ActionPlan {
  const { vault, renterPayout } = lease.data;
  return { instructions: [getClaimRenterInstruction({ lease: lease.address, vault, payout: renterPayout })] };
}
