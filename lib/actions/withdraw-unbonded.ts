import { type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { Deposit, getWithdrawUnbondedInstructionAsync, type Provider } from '@/lib/pyronet/generated';

import { type ActionPlan } from './plan';

export type WithdrawUnbondedCode = 'nothing_unbonding' | 'still_unbonding';

/** Pays out bond or stake whose unbonding time is over. */
export async function withdrawUnbonded(request: {
  readonly authority: TransactionSigner;
  readonly provider: Provider;
  readonly deposit: Deposit;
  /** Token account of the deposit's token. */
  readonly destination: Address;
  /** Unix seconds. */
  readonly now: bigint;
}): Promise<Result<ActionPlan, WithdrawUnbondedCode>> {
  const { authority, provider, deposit, destination, now } = request;
  const isBond = deposit === Deposit.Bond;
  const unbonding = isBond ? provider.bondUnbonding : provider.stakeUnbonding;
  const availableFrom = isBond ? provider.bondUnbondAt : provider.stakeUnbondAt;
  if (unbonding === 0n) {
    return failure('nothing_unbonding', 'Nothing is unbonding.', 'Request it first, then wait.');
  }
  if (now < availableFrom) {
    return failure(
      'still_unbonding',
      `The unbonding time ends in ${availableFrom - now} seconds.`,
      'Try again when it is over.',
    );
  }
  const instruction = await getWithdrawUnbondedInstructionAsync({
    authority,
    vault: isBond ? provider.bondVault : provider.stakeVault,
    destination,
    deposit,
  });
  return success({ instructions: [instruction] });
}
