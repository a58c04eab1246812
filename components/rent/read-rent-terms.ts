import { type Address } from '@solana/kit';

import { browserNetwork } from '@/lib/pyronet/browser-network';
import { fetchMaybeOffer, fetchMaybeProvider } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';
import { browserChain } from '@/lib/rpc/browser-chain';
import { readChainTime } from '@/lib/rpc/chain-time';

import { type RentTerms } from './rent-terms';

const confirmed = { commitment: 'confirmed' } as const;

/**
 * The terms of an offer now, and what the renter holds; null when there is no such offer. Reads single accounts.
 *
 * @throws RpcError when the chain cannot be asked
 */
export async function readRentTerms(address: Address, renter: Address | null): Promise<RentTerms | null> {
  const [client, network] = await Promise.all([browserChain(), browserNetwork()]);
  const offer = await fetchMaybeOffer(client.rpc, address, confirmed);
  if (!offer.exists) return null;
  const [provider, time, holdings] = await Promise.all([
    fetchMaybeProvider(client.rpc, offer.data.provider, confirmed),
    readChainTime(client),
    renter === null ? null : fetchHoldings(client.rpc, network, renter),
  ]);
  if (!provider.exists) return null;
  return {
    network,
    offer: { address, data: offer.data },
    provider: { address: provider.address, data: provider.data },
    now: time.unixSeconds,
    holdings,
  };
}
