import { type FeeParts, splitFees as partsOf } from '@/lib/domain/fee-split';
import { failure, type Result, success } from '@/lib/domain/result';
import { getSplitFeesInstructionAsync } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan } from './plan';

/** A split, and what it comes to. */
export interface SplitFeesPlan extends ActionPlan {
  readonly parts: FeeParts;
}

/** Splits everything in the fee vault between burn, verifiers and treasury. Anyone may. */
export async function splitFees(request: {
  readonly network: Network;
  /** USDC atoms in the fee vault. */
  readonly collectedAtoms: bigint;
}): Promise<Result<SplitFeesPlan, 'nothing_collected'>> {
  const { network, collectedAtoms } = request;
  if (collectedAtoms === 0n) {
    return failure('nothing_collected', 'The fee vault is empty.', 'Claim the fees of leases first.');
  }
  const instruction = await getSplitFeesInstructionAsync({ params: network.paramsAddress });
  return success({ instructions: [instruction], parts: partsOf(collectedAtoms, network.params) });
}
