'use client';

import { type Address } from '@solana/kit';
import { type QueryKey } from '@tanstack/react-query';

import { TxButton } from '@/components/primitives/TxButton';
import { Notice } from '@/components/ui/Notice';
import { OrderAction } from '@/lib/domain/session-message';
import { type SignedOrder } from '@/lib/session/signed-order';

export interface UncarriedOrderProps {
  readonly at: Address;
  readonly order: SignedOrder;
  readonly changes: readonly QueryKey[];
}

/** The machine did not carry an order of the session key to the chain; the wallet can. */
export function UncarriedOrder({ at, order, changes }: UncarriedOrderProps) {
  const { verb, label } = words[order.order.action] ?? { verb: 'order', label: 'Send it yourself' };
  return (
    <Notice
      tone="warn"
      title={`The machine does not carry your ${verb} to the chain.`}
      next={
        <TxButton
          label={label}
          intentKey={`order ${order.order.action} ${at} ${order.order.expiresAt}`}
          title={label}
          plan={async () => (await import('./plan-lease-actions')).planOrder(order, at)}
          changes={changes}
        />
      }
    >
      It is signed already. Your wallet can send it for the network fee; this page goes on asking the machine
      meanwhile.
    </Notice>
  );
}

const words: Readonly<Record<number, { readonly verb: string; readonly label: string }>> = {
  [OrderAction.stop]: { verb: 'stop', label: 'Stop with your wallet' },
  [OrderAction.cancel]: { verb: 'cancellation', label: 'Cancel with your wallet' },
  [OrderAction.accept]: { verb: 'acceptance', label: 'Accept with your wallet' },
};
