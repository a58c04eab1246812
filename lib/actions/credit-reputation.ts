import { type TransactionSigner } from '@solana/kit';

import {
  findGpuClassPda,
  findPairPda,
  getCreditReputationInstructionAsync,
  type Lease,
} from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan, type Located } from './plan';

/**
 * Raises the provider's reputation by the fees of a settled lease, once; its fees must be claimed before or in the same
 * transaction. Anyone may. The payer lays out 1,781,760 lamports where provider and renter have no pair yet, and gets
 * them back when the pair closes.
 */
export async function creditReputation(request: {
  readonly network: Network;
  readonly payer: TransactionSigner;
  readonly lease: Located<Lease>;
}): Promise<ActionPlan> {
  const { network, payer, lease } = request;
  const { provider, renter, classId } = lease.data;
  const [gpuClass] = await findGpuClassPda({ classId });
  const instruction = await getCreditReputationInstructionAsync({
    payer,
    provider,
    lease: lease.address,
    pair: await findPairPda({ provider, renter }),
    gpuClass,
    params: network.paramsAddress,
  });
  return { instructions: [instruction] };
}
