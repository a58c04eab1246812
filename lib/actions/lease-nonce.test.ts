import { expect, test } from 'vitest';

import { findLeasePda, findVaultPda } from '@/lib/pyronet/generated';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { leaseNonce } from './lease-nonce';

test('a lease under the chosen nonce stands at the addresses that are cheapest to open', async () => {
  const { address: renter } = await worthlessLocalKey('renter');
  for (const start of [0n, 1_000n, 2n ** 63n, 2n ** 64n - 1n]) {
    const nonce = await leaseNonce(renter, start);
    expect(BigInt.asUintN(64, nonce - start)).toBeLessThan(32n);
    const [lease, leaseBump] = await findLeasePda({ renter, nonce });
    expect([leaseBump, (await findVaultPda({ lease }))[1]]).toEqual([255, 255]);
  }
});
