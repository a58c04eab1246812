import { type ChainInstant } from '@/lib/domain/deadline';
import { failure, type Result, success } from '@/lib/domain/result';
import { getDistributeSeizureInstructionAsync, type Seizure } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';
import { SeizurePaid } from '@/lib/pyronet/seizure-paid';

import { type ActionPlan, type Located } from './plan';
import { rested } from './seizure-rest';

/** Burning, and what it comes to. */
export interface DistributeSeizurePlan extends ActionPlan {
  /** USDC atoms that go to the burn vault. */
  readonly usdcAtoms: bigint;
  /** PYRO atoms that burn at once. */
  readonly pyroAtoms: bigint;
}

/** Burns what a seizure burns once it has rested; the provider's other deposits are free again. Anyone may. */
export async function distributeSeizure(request: {
  readonly network: Network;
  readonly seizure: Located<Seizure>;
  readonly now: ChainInstant;
}): Promise<Result<DistributeSeizurePlan, 'still_resting' | 'burned_already'>> {
  const { network, seizure, now } = request;
  const { provider, rentPayer, burnDue, stakeSeized, paid } = seizure.data;
  const rest = rested(seizure.data, now);
  if (!rest.ok) return rest;
  if ((paid & SeizurePaid.Burned) !== 0) {
    return failure('burned_already', 'This seizure burned what it burns.', 'Pay its payees.');
  }
  const instruction = await getDistributeSeizureInstructionAsync({
    seizure: seizure.address,
    provider,
    pyroMint: network.pyroMint,
    rentPayer,
  });
  return success({ instructions: [instruction], usdcAtoms: burnDue, pyroAtoms: stakeSeized });
}
