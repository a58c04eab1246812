import { type Address, type EncodedAccount, fetchEncodedAccount } from '@solana/kit';

import { browserNetwork } from '@/lib/pyronet/browser-network';
import {
  decodeOffer,
  decodeProvider,
  OFFER_DISCRIMINATOR,
  PROVIDER_DISCRIMINATOR,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';
import { browserChain } from '@/lib/rpc/browser-chain';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';

import { type RentTerms } from './rent-terms';

/**
 * The terms of an offer now, and what the renter holds; null when there is no such offer. Reads single accounts.
 *
 * @throws RpcError when the chain cannot be asked
 */
export async function readRentTerms(address: Address, renter: Address | null): Promise<RentTerms | null> {
  const [client, network] = await Promise.all([browserChain(), browserNetwork()]);
  const found = await readOwnAccount(client, address, OFFER_DISCRIMINATOR);
  if (found === null) return null;
  const offer = decodeOffer(found).data;
  const [provider, time, holdings] = await Promise.all([
    readOwnAccount(client, offer.provider, PROVIDER_DISCRIMINATOR),
    readChainTime(client),
    renter === null ? null : fetchHoldings(client.rpc, network, renter),
  ]);
  if (provider === null) return null;
  return {
    network,
    offer: { address, data: offer },
    provider: { address: provider.address, data: decodeProvider(provider).data },
    now: time.unixSeconds,
    holdings,
  };
}

/** An address in a link is a stranger's word: only accounts of our program, and of the right kind, are read. */
async function readOwnAccount(
  { rpc }: ChainClient,
  address: Address,
  discriminator: number,
): Promise<EncodedAccount | null> {
  const account = await fetchEncodedAccount(rpc, address, { commitment: 'confirmed' });
  const isOwn = account.exists && account.programAddress === PYRONET_PROGRAM_ADDRESS;
  return isOwn && account.data[0] === discriminator ? account : null;
}
