import { type Address, type Instruction, type TransactionSigner } from '@solana/kit';
import { WebSocket } from 'ws';

import { describeProgramError } from '@/lib/pyronet/program-error';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { fetchNetwork, type Network } from '@/lib/pyronet/network';
import { type ChainClient, createChainClient } from '@/lib/rpc/chain-client';
import { type KeyValueStore } from '@/lib/storage/key-value-store';
import { nodePort } from '@/lib/tx/node-port';
import { type Confirmed } from '@/lib/tx/outcome';
import { TransactionSubmitter } from '@/lib/tx/submitter';

import { WorkerError } from '../worker-error';

/** The chain as a worker sees it. */
export interface WorkerChain {
  readonly client: ChainClient;
  readonly network: Network;
  /** Base58. */
  readonly genesisHash: string;
  readonly programAddress: Address;
  /** True only where money is worthless: the tokens are those of a local network. */
  readonly isLocal: boolean;
  /** Submits once for ever per key: a restart asks what became of it instead of sending again. */
  readonly once: Submit;
  /** Submits something that may be done again, such as a heartbeat; nothing is written to disk. */
  readonly again: Submit;
  readonly close: () => void;
}

/**
 * @param key names the intent
 * @throws WorkerError `transaction_failed` (code of the program in `cause`), `transaction_unknown`
 */
export type Submit = (
  key: string,
  payer: TransactionSigner,
  instructions: readonly Instruction[],
) => Promise<Confirmed>;

export interface ChainAddresses {
  readonly rpcUrls: readonly string[];
  readonly wsUrls: readonly string[];
}

/** @throws WorkerError `no_genesis` when the program has no network on this chain; RpcError when it cannot be asked */
export async function connectChain(
  { rpcUrls, wsUrls }: ChainAddresses,
  transactions: KeyValueStore,
): Promise<WorkerChain> {
  const client = createChainClient({ rpcUrls, wsUrls, webSocket: WebSocket });
  try {
    const genesisHash = await client.genesisHash();
    const network = await readNetwork(client);
    const localUsdc = await worthlessLocalKey('usdc mint');
    return {
      client,
      network,
      genesisHash,
      programAddress: PYRONET_PROGRAM_ADDRESS,
      isLocal: network.usdcMint === localUsdc.address,
      ...writers(client, transactions),
      close: client.close,
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

/** The same chain with a journal of its own, for one of several who submit under names of their own. */
export const withJournal = (chain: WorkerChain, transactions: KeyValueStore): WorkerChain => ({
  ...chain,
  ...writers(chain.client, transactions),
});

const writers = (client: ChainClient, transactions: KeyValueStore): Pick<WorkerChain, 'once' | 'again'> => ({
  once: submitWith(client, transactions),
  again: submitWith(client, forgetfulStore),
});

async function readNetwork(client: ChainClient): Promise<Network> {
  try {
    return await fetchNetwork(client.rpc);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'RpcError') throw cause;
    throw new WorkerError(
      'no_genesis',
      'The chain at --rpc has no Pyronet network.',
      'Check the address; on the local network, start it with `npm start`.',
      { cause },
    );
  }
}

/** Remembers nothing, so that a key may be used again. */
const forgetfulStore: KeyValueStore = {
  get: async () => null,
  set: async () => undefined,
  delete: async () => undefined,
  keys: async () => [],
};

function submitWith(client: ChainClient, store: KeyValueStore): Submit {
  const submitter = new TransactionSubmitter({ port: nodePort(client), store, decode });
  return async (key, feePayer, instructions) => {
    const outcome = await submitter.submit({ key, feePayer, instructions });
    if (outcome.kind === 'confirmed') return outcome;
    if (outcome.kind === 'failed') {
      const { code, sentence, next } = outcome.failure;
      throw new WorkerError('transaction_failed', sentence, next, { cause: code });
    }
    if (outcome.kind === 'rejected') {
      throw new WorkerError('transaction_failed', outcome.sentence, 'Check the key.', { cause: 'rejected' });
    }
    throw new WorkerError(
      'transaction_unknown',
      outcome.kind === 'expired'
        ? 'The transaction expired before it landed.'
        : 'It is not known whether the transaction landed.',
      'It is looked into and tried again by itself.',
      { cause: outcome.kind },
    );
  };
}

/** The program's own name of why a transaction failed, such as `nothingNew`. */
export function programErrorOf(error: unknown): string | undefined {
  return error instanceof WorkerError &&
    error.code === 'transaction_failed' &&
    typeof error.cause === 'string'
    ? error.cause
    : undefined;
}

function decode(program: Address, errorNumber: number) {
  const problem = program === PYRONET_PROGRAM_ADDRESS ? describeProgramError(errorNumber) : undefined;
  return problem === undefined ? null : { code: problem.code, sentence: problem.message, next: problem.next };
}
