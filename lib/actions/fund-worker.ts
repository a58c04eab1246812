import { type Address, lamports, type TransactionSigner } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';

import { failure, type Result, success } from '@/lib/domain/result';

import { type ActionPlan } from './plan';

/**
 * Fills the purse of a machine's key: it pays the fees of its own transactions, and deposits 0.0085 SOL for each result
 * until no evidence against it counts any more.
 */
export function fundWorker(request: {
  readonly payer: TransactionSigner;
  readonly workerKey: Address;
  readonly amountLamports: bigint;
}): Result<ActionPlan, 'amount_zero'> {
  const { payer, workerKey, amountLamports } = request;
  if (amountLamports <= 0n)
    return failure('amount_zero', 'The amount is zero.', 'Enter an amount above zero.');
  const transfer = getTransferSolInstruction({
    source: payer,
    destination: workerKey,
    amount: lamports(amountLamports),
  });
  return success({ instructions: [transfer] });
}
