import { type TransactionModifyingSigner } from '@solana/kit';

import { startWallet } from './wallet-store';

/**
 * Signs through the connected wallet, for the account that was connected when it was asked for. The same account gives
 * the same object, for Kit takes two signers of one address to be two people.
 */
export type WalletSigner = TransactionModifyingSigner;

/** Null while no wallet is connected, or while it cannot sign. */
export async function walletSigner(): Promise<WalletSigner | null> {
  return (await startWallet()).signer();
}
