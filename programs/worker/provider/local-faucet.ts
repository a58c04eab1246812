import { type Address, lamports } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  getMintToCheckedInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';

import { usdcDecimals } from '@/lib/domain/usdc';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { type WorkerChain } from '../chain/worker-chain';
import { WorkerError } from '../worker-error';

const PURSE_LAMPORTS = lamports(10_000_000_000n);

/**
 * Gives worthless lamports and tokens of the local network to `owner`, by the faucet's public key.
 * @throws WorkerError `not_local_network`
 */
export async function fundLocally(
  chain: WorkerChain,
  owner: Address,
  amounts: { readonly usdcAtoms: bigint; readonly pyroAtoms: bigint },
): Promise<void> {
  if (!chain.isLocal) {
    throw new WorkerError(
      'not_local_network',
      'There is a faucet on the local network only.',
      `Send SOL, USDC and PYRO to ${owner}.`,
    );
  }
  const faucet = await worthlessLocalKey('faucet');
  const { usdcMint, pyroMint } = chain.network;
  const purse = getTransferSolInstruction({ source: faucet, destination: owner, amount: PURSE_LAMPORTS });
  const tokens = await Promise.all([
    mint(faucet, owner, usdcMint, amounts.usdcAtoms),
    mint(faucet, owner, pyroMint, amounts.pyroAtoms),
  ]);
  await chain.again(`fund ${owner}`, faucet, [purse, ...tokens.flat()]);
}

async function mint(
  faucet: Awaited<ReturnType<typeof worthlessLocalKey>>,
  owner: Address,
  mintAddress: Address,
  amount: bigint,
) {
  const [token] = await findAssociatedTokenPda({
    owner,
    mint: mintAddress,
    tokenProgram: TOKEN_PROGRAM_ADDRESS,
  });
  const create = getCreateAssociatedTokenIdempotentInstruction({
    payer: faucet,
    ata: token,
    owner,
    mint: mintAddress,
  });
  const mintTo = getMintToCheckedInstruction({
    mint: mintAddress,
    token,
    mintAuthority: faucet,
    amount,
    decimals: usdcDecimals,
  });
  return amount === 0n ? [create] : [create, mintTo];
}
