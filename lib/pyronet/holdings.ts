import { type Address, type GetBalanceApi, type GetAccountInfoApi, type Rpc } from '@solana/kit';
import { fetchMaybeToken, findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { type Network } from './network';

/** What an address holds, and the associated token accounts that hold it. */
export interface Holdings {
  readonly lamports: bigint;
  readonly usdcAccount: Address;
  readonly usdcAtoms: bigint;
  /** False where the USDC account does not exist yet. */
  readonly hasUsdcAccount: boolean;
  readonly pyroAccount: Address;
  readonly pyroAtoms: bigint;
  /** False where the PYRO account does not exist yet. */
  readonly hasPyroAccount: boolean;
}

/** Reads single accounts, nothing else. @throws RpcError when the chain cannot be asked */
export async function fetchHoldings(
  rpc: Rpc<GetBalanceApi & GetAccountInfoApi>,
  network: Pick<Network, 'usdcMint' | 'pyroMint'>,
  owner: Address,
): Promise<Holdings> {
  const tokenProgram = TOKEN_PROGRAM_ADDRESS;
  const [usdcAccount] = await findAssociatedTokenPda({ owner, mint: network.usdcMint, tokenProgram });
  const [pyroAccount] = await findAssociatedTokenPda({ owner, mint: network.pyroMint, tokenProgram });
  const [balance, usdc, pyro] = await Promise.all([
    rpc.getBalance(owner, { commitment: 'confirmed' }).send(),
    fetchMaybeToken(rpc, usdcAccount, { commitment: 'confirmed' }),
    fetchMaybeToken(rpc, pyroAccount, { commitment: 'confirmed' }),
  ]);
  return {
    lamports: balance.value,
    usdcAccount,
    usdcAtoms: usdc.exists ? usdc.data.amount : 0n,
    hasUsdcAccount: usdc.exists,
    pyroAccount,
    pyroAtoms: pyro.exists ? pyro.data.amount : 0n,
    hasPyroAccount: pyro.exists,
  };
}
