import { readFile } from 'node:fs/promises';

import { type Instruction, type TransactionSigner } from '@solana/kit';

import { genesis } from '@/lib/actions/genesis';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';
import { initialParams } from '@/lib/pyronet/initial-params';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { type Chain } from '@/programs/localnet/chain/chain';
import {
  type LocalMints,
  localMints,
  putGenesisAccounts,
} from '@/programs/localnet/genesis/genesis-accounts';
import { sendLocally } from '@/programs/localnet/local-transaction';
import { LocalnetError } from '@/programs/localnet/localnet-error';
import { addressBytes, knownAddress } from '@/programs/localnet/wire/address-key';

/** Seconds until the founders' authority lapses by itself: four years. */
const SUNSET_AFTER_S = 4 * 365 * 86_400;

export const PROGRAM_FILE = new URL('../../pyronet/artifacts/pyronet.so', import.meta.url);

export type GenesisContext = {
  readonly founder: TransactionSigner;
  readonly programKey: TransactionSigner;
  readonly mints: LocalMints;
  readonly genesisHash: Uint8Array;
  readonly unixSeconds: number;
};

/** Makes the transactions that start the network, in order, each a list of instructions. */
export type GenesisInstructions = (context: GenesisContext) => Promise<readonly (readonly Instruction[])[]>;

/**
 * Brings a chain to where the network runs on it: faucet, founder and mints on a fresh chain, the program as it was built
 * last, and its genesis once. Without a built program the chain is a plain one. Throws `LocalnetError`
 * `genesis-failed` where the program cannot be loaded or refuses.
 */
export async function ensureGenesis(
  chain: Chain,
  fresh: boolean,
  instructionsOf: GenesisInstructions = pyronetGenesis,
): Promise<void> {
  if (fresh) await putGenesisAccounts(chain);
  const elf = await readProgram();
  if (elf === undefined) return;
  const programKey = knownAddress(PYRONET_PROGRAM_ADDRESS);
  const started = chain.account(programKey, chain.slot) !== undefined;
  if (chain.isProgram(programKey, elf)) return;
  try {
    chain.putProgram(programKey, elf);
  } catch (error) {
    throw new LocalnetError('genesis-failed', `${PROGRAM_FILE.pathname} cannot be loaded: ${String(error)}`);
  }
  // A program may be called from the slot after the one that it was loaded in.
  chain.tick();
  if (!started) await startNetwork(chain, instructionsOf);
}

async function startNetwork(chain: Chain, instructionsOf: GenesisInstructions): Promise<void> {
  const [founder, programKey] = await Promise.all([
    worthlessLocalKey('founder'),
    worthlessLocalKey('program'),
  ]);
  const context = {
    founder,
    programKey,
    mints: await localMints(),
    genesisHash: addressBytes(chain.genesisHash),
    unixSeconds: chain.unixSeconds,
  };
  for (const instructions of await instructionsOf(context)) {
    const outcome = await sendLocally(chain, founder, instructions);
    if (outcome.ok) continue;
    throw new LocalnetError(
      'genesis-failed',
      `The program refused its genesis: ${outcome.reason}\n${outcome.logs.join('\n')}`,
    );
  }
  chain.finalizeAll();
}

async function pyronetGenesis(context: GenesisContext): Promise<readonly (readonly Instruction[])[]> {
  const plans = await genesis({
    payer: context.founder,
    programKey: context.programKey,
    authority: context.founder,
    usdcMint: context.mints.usdc,
    pyroMint: context.mints.pyro,
    genesisHash: context.genesisHash,
    sunsetAt: BigInt(context.unixSeconds + SUNSET_AFTER_S),
    params: initialParams,
    gpuClasses: genesisGpuClasses,
  });
  return plans.map(({ instructions }) => instructions);
}

/** The built program, or undefined where it was not built. */
async function readProgram(): Promise<Uint8Array | undefined> {
  try {
    return await readFile(PROGRAM_FILE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
