import { getReleaseBondInstruction, type Lease } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/** Frees the bond of a settled lease once no evidence against it counts any more. Anyone may. */
export function releaseBond(lease: Located<Lease>): ActionPlan {
  return {
    instructions: [getReleaseBondInstruction({ lease: lease.address, provider: lease.data.provider })],
  };
}
