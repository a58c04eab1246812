'use client';

import { Amount } from '@/components/primitives/Amount';
import { Notice } from '@/components/ui/Notice';

import { type QuotedPurse } from './rent-quote';
import { SolAmount } from './SolAmount';

/** How much is missing, and on a local network a way to get it. */
export function ShortMoney({ purse }: { readonly purse: QuotedPurse }) {
  const { usdcMissing, lamportsMissing } = purse;
  if (usdcMissing === 0n && lamportsMissing === 0n) return null;
  return (
    <Notice tone="warn" title="Your purse does not hold enough for this lease.">
      <ul className="list-disc pl-4">
        {usdcMissing > 0n && (
          <li>
            <Amount atoms={usdcMissing} format={{ minimumDecimals: 6 }} /> more is needed for the escrow.
          </li>
        )}
        {lamportsMissing > 0n && (
          <li>
            <SolAmount lamports={lamportsMissing} /> more is needed, nearly all of it a deposit that comes
            back.
          </li>
        )}
      </ul>
    </Notice>
  );
}
