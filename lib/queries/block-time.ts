import { queryOptions } from '@tanstack/react-query';

import { browserChain } from '@/lib/rpc/browser-chain';

/** When a slot's block was made, in unix seconds by the chain's clock; null where the node no longer knows. Browser only. */
export const blockTimeQuery = (slot: bigint) =>
  queryOptions({
    queryKey: ['chain', 'block-time', slot.toString()],
    queryFn: async () => {
      const { rpc } = await browserChain();
      const unixSeconds = await rpc.getBlockTime(slot).send();
      return unixSeconds === null ? null : Number(unixSeconds);
    },
    staleTime: Infinity,
    retry: false,
  });
