import { type ReactNode } from 'react';

import { ButtonLink } from '@/components/ui/ButtonLink';

import { Dial } from './Dial';

/** What this is, in one screen; the present prices stand beside it. */
export function Hero({ prices }: { readonly prices: ReactNode }) {
  return (
    <div className="relative overflow-hidden border-b border-line">
      <Dial />
      <div className="relative mx-auto grid w-full max-w-[84rem] items-center gap-10 px-4 py-10 sm:px-6 sm:py-14 lg:grid-cols-[minmax(0,1.1fr)_minmax(0,0.9fr)] lg:gap-14">
        <div className="flex flex-col gap-6">
          <p className="legend text-ember">The open market for GPU compute, on Solana</p>
          <h1 className="text-[2.375rem] leading-[1.06] font-semibold tracking-[-0.03em] sm:text-[3.5rem]">
            <span className="block text-balance">Rent a GPU by the second. </span>
            <span className="block text-balance">Check the work yourself.</span>
          </h1>
          <p className="max-w-[34rem] text-base text-dim sm:text-lg">
            Take an offer with one signature. USDC streams out of an escrow that nobody else can touch, for
            seconds served and work done, to the atom. Stop when you like: what was not earned is yours.
          </p>
          <div className="flex flex-wrap gap-3">
            <ButtonLink href="/market" tone="primary" size="large">
              Open the market
            </ButtonLink>
            <ButtonLink href="/provider" size="large">
              Offer a GPU
            </ButtonLink>
          </div>
          <p className="max-w-[34rem] text-sm text-dim">No account, no contract, no minimum. Not audited.</p>
        </div>
        {prices}
      </div>
    </div>
  );
}
