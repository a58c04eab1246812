import { generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { beforeAll, describe, expect, test } from 'vitest';

import {
  claimedProvider,
  type ProviderRecord,
  signProviderRecord,
  verifyProviderRecord,
} from './provider-record';
import { testSession } from './testing/session';

let network: Awaited<ReturnType<typeof testSession>>['scope'];
let worker: KeyPairSigner;
let record: ProviderRecord;

beforeAll(async () => {
  network = (await testSession()).scope;
  worker = await generateKeyPairSigner();
  record = {
    version: 1,
    provider: (await generateKeyPairSigner()).address,
    name: 'Zürich rack 2 (北)',
    endpoints: ['http://127.0.0.1:4100'],
    relays: ['https://pyronet.example'],
    updated_at: 1_700_000_000,
  };
});

describe('a provider record', () => {
  test('survives the way through a keeper when its provider signed it', async () => {
    const bytes = await signProviderRecord(network, record, worker.keyPair.privateKey);
    expect(claimedProvider(bytes)).toBe(record.provider);
    await expect(verifyProviderRecord(network, bytes, [worker.address])).resolves.toEqual(record);
  });

  test('is refused when signed by someone else, for another network, or changed', async () => {
    const stranger = await generateKeyPairSigner();
    const bytes = await signProviderRecord(network, record, worker.keyPair.privateKey);
    const elsewhere = { ...network, genesisHash: new Uint8Array(32) };
    await expect(verifyProviderRecord(network, bytes, [stranger.address])).rejects.toMatchObject({
      code: 'unauthorized',
    });
    await expect(verifyProviderRecord(elsewhere, bytes, [worker.address])).rejects.toMatchObject({
      code: 'unauthorized',
    });
    const changed = new TextEncoder().encode(new TextDecoder().decode(bytes).replace('rack 2', 'rack 3'));
    await expect(verifyProviderRecord(network, changed, [worker.address])).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  test.each([
    ['a name with markup', { name: '<img src=x>' }],
    ['a name with a line break', { name: 'a\nb' }],
    ['a name that turns the reading direction', { name: 'abc\u202egnp' }],
    ['an invisible name', { name: '\u200b' }],
    ['a long name', { name: 'x'.repeat(65) }],
    ['a script as address', { endpoints: ['javascript:alert(1)'] }],
    ['an address with a password', { endpoints: ['http://a:b@host'] }],
    ['too many addresses', { relays: Array.from({ length: 5 }, () => 'http://host') }],
  ])('cannot carry %s', async (_, change) => {
    await expect(
      signProviderRecord(network, { ...record, ...change }, worker.keyPair.privateKey),
    ).rejects.toThrow();
    const payload = JSON.stringify({ ...record, ...change });
    const bytes = new TextEncoder().encode(JSON.stringify({ payload, signature: '' }));
    expect(() => claimedProvider(bytes)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });

  test.each(['', '{', '[]', '{"payload":"{}","signature":""}', 'x'.repeat(9000)])(
    'is refused when malformed: %.20s',
    (text) => {
      expect(() => claimedProvider(new TextEncoder().encode(text))).toThrow(
        expect.objectContaining({ code: 'bad_request' }),
      );
    },
  );
});
