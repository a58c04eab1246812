import { type Address, getBase64Encoder } from '@solana/kit';

import {
  getOfferDecoder,
  getProviderDecoder,
  type Offer,
  OfferStatus,
  type Provider,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';
import { type AccountFilter, offerFilters, providerFilters } from '@/lib/pyronet/account-filters';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';

/** An offer that can be taken now. */
export interface OpenOffer {
  readonly address: Address;
  readonly offer: Offer;
  readonly provider: Provider;
  /** What a GPU costs now, USDC atoms per hour: a pending raise counts from its start on. */
  readonly pricePerHour: bigint;
}

/**
 * Offers that are listed, have a free GPU and whose provider is live by the chain's clock; cheapest first, and the
 * better reputation first among equals.
 *
 * @throws RpcError when the chain cannot be asked.
 */
export async function readOpenOffers(client: ChainClient): Promise<readonly OpenOffer[]> {
  const [offers, providers, time] = await Promise.all([
    readAccounts(client, offerFilters({ status: OfferStatus.Listed })),
    readAccounts(client, providerFilters()),
    readChainTime(client),
  ]);
  const providerAt = new Map(
    providers.map(({ address, data }) => [address, getProviderDecoder().decode(data)]),
  );
  return offers
    .flatMap(({ address, data }) => {
      const offer = getOfferDecoder().decode(data);
      const provider = providerAt.get(offer.provider);
      return provider === undefined
        ? []
        : [{ address, offer, provider, pricePerHour: priceAt(offer, time.unixSeconds) }];
    })
    .filter(({ offer, provider }) => offer.gpuFree > 0 && provider.liveUntil > time.unixSeconds)
    .sort(byPriceThenReputation);
}

/** The price in force at an instant (unix seconds). */
export function priceAt(
  offer: Pick<Offer, 'pricePerHour' | 'pendingPrice' | 'pendingFrom'>,
  now: bigint,
): bigint {
  return offer.pendingFrom !== 0n && now >= offer.pendingFrom ? offer.pendingPrice : offer.pricePerHour;
}

function byPriceThenReputation(a: OpenOffer, b: OpenOffer): number {
  if (a.pricePerHour !== b.pricePerHour) return a.pricePerHour < b.pricePerHour ? -1 : 1;
  if (a.provider.reputation !== b.provider.reputation)
    return a.provider.reputation > b.provider.reputation ? -1 : 1;
  return a.address < b.address ? -1 : 1;
}

async function readAccounts(
  client: ChainClient,
  filters: AccountFilter[],
): Promise<readonly { readonly address: Address; readonly data: Uint8Array }[]> {
  const rows = await client.rpc
    .getProgramAccounts(PYRONET_PROGRAM_ADDRESS, { encoding: 'base64', commitment: 'confirmed', filters })
    .send();
  return rows.map(({ pubkey, account }) => ({
    address: pubkey,
    data: Uint8Array.from(getBase64Encoder().encode(account.data[0])),
  }));
}
