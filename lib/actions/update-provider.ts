import { type Address, type TransactionSigner } from '@solana/kit';

import { getUpdateProviderInstructionAsync, type Provider } from '@/lib/pyronet/generated';

import { type ActionPlan } from './plan';

/** Replaces worker key, payout, record and region, each where given. Open leases keep their payout. */
export async function updateProvider(request: {
  readonly authority: TransactionSigner;
  readonly provider: Provider;
  readonly workerKey?: Address;
  readonly payout?: Address;
  readonly recordHash?: Uint8Array;
  readonly region?: number;
}): Promise<ActionPlan> {
  const { authority, provider } = request;
  const instruction = await getUpdateProviderInstructionAsync({
    authority,
    payout: request.payout ?? provider.payout,
    workerKey: request.workerKey ?? provider.workerKey,
    recordHash: request.recordHash ?? provider.recordHash,
    region: request.region ?? provider.region,
  });
  return { instructions: [instruction] };
}
