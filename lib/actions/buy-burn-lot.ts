import { type Address, type TransactionSigner } from '@solana/kit';

import { burnCost } from '@/lib/domain/burn-auction';
import { failure, type Result, success } from '@/lib/domain/result';
import { type BurnAuction, getBuyBurnLotInstructionAsync } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan } from './plan';

/** A purchase, and what it comes to. */
export interface BuyBurnLotPlan extends ActionPlan {
  /** USDC atoms that the buyer gets. */
  readonly usdcAtoms: bigint;
  /** PYRO atoms that it costs in the slot asked about; later slots cost no more until the price starts anew. */
  readonly pyroAtoms: bigint;
}

/** Buys the burn auction's open lot: the PYRO burns in the same instruction. */
export async function buyBurnLot(request: {
  readonly network: Network;
  readonly buyer: TransactionSigner;
  /** PYRO token account of the buyer. */
  readonly source: Address;
  /** USDC token account that gets the lot. */
  readonly destination: Address;
  readonly auction: BurnAuction;
  readonly slot: bigint;
  /** PYRO atoms that the buyer pays at most. */
  readonly pyroMaxAtoms: bigint;
}): Promise<Result<BuyBurnLotPlan, 'no_lot' | 'above_limit'>> {
  const { network, buyer, source, destination, auction, slot, pyroMaxAtoms } = request;
  if (auction.openedSlot === 0n) {
    return failure('no_lot', 'No lot is for sale.', 'Open the next one once the burn vault holds it.');
  }
  const pyroAtoms = burnCost(auction, slot);
  if (pyroAtoms > pyroMaxAtoms) {
    return failure(
      'above_limit',
      'The lot costs more PYRO than your limit.',
      'Wait until its price has fallen, or raise the limit.',
    );
  }
  const instruction = await getBuyBurnLotInstructionAsync({
    buyer,
    source,
    destination,
    pyroMint: network.pyroMint,
    lot: auction.lot,
    pyroMax: pyroMaxAtoms,
  });
  return success({ instructions: [instruction], usdcAtoms: auction.lotAtoms, pyroAtoms });
}
