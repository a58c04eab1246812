import { type Address, type TransactionSigner } from '@solana/kit';
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  getTokenSize,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';

import { rentExemptLamports } from '@/lib/domain/rent';

import { type ActionPlan } from './plan';

/** Opens a token account where there may be none. */
export interface PayoutAccountPlan extends ActionPlan {
  readonly account: Address;
  /** Deposited where the account does not exist yet; it comes back when its owner closes the account. */
  readonly rentLamports: bigint;
}

/** Sees that `owner` has its usual token account of a mint, into which it can be paid. Does nothing where it has. */
export async function payoutAccount(request: {
  readonly payer: TransactionSigner;
  readonly owner: Address;
  readonly mint: Address;
}): Promise<PayoutAccountPlan> {
  const { payer, owner, mint } = request;
  const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS });
  return {
    instructions: [getCreateAssociatedTokenIdempotentInstruction({ payer, owner, mint, ata: account })],
    account,
    rentLamports: rentExemptLamports(getTokenSize()),
  };
}
