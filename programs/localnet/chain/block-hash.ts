import { createHash, randomBytes } from 'node:crypto';

import { addressBytes, addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';

/**
 * Hash of a block. Fresh randomness goes in, so that nobody can compute a later slot's hash ahead of time and a draw
 * that reads it behaves as it would on a cluster with many leaders.
 */
export function hashBlock(previous: AddressKey, slot: number, signatures: readonly AddressKey[]): AddressKey {
  const hash = createHash('sha256')
    .update('pyro.local.block')
    .update(addressBytes(previous))
    .update(String(slot));
  for (const signature of signatures) hash.update(addressBytes(signature));
  return addressKey(hash.update(randomBytes(32)).digest());
}
