import { sha256 } from '@noble/hashes/sha2';
import { createKeyPairSignerFromPrivateKeyBytes, type KeyPairSigner } from '@solana/kit';

/**
 * Keys of the local network. They are computed from public words, so everybody has them: whatever they hold or control
 * outside a local network is lost. The app refuses to use them against any other chain.
 */

/** Roles that the local network gives a key to. */
export const localRoles = ['program', 'founder', 'faucet', 'usdc mint', 'pyro mint'] as const;
export type LocalRole = (typeof localRoles)[number];

/** The words that a local key is the SHA-256 of. Anyone can repeat this, which is why the key is worthless. */
export function localKeySeed(name: string): string {
  return `pyronet local ${name} v1`;
}

/** The key of a role, or of any other name such as a demo renter. Never fund it outside the local network. */
export function worthlessLocalKey(name: LocalRole | (string & {})): Promise<KeyPairSigner> {
  return createKeyPairSignerFromPrivateKeyBytes(sha256(new TextEncoder().encode(localKeySeed(name))));
}
