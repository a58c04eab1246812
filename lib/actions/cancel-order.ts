import { type TransactionSigner } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';
import { failure, type Result, success } from '@/lib/domain/result';
import { getCancelOrderInstruction, type Order } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/** Whether an order's last slot or last second has gone by. */
export function orderHasExpired({ expirySlot, expiresAt }: Order, now: ChainInstant): boolean {
  return now.slot > expirySlot || now.unixSeconds > expiresAt;
}

/** Takes an order away and gives its deposit back: the renter at any time, anyone for a tip once it has expired. */
export function cancelOrder(request: {
  readonly canceller: TransactionSigner;
  readonly order: Located<Order>;
  readonly now: ChainInstant;
}): Result<ActionPlan, 'order_rests'> {
  const { canceller, order, now } = request;
  const { renter, vault, renterPayout, rentPayer } = order.data;
  if (canceller.address !== renter && !orderHasExpired(order.data, now)) {
    return failure('order_rests', 'The order has not expired.', 'Wait, or let its renter cancel it.');
  }
  const accounts = { canceller, order: order.address, vault, renterPayout, rentPayer };
  return success({ instructions: [getCancelOrderInstruction(accounts)] });
}
