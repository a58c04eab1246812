'use client';

import { useQuery } from '@tanstack/react-query';

import { type LeaseRow } from '@/lib/index-api/shapes';
import { useWallet } from '@/lib/wallet/wallet-store';

/** Who looks at a lease: one of its parties, or anybody. */
export type Viewer = 'renter' | 'provider' | 'visitor';

export function useViewer({ renter, provider }: Pick<LeaseRow, 'renter' | 'provider'>): Viewer {
  const { address } = useWallet();
  const own = useQuery({
    queryKey: ['provider-address', address],
    queryFn: async () => {
      if (address === null) return null;
      const { findProviderPda } = await import('@/lib/pyronet/generated');
      const [account] = await findProviderPda({ authority: address });
      return account;
    },
    enabled: address !== null,
    staleTime: Infinity,
  });
  if (address === renter) return 'renter';
  return own.data === provider ? 'provider' : 'visitor';
}
