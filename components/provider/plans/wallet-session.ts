import { type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { fetchProviderChain } from '@/lib/queries/fetch-provider-chain';
import { type ProviderChain } from '@/lib/queries/provider-chain';

/**
 * The chain as it is now, for the account that the page shows. An intent belongs to the account it was shown for: after
 * a switch it is void, for the other account's money would pay for it.
 */
export async function walletSession(
  wallet: TransactionSigner,
  authority: Address,
): Promise<Result<ProviderChain>> {
  if (wallet.address === authority) return success(await fetchProviderChain(authority));
  return failure(
    'account_changed',
    'The wallet has switched to another account.',
    'Look at what this page shows for it now, then try again.',
  );
}
