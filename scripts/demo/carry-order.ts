import { acceptResult } from '@/lib/actions/accept-result';
import { type Approval } from '@/lib/actions/approval';
import { cancelLease } from '@/lib/actions/cancel-lease';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { stopLease } from '@/lib/actions/stop-lease';
import { type Result } from '@/lib/domain/result';
import { OrderAction } from '@/lib/domain/session-message';
import { findAttestationPda, type Lease } from '@/lib/pyronet/generated';
import { type SignedOrder } from '@/lib/session/signed-order';
import { problemOf } from '@/lib/tx/outcome-problem';

import { type ChainWriter } from './chain-writer';

/** Carries an order of the session key to the chain at the renter's expense; null when it arrived. */
export async function carryOrder(
  writer: ChainWriter,
  { order, message, signature }: SignedOrder,
  lease: Located<Lease>,
): Promise<string | null> {
  const approval: Approval = { by: 'order', sessionKey: lease.data.sessionKey, message, signature };
  const plan = await planOf(order.action, Number(order.argument), approval, lease);
  if (plan === null) return 'This order cannot be carried.';
  if (!plan.ok) return plan.problem.message;
  const key = `order ${order.action} ${lease.address} ${order.expiresAt}`;
  return problemOf(await writer.send(key, plan.value))?.message ?? null;
}

async function planOf(
  action: OrderAction,
  attestationSeq: number,
  approval: Approval,
  lease: Located<Lease>,
): Promise<Result<ActionPlan> | null> {
  switch (action) {
    case OrderAction.stop:
      return stopLease({ approval, lease });
    case OrderAction.cancel:
      return cancelLease({ approval, lease });
    case OrderAction.accept: {
      const [attestation] = await findAttestationPda({ lease: lease.address, seq: attestationSeq });
      return acceptResult({ approval, lease, attestation });
    }
    default:
      return null;
  }
}
