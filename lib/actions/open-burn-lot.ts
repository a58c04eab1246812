import { failure, type Result, success } from '@/lib/domain/result';
import { type BurnAuction, getOpenBurnLotInstructionAsync } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan } from './plan';

/** Opens the burn auction's next lot once the burn vault holds a whole one. Anyone may. */
export async function openBurnLot(request: {
  readonly network: Network;
  readonly auction: BurnAuction;
  /** USDC atoms in the burn vault. */
  readonly burnVaultAtoms: bigint;
}): Promise<Result<ActionPlan, 'lot_open' | 'lot_not_full'>> {
  const { network, auction, burnVaultAtoms } = request;
  if (auction.openedSlot !== 0n) {
    return failure('lot_open', `Lot ${auction.lot} is for sale already.`, 'Buy it first.');
  }
  if (burnVaultAtoms < network.params.burnLotAtoms) {
    return failure(
      'lot_not_full',
      'The burn vault holds less than a lot.',
      'Try again when more fees were split.',
    );
  }
  return success({
    instructions: [await getOpenBurnLotInstructionAsync({ params: network.paramsAddress })],
  });
}
