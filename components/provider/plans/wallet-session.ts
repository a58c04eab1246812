import { type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { fetchProviderChain } from '@/lib/queries/fetch-provider-chain';
import { type ProviderChain } from '@/lib/queries/provider-chain';
import { walletSigner } from '@/lib/wallet/wallet-signer';

/** A wallet that signs, with the chain as it is now. */
export interface WalletSession {
  readonly wallet: TransactionSigner;
  readonly chain: ProviderChain;
}

/**
 * The wallet behind what the page shows. An intent belongs to the account it was shown for: after a switch it is void,
 * for the other account's money would pay for it.
 */
export async function walletSession(authority: Address): Promise<Result<WalletSession>> {
  const wallet = await walletSigner();
  if (wallet === null) {
    return failure(
      'wallet_cannot_sign',
      'No wallet that can sign is connected.',
      'Connect one, then try again.',
    );
  }
  if (wallet.address !== authority) {
    return failure(
      'account_changed',
      'The wallet has switched to another account.',
      'Look at what this page shows for it now, then try again.',
    );
  }
  return success({ wallet, chain: await fetchProviderChain(authority) });
}
