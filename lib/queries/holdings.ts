import { type Address } from '@solana/kit';
import { queryOptions } from '@tanstack/react-query';

import { browserNetwork } from '@/lib/pyronet/browser-network';
import { type Holdings } from '@/lib/pyronet/holdings';
import { browserChain } from '@/lib/rpc/browser-chain';

/** Key of what all addresses hold; every transaction of ours may change it. */
export const holdingsKey = ['holdings'] as const;

/** What an address holds, from the chain itself: three single accounts, never a scan. Browser only. */
export const holdingsQuery = (owner: Address) =>
  queryOptions({
    queryKey: [...holdingsKey, owner],
    queryFn: async (): Promise<Holdings> => {
      const [{ rpc }, network, { fetchHoldings }] = await Promise.all([
        browserChain(),
        browserNetwork(),
        import('@/lib/pyronet/holdings'),
      ]);
      return fetchHoldings(rpc, network, owner);
    },
    // Others pay this address too, and nothing tells of it.
    refetchInterval: 5_000,
  });
