'use client';

import { useEffect } from 'react';

import { Late } from '@/components/ui/Late';
import { watchChainHealth } from '@/lib/rpc/chain-health';
import { provideSigner } from '@/lib/tx/signer-source';
import { resumeTransactions } from '@/lib/tx/transaction-centre';
import { walletSigner } from '@/lib/wallet/wallet-signer';
import { startWallet, useWalletSheet } from '@/lib/wallet/wallet-store';

import { ChainSilence } from './ChainSilence';

provideSigner(walletSigner);

const loadWalletSheet = async () => ({ default: (await import('./WalletSheet')).WalletSheet });

/** What stands beside every page of the app: looks for wallets once the page is idle, and shows the sheet on demand. */
export function AppIsland() {
  const isSheetOpen = useWalletSheet();
  useEffect(
    () =>
      whenIdle(() => {
        watchChainHealth();
        // Both say on the page what went wrong.
        startWallet().catch(() => undefined);
        resumeTransactions().catch(() => undefined);
      }),
    [],
  );
  return (
    <>
      <ChainSilence />
      {isSheetOpen && <Late load={loadWalletSheet} props={{}} />}
    </>
  );
}

const idleWithinMs = 1_500;

function whenIdle(work: () => void): () => void {
  // Safari has no idle callbacks.
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = setTimeout(work, 200);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(work, { timeout: idleWithinMs });
  return () => window.cancelIdleCallback(handle);
}
