import { type Address } from '@solana/kit';

import { leaseNonce } from '@/lib/actions/lease-nonce';
import { findLeasePda } from '@/lib/pyronet/generated';
import { browserChain } from '@/lib/rpc/browser-chain';
import { chainScope } from '@/lib/storage/chain-scope';

import { forgetIntent, type IntentMemory, nonceOf, randomNonce, type RentIntent } from './rent-intent';

/** The lease that an intent will open. */
export interface LeaseInTheMaking {
  readonly renter: Address;
  /** Free under this renter when it was drawn. */
  readonly nonce: bigint;
  readonly lease: Address;
}

/** Where the intent's lease will be; the same answer until the intent is forgotten. */
export async function leaseInTheMaking(intent: RentIntent): Promise<LeaseInTheMaking> {
  const nonce = await leaseNonce(intent.renter, nonceOf(intent, await tabMemory(), randomNonce));
  const [lease] = await findLeasePda({ renter: intent.renter, nonce });
  return { renter: intent.renter, nonce, lease };
}

/** The next wish to rent this offer opens another lease. */
export async function leaseIsMade(offer: string): Promise<void> {
  forgetIntent(offer, await tabMemory());
}

async function tabMemory(): Promise<IntentMemory> {
  const scope = chainScope(await (await browserChain()).genesisHash());
  return { storage: window.sessionStorage, scope };
}
