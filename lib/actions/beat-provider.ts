import { type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { getBeatProviderInstructionAsync } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan } from './plan';

/** Announces that the provider serves for some more time; its offers vanish from the market when the time is over. */
export async function beatProvider(request: {
  readonly network: Network;
  readonly worker: TransactionSigner;
  readonly provider: Address;
  readonly liveForSeconds: number;
}): Promise<Result<ActionPlan, 'live_for_out_of_bounds'>> {
  const { network, worker, provider, liveForSeconds } = request;
  const { liveForMinS, liveForMaxS } = network.params;
  if (liveForSeconds < liveForMinS || liveForSeconds > liveForMaxS) {
    return failure(
      'live_for_out_of_bounds',
      `A provider announces between ${liveForMinS} and ${liveForMaxS} seconds.`,
      'Announce a time within these bounds.',
    );
  }
  const instruction = await getBeatProviderInstructionAsync({
    worker,
    provider,
    params: network.paramsAddress,
    liveForS: liveForSeconds,
  });
  return success({ instructions: [instruction] });
}
