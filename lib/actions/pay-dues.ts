import { type Lease } from '@/lib/pyronet/generated';

import { claimFees } from './claim-fees';
import { claimProvider } from './claim-provider';
import { claimRenter } from './claim-renter';
import { type ActionPlan, type Located } from './plan';

/**
 * Pays everybody what a lease owes them, each into the account that the lease recorded. Anyone may. A claim of nothing is
 * no error, so this goes behind whatever makes the dues due, in the same transaction. One payee whose account is closed
 * or frozen fails it as a whole: then each is claimed for by itself.
 */
export async function payDues(lease: Located<Lease>): Promise<ActionPlan> {
  const plans = [claimRenter(lease), claimProvider(lease), await claimFees(lease)];
  return { instructions: plans.flatMap(({ instructions }) => instructions) };
}
