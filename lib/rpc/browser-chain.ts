import { publicNetwork } from '@/lib/env/public-network';

import { type ChainClient } from './chain-client';

let opening: Promise<ChainClient> | null = null;

/** The tab's one door to the chain, opened when first needed. Browser only. Rejects where pages know of no node. */
export function browserChain(): Promise<ChainClient> {
  opening ??= open();
  return opening;
}

async function open(): Promise<ChainClient> {
  const { rpcUrls, wsUrls, genesisHash } = publicNetwork();
  if (rpcUrls.length === 0) {
    throw new Error('No chain node is configured whose address a page may know.');
  }
  const { createChainClient } = await import('./chain-client');
  return createChainClient({
    rpcUrls,
    wsUrls,
    webSocket: WebSocket,
    ...(genesisHash === null ? {} : { genesisHash }),
  });
}
