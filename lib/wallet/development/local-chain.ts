import { type Address } from '@solana/kit';

import { publicGenesisHashes } from '@/lib/env/public-network';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated/programs/pyronet';
import { type ChainClient, NodeError } from '@/lib/rpc/chain-client';

/** What only a local network of ours can do. */
export interface LocalChain {
  /** Genesis hash (base58) of the chain that was found. */
  readonly genesisHash: string;
  /** Rejects unless the node still answers for that same local chain. */
  readonly assertSame: () => Promise<void>;
  readonly airdrop: (owner: Address, lamports: bigint) => Promise<void>;
  /** Gives USDC and PYRO, in atoms. */
  readonly grant: (owner: Address, grant: { usdcAtoms: bigint; pyroAtoms: bigint }) => Promise<void>;
  /** Moves the chain's clock forward. */
  readonly travel: (seconds: number) => Promise<void>;
  /** Replaces the chain by a new one, with another genesis hash. */
  readonly reset: () => Promise<void>;
}

/** The local chain behind a client; null where the node belongs to any other network or has not our program. */
export async function findLocalChain(client: Pick<ChainClient, 'request'>): Promise<LocalChain | null> {
  const genesisHash = await readLocalGenesis(client);
  if (genesisHash === null) return null;
  const ask = async (method: string, params: readonly unknown[]): Promise<void> => {
    await client.request(method, params);
  };
  return {
    genesisHash,
    assertSame: async () => {
      if ((await readLocalGenesis(client)) !== genesisHash) {
        throw new Error('this wallet signs for the local chain it was opened on, and for no other');
      }
    },
    airdrop: (owner, lamports) => ask('requestAirdrop', [owner, lamports]),
    grant: (owner, { usdcAtoms, pyroAtoms }) =>
      ask('pyronet_faucet', [owner, { usdcAtoms: String(usdcAtoms), pyroAtoms: String(pyroAtoms) }]),
    travel: (seconds) => ask('pyronet_timeTravel', [{ seconds }]),
    reset: () => ask('pyronet_reset', []),
  };
}

/** A public node does not know the method; one that claims a public genesis hash is not believed. */
async function readLocalGenesis(client: Pick<ChainClient, 'request'>): Promise<string | null> {
  let info: unknown;
  try {
    info = await client.request('pyronet_info', []);
  } catch (error) {
    if (error instanceof NodeError) return null;
    throw error;
  }
  if (typeof info !== 'object' || info === null) return null;
  const { programId, programLoaded, genesisHash } = info as Readonly<Record<string, unknown>>;
  const known = programId === PYRONET_PROGRAM_ADDRESS && programLoaded === true;
  if (!known || typeof genesisHash !== 'string') return null;
  return Object.values<string>(publicGenesisHashes).includes(genesisHash) ? null : genesisHash;
}
