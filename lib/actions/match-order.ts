import { type Address, type TransactionSigner } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';
import { matchableFrom, pricePaid } from '@/lib/domain/order-price';
import { effectivePricePerHour } from '@/lib/domain/price';
import { failure, type Result, success } from '@/lib/domain/result';
import {
  findLeasePda,
  findVaultPda,
  getMatchOrderInstructionAsync,
  type Offer,
  type Order,
} from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { orderHasExpired } from './cancel-order';
import { type ActionPlan, type Located } from './plan';

export type MatchOrderCode = 'order_expired' | 'above_limit';

/** A match in the making. */
export interface MatchOrderPlan extends ActionPlan {
  readonly lease: Address;
  readonly vault: Address;
  /** USDC atoms per GPU-hour that the lease pays: the offer's ask. */
  readonly pricePerHour: bigint;
}

/**
 * Opens the lease that an order asks for on an offer at or below what it pays now. Anyone may, lays out the lease's rent
 * and gets it back with a tip. Whether the offer meets the rest of what is asked for the program checks.
 */
export async function matchOrder(request: {
  readonly network: Network;
  readonly matcher: TransactionSigner;
  readonly order: Located<Order>;
  readonly offer: Located<Offer>;
  readonly now: ChainInstant;
}): Promise<Result<MatchOrderPlan, MatchOrderCode>> {
  const { network, matcher, order, offer, now } = request;
  if (orderHasExpired(order.data, now)) {
    return failure('order_expired', 'The order has expired.', 'Cancel it: its deposit goes back.');
  }
  const pricePerHour = effectivePricePerHour(offer.data, now.unixSeconds);
  if (pricePerHour > pricePaid(order.data, now.slot)) {
    const from = matchableFrom(order.data, pricePerHour);
    return failure(
      'above_limit',
      'The offer’s price is above what the order pays now.',
      from === null ? 'Match a cheaper offer.' : `Match it from slot ${from} on.`,
    );
  }
  const { renter, nonce, vault: orderVault, renterPayout, rentPayer } = order.data;
  const lease = await findLeasePda({ renter, nonce });
  const vault = await findVaultPda({ lease: lease[0] });
  const instruction = await getMatchOrderInstructionAsync({
    matcher,
    order: order.address,
    orderVault,
    lease,
    vault,
    renterPayout,
    rentPayer,
    provider: offer.data.provider,
    offer: offer.address,
    params: network.paramsAddress,
    usdcMint: network.usdcMint,
  });
  return success({ instructions: [instruction], lease: lease[0], vault: vault[0], pricePerHour });
}
