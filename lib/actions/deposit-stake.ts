import { type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { getDepositStakeInstructionAsync } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan } from './plan';

/** Adds PYRO to a provider's stake, which opens a tier. Anyone may. */
export async function depositStake(request: {
  readonly network: Network;
  readonly depositor: TransactionSigner;
  /** PYRO token account of the depositor. */
  readonly source: Address;
  readonly provider: Address;
  readonly amountAtoms: bigint;
}): Promise<Result<ActionPlan, 'amount_zero'>> {
  const { network, depositor, source, provider, amountAtoms } = request;
  if (amountAtoms <= 0n) return failure('amount_zero', 'The amount is zero.', 'Enter an amount above zero.');
  const instruction = await getDepositStakeInstructionAsync({
    depositor,
    source,
    provider,
    params: network.paramsAddress,
    amount: amountAtoms,
  });
  return success({ instructions: [instruction] });
}
