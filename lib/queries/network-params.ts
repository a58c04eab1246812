import { queryOptions } from '@tanstack/react-query';

/** The network's parameters in force, from the chain. Browser only. */
export const networkParamsQuery = () =>
  queryOptions({
    queryKey: ['chain', 'params'],
    queryFn: async () => {
      const { browserNetwork } = await import('@/lib/pyronet/browser-network');
      return (await browserNetwork()).params;
    },
    staleTime: Infinity,
  });
