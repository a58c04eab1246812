import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { expect, test } from 'vitest';

import { signProviderRecord } from '@/lib/blobs/provider-record';
import { sha256FromBytes } from '@/lib/blobs/digest';
import { toBase64, signEd25519, addressBytes, type SignedNetwork } from '@/lib/blobs/signed-bytes';
import { concatBytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';
import { domainTag } from '@/lib/domain/tag';
import { type Provider, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';

import { ProviderNames } from './provider-names';
import { type Seen } from './rows';

const network: SignedNetwork = {
  genesisHash: new Uint8Array(32).fill(7),
  programAddress: PYRONET_PROGRAM_ADDRESS,
};
const encoder = new TextEncoder();

interface Machine {
  readonly provider: Address;
  readonly worker: KeyPairSigner;
}

async function machine(): Promise<Machine> {
  return { provider: (await generateKeyPairSigner()).address, worker: await generateKeyPairSigner() };
}

/** What a provider wrote itself, whatever it says, with a right signature. */
async function signed({ provider, worker }: Machine, payload: string): Promise<Uint8Array> {
  const message = concatBytes(
    domainTag('pyro.recrd.v1'),
    network.genesisHash,
    addressBytes(network.programAddress),
    addressBytes(provider),
    contentDigest(encoder.encode(payload)),
  );
  const signature = toBase64(await signEd25519(worker.keyPair.privateKey, message));
  return encoder.encode(JSON.stringify({ payload, signature }));
}

const record = (provider: Address, name: string) => ({
  version: 1 as const,
  provider,
  name,
  endpoints: [],
  relays: [],
  updated_at: 1,
});

/** The name that the index shows for a provider whose record hash names these bytes. */
async function nameOf({ provider, worker }: Machine, blob: Uint8Array): Promise<string> {
  const names = new ProviderNames(network, async () => blob);
  const seen = {
    address: provider,
    slot: 1n,
    data: { recordHash: contentDigest(blob), workerKey: worker.address, authority: provider },
  } as unknown as Seen<Provider>;
  await names.readMissing([seen], 0);
  return names.of(seen);
}

test('a provider is called what its signed record says', async () => {
  const one = await machine();
  const blob = await signProviderRecord(
    network,
    record(one.provider, 'Ember Forge'),
    one.worker.keyPair.privateKey,
  );
  expect(await nameOf(one, blob)).toBe('Ember Forge');
});

test('markup, control, direction and endless names are no names, though they are signed', async () => {
  const one = await machine();
  for (const name of [
    '<img src=x onerror=alert(1)>',
    'Safe\u202Eegros',
    'Bell\u0007',
    'Zero\u200Bwidth',
    'x'.repeat(5_000),
    'two\nlines',
    '',
  ]) {
    const payload = JSON.stringify({ ...record(one.provider, 'x'), name });
    expect(await nameOf(one, await signed(one, payload))).toBe('');
  }
});

test('a record signed by another, or of another provider, or that is no record gives no name', async () => {
  const [one, other] = [await machine(), await machine()];
  const others = await signProviderRecord(
    network,
    record(one.provider, 'Forged'),
    other.worker.keyPair.privateKey,
  );
  const stolen = await signProviderRecord(
    network,
    record(other.provider, 'Stolen'),
    one.worker.keyPair.privateKey,
  );
  for (const blob of [others, stolen, encoder.encode('{}'), new Uint8Array(100)])
    expect(await nameOf(one, blob)).toBe('');
});

test('a record that is published later is found, after waits that grow', async () => {
  const one = await machine();
  const blob = await signProviderRecord(network, record(one.provider, 'Late'), one.worker.keyPair.privateKey);
  let published = false;
  let reads = 0;
  const names = new ProviderNames(network, async (name) => {
    reads += 1;
    expect(name).toBe(sha256FromBytes(contentDigest(blob)));
    if (!published) throw new Error('not stored');
    return blob;
  });
  const seen = {
    address: one.provider,
    slot: 1n,
    data: { recordHash: contentDigest(blob), workerKey: one.worker.address, authority: one.provider },
  } as unknown as Seen<Provider>;
  for (let nowMs = 0; nowMs < 60_000; nowMs += 1_000) await names.readMissing([seen], nowMs);
  expect(reads).toBeLessThan(8);
  expect(names.of(seen)).toBe('');
  published = true;
  expect(await names.readMissing([seen], 1_000_000)).toEqual([seen]);
  expect(names.of(seen)).toBe('Late');
});
