import { type Address, type TransactionSigner } from '@solana/kit';

import { getTakeParkedInstructionAsync, type Parking } from '@/lib/pyronet/generated';

import { type ActionPlan } from './plan';

/**
 * The owner takes everything out that was parked for it, to any USDC account. The parking closes and its rent goes back to
 * who paid it, unless `keepOpen`: for when that account can take no lamports.
 */
export async function takeParked(request: {
  readonly owner: TransactionSigner;
  readonly parking: Parking;
  readonly destination: Address;
  readonly keepOpen?: boolean;
}): Promise<ActionPlan> {
  const { owner, parking, destination, keepOpen = false } = request;
  const closing = keepOpen ? {} : { rentPayer: parking.rentPayer };
  const instruction = await getTakeParkedInstructionAsync({
    owner,
    vault: parking.vault,
    destination,
    ...closing,
  });
  return { instructions: [instruction] };
}
