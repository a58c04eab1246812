import { type Address } from '@solana/kit';
import { queryOptions } from '@tanstack/react-query';

import { type Located } from '@/lib/actions/plan';
import { type Provider } from '@/lib/pyronet/generated';
import { type Holdings } from '@/lib/pyronet/holdings';
import { type Network } from '@/lib/pyronet/network';

/** A provider and its wallet as single accounts of the chain tell it, for what decides about money. */
export interface ProviderChain {
  readonly network: Network;
  /** Of the provider's account, whether it exists or not. */
  readonly address: Address;
  /** Null where the wallet is no provider. */
  readonly provider: Located<Provider> | null;
  readonly holdings: Holdings;
  /** Lamports of the registered machine's key; null where none is registered. */
  readonly workerLamports: bigint | null;
}

/** The provider of a wallet, read again whenever its account or its holdings may have changed. */
export const providerChainQuery = (authority: Address) =>
  queryOptions({
    queryKey: ['chain', 'provider', authority],
    queryFn: async () => {
      const { fetchProviderChain } = await import('./fetch-provider-chain');
      return fetchProviderChain(authority);
    },
    refetchInterval: 15_000,
  });
