import { generateKeyPairSigner } from '@solana/kit';
import { beforeEach, describe, expect, test } from 'vitest';

import { signEd25519 } from '@/lib/blobs/signed-bytes';
import { testSession } from '@/lib/blobs/testing/session';
import { encodeVoucherMessage, type SessionScope, type Voucher } from '@/lib/domain/session-message';
import { type KeyValueStore, memoryStore } from '@/lib/storage/key-value-store';

import { VoucherBox, type VoucherCheck, verifyVoucher } from './voucher-box';

const root = (count: number): Uint8Array => new Uint8Array(32).fill(count);
const START = 1000n;
let session: Awaited<ReturnType<typeof testSession>>;
let store: KeyValueStore;
let box: VoucherBox;
let check: VoucherCheck;

const voucher = (changes: Partial<Voucher> = {}): Voucher => ({
  servedUntil: START + 30n,
  coveredSeconds: 30n,
  deliveredSegments: 4n,
  acceptedSegments: 3n,
  deliveredRoot: root(4),
  ...changes,
});

const give = async (
  stated: Voucher,
  scope: SessionScope = session.scope,
  key: CryptoKey = session.key.keyPair.privateKey,
): Promise<Voucher> => {
  const message = encodeVoucherMessage(scope, stated);
  return box.keep(await verifyVoucher(message, await signEd25519(key, message), check));
};

beforeEach(async () => {
  session = await testSession();
  store = memoryStore();
  box = await VoucherBox.open(store);
  check = {
    scope: session.scope,
    sessionKey: session.key.address,
    latest: START + 60n,
    startedAt: START,
    rootOfFirst: (count) => (count <= 5 ? root(count) : undefined),
  };
});

describe('a box of vouchers', () => {
  test('keeps the best and still has it after a restart', async () => {
    await give(voucher());
    const better = voucher({ servedUntil: START + 50n, coveredSeconds: 50n });
    await expect(give(better)).resolves.toEqual(better);
    await expect(give(voucher()), 'an older one changes nothing').resolves.toEqual(better);
    const reopened = await VoucherBox.open(store);
    expect(reopened.best?.voucher).toEqual(better);
    expect(reopened.best).toEqual(box.best);
  });

  test('keeps the better of two that arrive at once, in memory and on disk', async () => {
    const slow: KeyValueStore = {
      ...store,
      set: async (key, value) => {
        await new Promise((resolve) => setTimeout(resolve, writesMs.shift() ?? 0));
        await store.set(key, value);
      },
    };
    const writesMs = [50, 100];
    box = await VoucherBox.open(slow);
    const better = voucher({ servedUntil: START + 50n, coveredSeconds: 50n });
    await Promise.all([give(better), give(voucher())]);
    expect(box.best?.voucher).toEqual(better);
    expect((await VoucherBox.open(store)).best?.voucher).toEqual(better);
  });

  test('refuses one that takes back what an earlier one stated', async () => {
    await give(voucher());
    const mixed = voucher({ servedUntil: START + 50n, coveredSeconds: 50n, acceptedSegments: 2n });
    await expect(give(mixed)).rejects.toMatchObject({ code: 'conflict' });
    expect(box.best?.voucher).toEqual(voucher());
  });

  test('refuses what cannot have happened or was never delivered', async () => {
    const impossible: Partial<Voucher>[] = [
      { servedUntil: START - 1n, coveredSeconds: 0n },
      { servedUntil: START + 61n },
      { coveredSeconds: 31n },
      { acceptedSegments: 5n },
      { deliveredSegments: 6n, deliveredRoot: root(6) },
      { deliveredRoot: root(5) },
    ];
    for (const change of impossible)
      await expect(give(voucher(change)), JSON.stringify(Object.keys(change))).rejects.toMatchObject({
        code: 'conflict',
      });
    expect(box.best).toBeUndefined();
  });

  test('refuses one before the lease has started', async () => {
    check = { ...check, startedAt: 0n };
    await expect(give(voucher())).rejects.toMatchObject({ code: 'conflict' });
  });

  test('refuses a stranger, another lease, another life, another epoch, and garbage', async () => {
    const stranger = await generateKeyPairSigner();
    await expect(give(voucher(), session.scope, stranger.keyPair.privateKey)).rejects.toMatchObject({
      code: 'unauthorized',
    });
    const other = await testSession();
    for (const scope of [
      other.scope,
      { ...session.scope, openedSlot: 1n },
      { ...session.scope, sessionEpoch: 1 },
    ])
      await expect(give(voucher(), scope)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(verifyVoucher(new Uint8Array(192), new Uint8Array(64), check)).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});
