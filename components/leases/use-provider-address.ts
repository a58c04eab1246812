'use client';

import { type Address } from '@solana/kit';
import { useQuery } from '@tanstack/react-query';

/** Where the chain keeps what this wallet offers; null until it is computed. */
export function useProviderAddress(authority: Address): Address | null {
  const found = useQuery({
    queryKey: ['provider-address', authority],
    queryFn: async () => {
      const { findProviderPda } = await import('@/lib/pyronet/generated');
      const [provider] = await findProviderPda({ authority });
      return provider;
    },
    staleTime: Infinity,
  });
  return found.data ?? null;
}
