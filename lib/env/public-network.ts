import { type Environment, type NetworkName } from './environment';

/** What a page may know of the network. Nothing in it is secret. */
export interface PublicNetwork {
  readonly network: NetworkName;
  /** Genesis hash (base58) that every node must show; null on a local network, whose hash changes with each reset. */
  readonly genesisHash: string | null;
  /** HTTP addresses of chain nodes, preferred first; none where all that are configured hold an access key. */
  readonly rpcUrls: readonly string[];
  readonly wsUrls: readonly string[];
  /** Origin that the page itself came from. */
  readonly appUrl: string;
}

/** Who stands behind the nodes that a page asks. */
export type NetworkProvenance = 'local' | 'official' | 'custom';

/** Genesis hashes (base58) of Solana's public networks. */
export const publicGenesisHashes = {
  mainnet: '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d',
  devnet: 'EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG',
  testnet: '4uhcVJyU9pJkvQyS88uRDiswHXSGkoCCpWNpQFrgsSRY',
} as const;

/** Name of the `meta` element by which the server tells a page its network. */
export const publicNetworkMeta = 'pyronet-network';

/** What pages are told. Node addresses that may hold an access key stay on the server. */
export function publicNetworkOf(environment: Environment): PublicNetwork {
  const { network, genesisHash, rpcUrls, wsUrls, appUrl } = environment;
  return {
    network,
    genesisHash: genesisHash ?? (network === 'localnet' ? null : publicGenesisHashes[network]),
    rpcUrls: rpcUrls.filter(holdsNoKey),
    wsUrls: wsUrls.filter(holdsNoKey),
    appUrl,
  };
}

/** The network of this page. Browser only. @throws Error on a page whose layout does not name it */
export function publicNetwork(): PublicNetwork {
  const content = document.querySelector<HTMLMetaElement>(`meta[name="${publicNetworkMeta}"]`)?.content;
  if (content === undefined) throw new Error('This page has no connection to a network.');
  // Our own server wrote it with `publicNetworkOf`.
  return { ...(JSON.parse(content) as PublicNetwork), appUrl: window.location.origin };
}

export function provenanceOf({ network, rpcUrls }: PublicNetwork): NetworkProvenance {
  const hosts = rpcUrls.map((url) => new URL(url).hostname);
  if (network === 'localnet') return hosts.every(isLoopback) ? 'local' : 'custom';
  return hosts.every((host) => host.endsWith('.solana.com')) ? 'official' : 'custom';
}

/** Access keys stand in the credentials, the path or the query of a node's address. */
function holdsNoKey(url: string): boolean {
  const { username, password, pathname, search } = new URL(url);
  return username === '' && password === '' && search === '' && (pathname === '/' || pathname === '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]';
}
