import { generateKeyPairSigner } from '@solana/kit';
import { expect, test } from 'vitest';

import { sha256Hex } from '@/lib/blobs/digest';
import { verifyEd25519 } from '@/lib/blobs/signed-bytes';
import { randomnessCommitment } from '@/lib/domain/commitment';
import { memoryStore } from '@/lib/storage/key-value-store';

import { mismatch } from './segment-check';
import {
  createSessionSecrets,
  forgetSession,
  loadSession,
  saveProgress,
  saveRefusal,
  saveSession,
  type SessionRecord,
  signWithSessionKey,
  storedLeases,
} from './session-record';

async function newRecord(): Promise<SessionRecord> {
  const { sessionKey, randomnessSecret } = await createSessionSecrets();
  return {
    lease: (await generateKeyPairSigner()).address,
    sessionKey,
    randomnessSecret,
    jobSha256: await sha256Hex(new Uint8Array([1])),
    inputSha256: await sha256Hex(new Uint8Array([2])),
    signed: {
      servedUntil: 2n ** 63n,
      coveredSeconds: 7n,
      deliveredSegments: 3,
      acceptedSegments: 2,
      deliveredRoot: new Uint8Array(32).fill(9),
    },
    refused: null,
  };
}

test('a record comes back whole, and its key still signs', async () => {
  const store = memoryStore();
  const record = await newRecord();
  await saveSession(store, record);
  const loaded = await loadSession(store, record.lease);
  expect({ ...loaded, sessionKey: null }).toEqual({ ...record, sessionKey: null });
  const message = new TextEncoder().encode('order');
  const signature = loaded === null ? new Uint8Array() : await signWithSessionKey(loaded.sessionKey, message);
  expect(await verifyEd25519(record.sessionKey.address, message, signature)).toBe(true);
});

test('once saved, the key signs and cannot be read out any more', async () => {
  const store = memoryStore();
  const record = await newRecord();
  await saveSession(store, record);
  const loaded = await loadSession(store, record.lease);
  expect(record.sessionKey.privateKey.extractable).toBe(true);
  expect(loaded?.sessionKey.privateKey.extractable).toBe(false);
});

test('progress is written down without the key, and is that of the session that stands', async () => {
  const store = memoryStore();
  const record = await newRecord();
  await saveSession(store, { ...record, signed: null });
  expect((await loadSession(store, record.lease))?.signed).toBeNull();
  if (record.signed !== null) await saveProgress(store, record.lease, record.signed);
  expect((await loadSession(store, record.lease))?.signed).toEqual(record.signed);
  await saveSession(store, { ...(await newRecord()), lease: record.lease, signed: null });
  expect((await loadSession(store, record.lease))?.signed).toBeNull();
});

test('a contradiction once found is not forgotten by the next session', async () => {
  const store = memoryStore();
  const record = await newRecord();
  await saveSession(store, record);
  const found = mismatch('segment-recomputed-differs', 'It differs.', 3);
  await saveRefusal(store, record.lease, found);
  expect((await loadSession(store, record.lease))?.refused).toEqual(found);
  await forgetSession(store, record.lease);
  expect(await store.keys('')).toEqual([]);
});

test('the commitment on chain is to the secret that is kept', async () => {
  const { randomnessSecret, renterCommit } = await createSessionSecrets();
  expect(randomnessCommitment(randomnessSecret)).toEqual(renterCommit);
});

test('sessions are listed until they are forgotten', async () => {
  const store = memoryStore();
  const record = await newRecord();
  await saveSession(store, record);
  expect(await storedLeases(store)).toEqual([record.lease]);
  await forgetSession(store, record.lease);
  expect(await loadSession(store, record.lease)).toBeNull();
  expect(await storedLeases(store)).toEqual([]);
  expect(await store.keys('')).toEqual([]);
});

test('a damaged record is refused instead of half believed', async () => {
  const store = memoryStore();
  const record = await newRecord();
  await store.set(`session/${record.lease}`, '{"version":1}');
  await expect(loadSession(store, record.lease)).rejects.toThrow();
});
