import { type Address } from '@solana/kit';

import { findLeasePda, findVaultPda } from '@/lib/pyronet/generated';

/** The bump that the program checks without searching. */
const cheapestBump = 255;
/** One nonce in four is cheapest, so all of these fail once in ten thousand times. */
const triesAtMost = 32n;

/**
 * A nonce for a renter's next lease, from `start` upwards (after the largest u64 from 0 on), whose lease and vault addresses have the cheapest bumps:
 * opening then costs the least compute units that it can. Draw `start` at random, so that it meets no lease in use.
 */
export async function leaseNonce(renter: Address, start: bigint): Promise<bigint> {
  for (let tries = 0n; tries < triesAtMost; tries += 1n) {
    const nonce = BigInt.asUintN(64, start + tries);
    const [lease, leaseBump] = await findLeasePda({ renter, nonce });
    const [, vaultBump] = await findVaultPda({ lease });
    if (leaseBump === cheapestBump && vaultBump === cheapestBump) return nonce;
  }
  return start;
}
