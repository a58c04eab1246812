import { readEnvironment } from '@/lib/env/environment';
import { type ChainClient, createChainClient } from '@/lib/rpc/chain-client';

let client: ChainClient | undefined;

/** The app server's one door to the chain; server only. Throws on settings that cannot be used. */
export function serverChain(): ChainClient {
  return (client ??= openChain());
}

function openChain(): ChainClient {
  const reading = readEnvironment(process.env);
  if (!reading.ok) throw new Error(reading.problems.map((problem) => problem.sentence).join(' '));
  const { rpcUrls, genesisHash } = reading.environment;
  return createChainClient({ rpcUrls, retryForMs: 2_000, ...(genesisHash === null ? {} : { genesisHash }) });
}
