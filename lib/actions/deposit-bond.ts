import { type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { getDepositBondInstructionAsync } from '@/lib/pyronet/generated';

import { type ActionPlan } from './plan';

/** Adds USDC to a provider's free bond, which covers its leases. Anyone may. */
export async function depositBond(request: {
  readonly depositor: TransactionSigner;
  /** USDC token account of the depositor. */
  readonly source: Address;
  readonly provider: Address;
  readonly amountAtoms: bigint;
}): Promise<Result<ActionPlan, 'amount_zero'>> {
  const { depositor, source, provider, amountAtoms } = request;
  if (amountAtoms <= 0n) return failure('amount_zero', 'The amount is zero.', 'Enter an amount above zero.');
  const instruction = await getDepositBondInstructionAsync({
    depositor,
    source,
    provider,

    amount: amountAtoms,
  });
  return success({ instructions: [instruction] });
}
