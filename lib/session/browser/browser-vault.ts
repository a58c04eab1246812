import { publicNetwork } from '@/lib/env/public-network';
import { browserChain } from '@/lib/rpc/browser-chain';
import { forgetOtherChains } from '@/lib/storage/chain-scope';
import { heldBytesStore } from '@/lib/storage/held-bytes-store';
import { sealedKeyValueStore } from '@/lib/storage/sealed-key-value-store';

import { type SessionVault } from '../session-vault';

let opening: Promise<SessionVault> | undefined;

/** What this browser keeps of the renter's leases on the chain of this tab. Rejects when the chain cannot be asked. */
export function browserVault(): Promise<SessionVault> {
  opening ??= open().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function open(): Promise<SessionVault> {
  const genesisHash = await (await browserChain()).genesisHash();
  if (publicNetwork().network === 'localnet') void forgetOtherChains(genesisHash).catch(() => undefined);
  return { secrets: sealedKeyValueStore(genesisHash), inputs: heldBytesStore(genesisHash) };
}
