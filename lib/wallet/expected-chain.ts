import { type PublicNetwork, publicGenesisHashes } from '@/lib/env/public-network';
import { type ChainClient } from '@/lib/rpc/chain-client';

/** Why what is signed now could land on another chain than the page shows, in a sentence; null when it could not. */
export async function unexpectedChain(
  chain: Pick<ChainClient, 'genesisHash' | 'request'>,
  { network, genesisHash }: Pick<PublicNetwork, 'network' | 'genesisHash'>,
): Promise<string | null> {
  const expected = genesisHash ?? (await chain.genesisHash());
  const now = String(await chain.request('getGenesisHash', []));
  if (now !== expected) {
    return network === 'localnet'
      ? 'the local chain was reset since this page was loaded; reload the page'
      : 'the node answers for another network than this page shows; nothing was given to the wallet';
  }
  if (network === 'localnet' && Object.values<string>(publicGenesisHashes).includes(now)) {
    return 'this page is set up for a local network, but its node belongs to a public one';
  }
  return null;
}
