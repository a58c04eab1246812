import { acceptResult } from '@/lib/actions/accept-result';
import { type Approval } from '@/lib/actions/approval';
import { cancelLease } from '@/lib/actions/cancel-lease';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { stopLease } from '@/lib/actions/stop-lease';
import { failure, type Result } from '@/lib/domain/result';
import { OrderAction } from '@/lib/domain/session-message';
import { findAttestationPda, type Lease } from '@/lib/pyronet/generated';
import { currentSessionKey } from '@/lib/pyronet/session-scope';

import { type SignedOrder } from './signed-order';

/** The transaction that carries an order of the session key to the chain, whoever pays for it. */
export async function orderPlan(
  { order, message, signature }: SignedOrder,
  lease: Located<Lease>,
): Promise<Result<ActionPlan>> {
  const sessionKey = currentSessionKey(lease.data);
  const approval: Approval = { by: 'order', sessionKey, message, signature };
  switch (order.action) {
    case OrderAction.stop:
      return stopLease({ approval, lease });
    case OrderAction.cancel:
      return cancelLease({ approval, lease });
    case OrderAction.accept: {
      const seq = Number(order.argument);
      const [attestation] = await findAttestationPda({ lease: lease.address, seq });
      return acceptResult({ approval, lease, attestation });
    }
    default:
      return failure('order_not_carried', 'This order cannot be carried.', 'Give it to the worker.');
  }
}
