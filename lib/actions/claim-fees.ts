import { getClaimFeesInstructionAsync, type Lease } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/** Moves a lease's fees into the network's fee vault. Anyone may. */
export async function claimFees(lease: Located<Lease>): Promise<ActionPlan> {
  return {
    instructions: [await getClaimFeesInstructionAsync({ lease: lease.address, vault: lease.data.vault })],
  };
}
