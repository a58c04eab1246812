'use client';

import { useState } from 'react';

import { Amount } from '@/components/primitives/Amount';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { publicNetwork } from '@/lib/env/public-network';
import { getMore } from '@/lib/wallet/local-tools';

import { type QuotedPurse } from './rent-quote';
import { SolAmount } from './SolAmount';

/** How much is missing, and on a local network a way to get it. */
export function ShortMoney({ purse }: { readonly purse: QuotedPurse }) {
  const { usdcMissing, lamportsMissing } = purse;
  if (usdcMissing === 0n && lamportsMissing === 0n) return null;
  const isLocal = publicNetwork().network === 'localnet';
  return (
    <Notice
      tone="warn"
      urgent
      title="Your purse does not hold enough for this lease."
      next={isLocal ? <Faucet /> : 'Send what is missing to your wallet; the quote follows by itself.'}
    >
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

function Faucet() {
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  return (
    <>
      <Button
        busy={state === 'busy'}
        onClick={() => {
          setState('busy');
          getMore().then(
            () => setState('ready'),
            () => setState('failed'),
          );
        }}
      >
        Get worthless money from the local faucet
      </Button>
      {state === 'failed' && (
        <span role="alert" className="text-danger">
          The faucet gave nothing. Try again.
        </span>
      )}
    </>
  );
}
