import { SolanaSignAndSendTransaction, SolanaSignTransaction } from '@solana/wallet-standard-features';
import { type IdentifierString, type Wallet, type WalletAccount } from '@wallet-standard/base';

import { type NetworkName } from '@/lib/env/environment';
import { readableText } from '@/lib/domain/stranger-text';

/** What a network is called in sentences. */
export const networkTitles: Readonly<Record<NetworkName, string>> = {
  localnet: 'the local network',
  devnet: 'devnet',
  mainnet: 'mainnet',
};

/** The network's name among wallets. */
export function walletChainOf(network: NetworkName): IdentifierString {
  return `solana:${network}`;
}

/** A wallet's own name, fit to be shown. */
export function walletNameOf(wallet: Pick<Wallet, 'name'>): string {
  return readableText(wallet.name, 32) || 'A wallet without a name';
}

/** Why this account cannot sign transactions of the network, in a sentence; null when it can. */
export function cannotSignBecause(
  wallet: Wallet,
  account: WalletAccount,
  network: NetworkName,
): string | null {
  const name = walletNameOf(wallet);
  if (!canDo(wallet, account, SolanaSignTransaction)) {
    return canDo(wallet, account, SolanaSignAndSendTransaction)
      ? `${name} signs only what it sends itself, through a node of its own choice. Connect a wallet that signs alone.`
      : `${name} only watches this account and cannot sign for it. Connect the wallet that holds its key.`;
  }
  if (!account.chains.includes(walletChainOf(network))) {
    return `${name} does not use this account on ${networkTitles[network]}. Change the network in the wallet, or connect another one.`;
  }
  if (!signsVersion0(wallet)) {
    return `${name} cannot sign transactions of version 0. Update it, or connect another wallet.`;
  }
  return null;
}

/** Why a wallet cannot be connected with at all, in a sentence; null when it can. */
export function unusableBecause(wallet: Wallet): string | null {
  const { features } = wallet;
  if ('standard:connect' in features && 'standard:events' in features && canSignAnything(wallet)) return null;
  return `${walletNameOf(wallet)} cannot sign Solana transactions for a page.`;
}

export function isForSolana(wallet: Wallet): boolean {
  return wallet.chains.some((chain) => chain.startsWith('solana:'));
}

function canDo(wallet: Wallet, account: WalletAccount, feature: IdentifierString): boolean {
  return feature in wallet.features && account.features.includes(feature);
}

function canSignAnything({ features }: Wallet): boolean {
  return SolanaSignTransaction in features || SolanaSignAndSendTransaction in features;
}

function signsVersion0({ features }: Wallet): boolean {
  const versions: unknown = Reflect.get(
    features[SolanaSignTransaction] as object,
    'supportedTransactionVersions',
  );
  return Array.isArray(versions) && versions.includes(0);
}
