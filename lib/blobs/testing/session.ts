import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';

import { type SessionScope } from '@/lib/domain/session-message';

/** A made-up lease life on a made-up network, with the key that may speak for it. */
export async function testSession(): Promise<{ readonly scope: SessionScope; readonly key: KeyPairSigner }> {
  const address = async (): Promise<Address> => (await generateKeyPairSigner()).address;
  const scope: SessionScope = {
    genesisHash: crypto.getRandomValues(new Uint8Array(32)),
    programAddress: await address(),
    lease: await address(),
    openedSlot: 77n,
    sessionEpoch: 0,
  };
  return { scope, key: await generateKeyPairSigner() };
}
