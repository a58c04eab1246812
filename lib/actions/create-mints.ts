import { type Address, type TransactionSigner } from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import { getInitializeMint2Instruction, getMintSize, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { type ActionPlan } from './plan';

const decimals = 6;

/** Creates a local network's USDC and PYRO mints. On a public network both exist before Pyronet does. */
export function createMints(request: {
  readonly payer: TransactionSigner;
  readonly usdcMint: TransactionSigner;
  readonly pyroMint: TransactionSigner;
  /** May mint both, and freeze accounts, as the issuer of USDC can. */
  readonly issuer: Address;
  /** Lamports that make a mint account rent-exempt. */
  readonly rentLamports: bigint;
}): ActionPlan {
  const { payer, usdcMint, pyroMint, issuer, rentLamports } = request;
  return {
    instructions: [usdcMint, pyroMint].flatMap((mint) => [
      getCreateAccountInstruction({
        payer,
        newAccount: mint,
        lamports: rentLamports,
        space: getMintSize(),
        programAddress: TOKEN_PROGRAM_ADDRESS,
      }),
      getInitializeMint2Instruction({
        mint: mint.address,
        decimals,
        mintAuthority: issuer,
        freezeAuthority: issuer,
      }),
    ]),
  };
}
