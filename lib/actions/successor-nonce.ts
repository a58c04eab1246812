import { type Address } from '@solana/kit';

import { leaseNonce } from './lease-nonce';

/** How far a successor's nonce is from its predecessor's at least. */
const nonceStep = 1n << 56n;

/** The nonce of a lease's successor, and how far the search for a cheap address went. */
export async function successorNonce(
  renter: Address,
  nonce: bigint,
): Promise<{ readonly nonceOffset: number; readonly successorNonce: bigint }> {
  const start = BigInt.asUintN(64, nonce + nonceStep);
  const found = await leaseNonce(renter, start);
  return { nonceOffset: Number(BigInt.asUintN(64, found - start)), successorNonce: found };
}
