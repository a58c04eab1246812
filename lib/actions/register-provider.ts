import { type Address, type TransactionSigner } from '@solana/kit';

import { findProviderPda, getRegisterProviderInstructionAsync } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan } from './plan';

/** A provider in the making. */
export interface RegisterProviderPlan extends ActionPlan {
  readonly provider: Address;
}

/** Registers a provider with its bond and stake vaults, and the key that its machines sign with. */
export async function registerProvider(request: {
  readonly network: Network;
  readonly authority: TransactionSigner;
  /** Pays the rent. */
  readonly payer: TransactionSigner;
  readonly workerKey: Address;
  /** USDC token account that leases will pay; it must exist. */
  readonly payout: Address;
  /** Names the signed record of where the worker is reached. */
  readonly recordHash: Uint8Array;
  readonly region: number;
}): Promise<RegisterProviderPlan> {
  const { network, ...registration } = request;
  const provider = await findProviderPda({ authority: request.authority.address });
  const instruction = await getRegisterProviderInstructionAsync({
    ...registration,
    provider,
    usdcMint: network.usdcMint,
    pyroMint: network.pyroMint,
  });
  return { instructions: [instruction], provider: provider[0] };
}
