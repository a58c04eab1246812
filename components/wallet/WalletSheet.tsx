'use client';

import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { closeWalletSheet, connectWallet, disconnectWallet, useWallet } from '@/lib/wallet/wallet-store';

import { WalletChoices } from './WalletChoices';
import { WaysToAWallet } from './WaysToAWallet';

/** Everything one can connect with: what is installed, then the people of a local network. */
export function WalletSheet() {
  const { status, choices, discovering, problem, walletName } = useWallet();
  const installed = choices.filter(({ kind }) => kind === 'installed');
  const development = choices.filter(({ kind }) => kind === 'development');
  const connect = (choiceId: string): void => void connectWallet(choiceId).catch(() => undefined);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) closeWalletSheet();
      }}
      title="Connect a wallet"
      description="Your wallet holds your keys. This page asks it to sign, and sends nothing that you have not signed."
    >
      {problem !== null && (
        <Notice tone="warn" urgent title={problem}>
          Try again, or choose another one.
        </Notice>
      )}
      {status === 'connecting' && (
        <Notice
          title={`Waiting for ${walletName ?? 'your wallet'}`}
          next={
            <Button size="small" onClick={() => void disconnectWallet().catch(() => undefined)}>
              Stop waiting
            </Button>
          }
        >
          It may have opened a window of its own, or show a mark in the browser’s bar.
        </Notice>
      )}
      <WalletChoices title="Installed" choices={installed} onChoose={connect} />
      {development.length > 0 && (
        <WalletChoices
          title="Local network"
          note="Keys that everybody knows, with worthless money, on the local network only. Each tab can be someone else."
          choices={development}
          onChoose={connect}
        />
      )}
      {installed.length === 0 && <WaysToAWallet isLooking={discovering} />}
    </Dialog>
  );
}
