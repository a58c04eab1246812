import { getClaimProviderInstruction, type Lease } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/** Pays the provider what it is due, into the payout account that the lease recorded. Anyone may. */
export function claimProvider(lease: Located<Lease>): ActionPlan {
  const { vault, providerPayout } = lease.data;
  return {
    instructions: [getClaimProviderInstruction({ lease: lease.address, vault, payout: providerPayout })],
  };
}
