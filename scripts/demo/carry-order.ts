import { type Located } from '@/lib/actions/plan';
import { type Lease } from '@/lib/pyronet/generated';
import { orderPlan } from '@/lib/session/order-plan';
import { type SignedOrder } from '@/lib/session/signed-order';
import { problemOf } from '@/lib/tx/outcome-problem';

import { type ChainWriter } from './chain-writer';

/** Carries an order of the session key to the chain at the renter's expense; null when it arrived. */
export async function carryOrder(
  writer: ChainWriter,
  signed: SignedOrder,
  lease: Located<Lease>,
): Promise<string | null> {
  const plan = await orderPlan(signed, lease);
  if (!plan.ok) return plan.problem.message;
  const { action, expiresAt } = signed.order;
  const key = `order ${action} ${lease.address} ${expiresAt}`;
  return problemOf(await writer.send(key, plan.value))?.message ?? null;
}
