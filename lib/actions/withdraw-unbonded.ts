import { type Address, type TransactionSigner } from '@solana/kit';

import { type Result, success } from '@/lib/domain/result';
import { type WithdrawalCode, withdrawalProblem } from '@/lib/domain/unbonding';
import { Deposit, getWithdrawUnbondedInstructionAsync, type Provider } from '@/lib/pyronet/generated';

import { type ActionPlan } from './plan';

/** Pays out bond or stake whose unbonding time is over, all of it, while nothing holds the provider's deposits. */
export async function withdrawUnbonded(request: {
  readonly authority: TransactionSigner;
  readonly provider: Provider;
  readonly deposit: Deposit;
  /** Token account of the deposit's token. */
  readonly destination: Address;
  /** Unix seconds. */
  readonly now: bigint;
}): Promise<Result<ActionPlan, WithdrawalCode>> {
  const { authority, provider, deposit, destination, now } = request;
  const isBond = deposit === Deposit.Bond;
  const unbonding = isBond
    ? { atoms: provider.bondUnbonding, availableFrom: provider.bondUnbondAt }
    : { atoms: provider.stakeUnbonding, availableFrom: provider.stakeUnbondAt };
  const problem = withdrawalProblem(provider, unbonding, now);
  if (problem !== undefined) return { ok: false, problem };
  const instruction = await getWithdrawUnbondedInstructionAsync({
    authority,
    vault: isBond ? provider.bondVault : provider.stakeVault,
    destination,
    deposit,
  });
  return success({ instructions: [instruction] });
}
