import { generateKeyPairSigner } from '@solana/kit';
import { beforeAll, describe, expect, test } from 'vitest';

import { type SessionScope } from '@/lib/domain/session-message';

import { parseSha256Hex } from './digest';
import { BlobRole, claimedLease, encodePermit, PERMIT_BYTES, signPermit, verifyPermit } from './permit';
import { testSession } from './testing/session';

const sha256 = parseSha256Hex('ab'.repeat(32));
const now = 1_700_000_000n;
const permit = { role: BlobRole.input, sizeBytes: 1234n, expiresAt: now + 600n, sha256 };
let session: Awaited<ReturnType<typeof testSession>>;
let header: string;

const check = (changes: Partial<Parameters<typeof verifyPermit>[1]> = {}, shown: string | null = header) =>
  verifyPermit(shown, { scope: session.scope, sessionKey: session.key.address, sha256, now, ...changes });

beforeAll(async () => {
  session = await testSession();
  header = await signPermit(session.scope, permit, session.key.keyPair.privateKey);
});

describe('an upload permit', () => {
  test('is accepted for the blob and lease it was signed for, as often as it is shown', async () => {
    expect(encodePermit(session.scope, permit)).toHaveLength(PERMIT_BYTES);
    await expect(check()).resolves.toEqual(permit);
    await expect(check()).resolves.toEqual(permit);
    expect(claimedLease(header)).toBe(session.scope.lease);
  });

  test('is refused when signed by any other key', async () => {
    const stranger = await generateKeyPairSigner();
    const forged = await signPermit(session.scope, permit, stranger.keyPair.privateKey);
    await expect(check({}, forged)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test('is refused for another lease, life of the lease, session epoch, network, program or blob', async () => {
    const other = await testSession();
    const scopes: SessionScope[] = [
      { ...session.scope, lease: other.scope.lease },
      { ...session.scope, openedSlot: 78n },
      { ...session.scope, sessionEpoch: 1 },
      { ...session.scope, genesisHash: other.scope.genesisHash },
      { ...session.scope, programAddress: other.scope.programAddress },
    ];
    for (const scope of scopes) await expect(check({ scope })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(check({ sha256: parseSha256Hex('cd'.repeat(32)) })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('is refused at its expiry, and when it would live longer than a day', async () => {
    await expect(check({ now: now + 600n })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(check({ now: now + 599n })).resolves.toEqual(permit);
    await expect(check({ now: now - 86_400n })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is refused when any of its bytes was changed', async () => {
    const bytes = Buffer.from(header.slice('Pyronet-Permit '.length), 'base64');
    for (const at of [0, 20, 60, 100, 113, 121, 124, 129, 137, 150, 180, 200, 247]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(
        check({}, `Pyronet-Permit ${changed.toString('base64')}`),
        `byte ${at}`,
      ).rejects.toMatchObject({
        code: expect.stringMatching(/^(unauthorized|forbidden)$/),
      });
    }
  });

  test.each([null, '', 'Bearer x', 'Pyronet-Permit ', 'Pyronet-Permit !!!!', 'Pyronet-Permit AAAA'])(
    'is refused when it is not there or unreadable: %j',
    async (shown) => {
      await expect(check({}, shown)).rejects.toMatchObject({ code: 'unauthorized' });
    },
  );
});
