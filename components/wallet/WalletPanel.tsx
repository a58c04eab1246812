'use client';

import { AddressText } from '@/components/primitives/AddressText';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { showTransactionList } from '@/lib/tx/transaction-centre';
import { connectWallet, disconnectWallet, openWalletSheet, useWallet } from '@/lib/wallet/wallet-store';

import { Balances } from './Balances';
import { LocalTools } from './LocalTools';
import { NetworkStanding } from './NetworkStanding';
import { WalletChoices } from './WalletChoices';

/** The connected account: what it is, what it holds, who else this tab could be, and the way out. */
export function WalletPanel({ onClose }: { readonly onClose: () => void }) {
  const { address, walletName, kind, choiceId, choices, cannotSignBecause } = useWallet();
  if (address === null) return null;
  const personas = choices.filter((choice) => choice.kind === 'development');
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={walletName ?? 'Wallet'}
      description={
        kind === 'development'
          ? 'Keys that everybody knows, with worthless money, on the local network only.'
          : 'Your keys stay in your wallet.'
      }
      footer={
        <>
          <Button
            onClick={() => {
              onClose();
              showTransactionList(true);
            }}
          >
            Transactions
          </Button>
          <Button
            onClick={() => {
              onClose();
              openWalletSheet();
            }}
          >
            Other wallet
          </Button>
          <Button
            onClick={() => {
              onClose();
              void disconnectWallet().catch(() => undefined);
            }}
          >
            Disconnect
          </Button>
        </>
      }
    >
      <p className="flex flex-wrap items-center justify-between gap-x-4 text-sm">
        <span className="text-dim">Address</span>
        <AddressText address={address} keep={8} />
      </p>
      <NetworkStanding />
      {cannotSignBecause !== null && <Notice tone="warn" title={cannotSignBecause} />}
      <div className="shrink-0">
        <Balances owner={address} />
      </div>
      {kind === 'development' && (
        <>
          <WalletChoices
            title="Be someone else in this tab"
            choices={personas}
            currentId={choiceId ?? undefined}
            onChoose={(id) => void connectWallet(id).catch(() => undefined)}
          />
          <LocalTools />
        </>
      )}
    </Dialog>
  );
}
