'use client';

import { useEffect, useRef, useState } from 'react';

import { Button } from '@/components/ui/Button';
import { Late } from '@/components/ui/Late';
import { Skeleton } from '@/components/ui/Skeleton';
import {
  openWalletSheet,
  takeFocusAfterConnecting,
  useWallet,
  type WalletState,
} from '@/lib/wallet/wallet-store';

const loadWalletPanel = async () => ({ default: (await import('./WalletPanel')).WalletPanel });

/** The wallet's place in the header. Its width never changes, so nothing beside it moves. */
export function WalletButton() {
  const wallet = useWallet();
  return (
    <span className="flex h-8 w-[7.5rem] shrink-0 sm:w-36">
      {wallet.status === 'starting' && (
        <span role="status" className="block size-full">
          <span className="sr-only">Looking for your wallet</span>
          <Skeleton className="size-full" />
        </span>
      )}
      {wallet.status === 'connecting' && (
        <Button size="small" className="w-full" onClick={openWalletSheet} aria-busy>
          Connecting…
        </Button>
      )}
      {wallet.status === 'disconnected' && (
        <Button size="small" tone="primary" className="w-full" onClick={openWalletSheet}>
          Connect
        </Button>
      )}
      {wallet.status === 'connected' && <Connected wallet={wallet} />}
    </span>
  );
}

function Connected({ wallet }: { readonly wallet: WalletState }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takeFocusAfterConnecting()) button.current?.focus();
  }, [wallet.address]);
  const name = accountName(wallet);
  return (
    <>
      <Button
        ref={button}
        size="small"
        className="w-full"
        aria-haspopup="dialog"
        aria-label={`Wallet: ${name}`}
        onClick={() => setOpen(true)}
      >
        <span
          aria-hidden
          className={`size-1.5 shrink-0 rounded-full ${wallet.canSign ? 'bg-gauge' : 'bg-warn'}`}
        />
        <span className="figures truncate">{name}</span>
      </Button>
      {isOpen && <Late load={loadWalletPanel} props={{ onClose: () => setOpen(false) }} missing={null} />}
    </>
  );
}

/** The persona's name, or the ends of the address. */
function accountName({ address, kind, choiceId, choices }: WalletState): string {
  const persona = kind === 'development' ? choices.find(({ id }) => id === choiceId) : undefined;
  return persona?.name ?? `${address?.slice(0, 4) ?? ''}…${address?.slice(-4) ?? ''}`;
}
