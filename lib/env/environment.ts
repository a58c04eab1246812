import { z } from 'zod';

/** Which chain this is. Only `localnet` has a faucet and time travel. */
export const networkNames = ['localnet', 'devnet', 'mainnet'] as const;
export type NetworkName = (typeof networkNames)[number];

/** Everything the environment may tell the parts that run in Node. */
export interface Environment {
  readonly network: NetworkName;
  /** HTTP addresses of chain nodes, preferred first. */
  readonly rpcUrls: readonly string[];
  /** Websocket addresses of chain nodes, preferred first. */
  readonly wsUrls: readonly string[];
  /** Genesis hash in base58; null takes the first node's. */
  readonly genesisHash: string | null;
  /** Where keys, blobs and the local chain's state live. */
  readonly dataDir: string;
  /** Origin of the app's server, which relays to workers and keeps blobs. */
  readonly appUrl: string;
}

/** One setting that cannot be used. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly sentence: string;
}

export type EnvironmentReading =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly problems: readonly EnvironmentProblem[] };

const url = (...protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const variables = z.object({
  PYRONET_NETWORK: z.enum(networkNames, `must be one of ${networkNames.join(', ')}`).default('localnet'),
  PYRONET_RPC_URLS: z
    .string()
    .transform(list)
    .pipe(z.array(url('http:', 'https:')).min(1))
    .optional(),
  PYRONET_WS_URLS: z
    .string()
    .transform(list)
    .pipe(z.array(url('ws:', 'wss:')))
    .optional(),
  PYRONET_GENESIS_HASH: z
    .string()
    .regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'must be a hash in base58')
    .optional(),
  PYRONET_DATA_DIR: z.string().min(1, 'must not be empty').default('.pyronet'),
  PYRONET_APP_URL: url('http:', 'https:').default('http://127.0.0.1:3000'),
});

const defaultRpcUrls: Readonly<Record<NetworkName, readonly string[]>> = {
  localnet: ['http://127.0.0.1:8899'],
  devnet: ['https://api.devnet.solana.com'],
  mainnet: [],
};

/** Reads the settings; a setting that is wrong is reported, never replaced by a default. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): EnvironmentReading {
  const read = variables.safeParse(source);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => ({
      variable: String(path[0]),
      sentence: `${String(path[0])} ${message}.`,
    }));
    return { ok: false, problems };
  }
  const {
    PYRONET_NETWORK: network,
    PYRONET_RPC_URLS: rpcUrls = defaultRpcUrls[network],
    PYRONET_WS_URLS: wsUrls = rpcUrls.map(websocketUrlOf),
    PYRONET_GENESIS_HASH: genesisHash = null,
    PYRONET_DATA_DIR: dataDir,
    PYRONET_APP_URL: appUrl,
  } = read.data;
  if (rpcUrls.length === 0) {
    const variable = 'PYRONET_RPC_URLS';
    return { ok: false, problems: [{ variable, sentence: `${variable} is needed on ${network}.` }] };
  }
  return { ok: true, environment: { network, rpcUrls, wsUrls, genesisHash, dataDir, appUrl } };
}

/** A node's websocket is at the next port where the address names one, and at the same address otherwise. */
export function websocketUrlOf(rpcUrl: string): string {
  const address = new URL(rpcUrl);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  if (address.port !== '') address.port = String(Number(address.port) + 1);
  return address.toString();
}
