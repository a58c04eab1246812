import { type ReactNode } from 'react';

import { Amount } from '@/components/primitives/Amount';
import { formatDuration } from '@/lib/domain/duration';

import { type RentQuote } from './rent-quote';

/** What stands behind the machine's word, what is proved and what is not. The words are the product's own. */
export function QuoteAssurance({
  quote,
  intervalSeconds,
}: {
  readonly quote: RentQuote;
  readonly intervalSeconds: number;
}) {
  return (
    <section aria-label="What is proved" className="flex flex-col gap-3 text-sm">
      <h2 className="text-base font-semibold">What you can rely on</h2>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <Claim title="Proved optimistically">
          Every segment is committed to its last bit. This page checks each one as it arrives, computes some
          again, and accepts only the result whose hash is on chain.
        </Claim>
        <Claim title="Not built yet" warn>
          Disputes on chain. Until they are, your protection is that a wrong segment is one you do not accept,
          and so do not pay for.
        </Claim>
        <Claim title="Vouched for">
          The time served, by a key that this page makes for the lease. It can direct money nowhere but to
          this provider and to you, so the whole lease needs one signature of your wallet.
        </Claim>
        <Claim title="Not proved" warn>
          That the machine is the model it says it is, and that your input stays private: the provider sees
          it.
        </Claim>
        <Claim title="Behind the provider’s word">
          <Amount atoms={quote.providerBond} /> of its bond is locked for this lease.
        </Claim>
        <Claim title="If the provider is silent">
          After {formatDuration(quote.acceptWithinSeconds)} anyone may end the lease, and everything comes
          back but the transaction fee. If it dies later, billing stops with its last proof of work.
        </Claim>
        <Claim title="If you close this tab">
          The lease goes on: the machine may prove its time on chain every {formatDuration(intervalSeconds)},
          and the escrow is the most it can cost. Open the lease again in this browser, which keeps its key,
          to go on checking.
        </Claim>
        <Claim title="If you change your mind">
          Stop at any second on the lease’s page: billing ends there, and the rest of the escrow is yours.
        </Claim>
      </dl>
    </section>
  );
}

interface ClaimProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly warn?: boolean;
}

function Claim({ title, children, warn = false }: ClaimProps) {
  return (
    <div className={`border-l-2 pl-3 ${warn ? 'border-warn' : 'border-gauge'}`}>
      <dt className="font-medium">{title}</dt>
      <dd className="text-dim">{children}</dd>
    </div>
  );
}
