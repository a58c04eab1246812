import { type Address, isAddress } from '@solana/kit';

import { type ProviderDetail } from '@/lib/index-api/shapes';
import { indexServer } from '@/lib/indexer/index-server';

/** A page waits this long for an index that still reads the chain; then it comes without figures and reads them itself. */
const patienceMs = 1_500;

/** The provider that a page carries: `unknown` to the chain, or null when the index has no answer yet. Server only. */
export async function firstProvider(address: string): Promise<ProviderDetail | 'unknown' | null> {
  if (!isAddress(address)) return 'unknown';
  const index = await indexServer().index(patienceMs);
  if (index === null) return null;
  try {
    return (await index.provider(address as Address)) ?? 'unknown';
  } catch {
    // Payouts are read from the chain, which may be silent: the page then comes without figures and asks again itself.
    return null;
  }
}
