import { type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import { Deposit, getRequestUnbondInstructionAsync, type Provider } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan } from './plan';

export type RequestUnbondCode = 'amount_zero' | 'not_enough_free';

/** What unbonding comes to. */
export interface RequestUnbondPlan extends ActionPlan {
  /** Unix seconds from which it can be withdrawn, unless leases or evidence hold it longer. */
  readonly availableFrom: bigint;
}

/** Starts to take out free bond or stake. A second request adds to the first and starts the time anew. */
export async function requestUnbond(request: {
  readonly network: Network;
  readonly authority: TransactionSigner;
  readonly provider: Provider;
  readonly deposit: Deposit;
  readonly amountAtoms: bigint;
  /** Unix seconds. */
  readonly now: bigint;
}): Promise<Result<RequestUnbondPlan, RequestUnbondCode>> {
  const { network, authority, provider, deposit, amountAtoms, now } = request;
  if (amountAtoms <= 0n) return failure('amount_zero', 'The amount is zero.', 'Enter an amount above zero.');
  const free = deposit === Deposit.Bond ? provider.bondFree : provider.stake - provider.stakeExposed;
  if (amountAtoms > free) {
    return failure(
      'not_enough_free',
      `Only ${formatUsdc(free)} ${deposit === Deposit.Bond ? 'USDC' : 'PYRO'} are free.`,
      'Ask for less, or wait until leases settle.',
    );
  }
  const instruction = await getRequestUnbondInstructionAsync({
    authority,
    params: network.paramsAddress,
    amount: amountAtoms,
    deposit,
  });
  return success({ instructions: [instruction], availableFrom: now + BigInt(network.params.unbondingS) });
}
