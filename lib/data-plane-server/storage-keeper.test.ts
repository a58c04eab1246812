import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { sha256Hex } from '@/lib/blobs/digest';
import { FolderStore } from '@/lib/blobs/folder-store';
import { type Endpoint, fetchPublicBlob } from '@/lib/blobs/lease-client';
import { listen, type RunningServer } from '@/lib/blobs/node-server';
import { BlobRole, signPermit } from '@/lib/blobs/permit';
import { signProviderRecord } from '@/lib/blobs/provider-record';
import { testSession } from '@/lib/blobs/testing/session';
import { equalBytes } from '@/lib/domain/bytes';

import { type LeaseUploads, type ProviderKeys } from './chain-directory';
import { StorageKeeper } from './storage-keeper';

let folder: string;
let server: RunningServer;
let keeper: StorageKeeper;
let session: Awaited<ReturnType<typeof testSession>>;
let worker: KeyPairSigner;
let provider: Address;
let lease: LeaseUploads;
let nowMs: number;

const put = async (
  bytes: Uint8Array,
  headers: Record<string, string> = {},
  name?: string,
): Promise<number> => {
  const url = `${server.url}/api/blobs/${name ?? (await sha256Hex(bytes))}`;
  const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  await response.body?.cancel();
  return response.status;
};

const permitFor = async (bytes: Uint8Array, key = session.key): Promise<Record<string, string>> => ({
  authorization: await signPermit(
    session.scope,
    {
      role: BlobRole.input,
      sizeBytes: BigInt(bytes.length),
      expiresAt: BigInt(Math.floor(nowMs / 1000)) + 60n,
      sha256: await sha256Hex(bytes),
    },
    key.keyPair.privateKey,
  ),
});

const record = (name: string, key = worker): Promise<Uint8Array> =>
  signProviderRecord(
    session.scope,
    { version: 1, provider, name, endpoints: [], relays: [server.url], updated_at: 1 },
    key.keyPair.privateKey,
  );

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pyronet-keeper-'));
  session = await testSession();
  worker = await generateKeyPairSigner();
  provider = (await generateKeyPairSigner()).address;
  lease = { scope: session.scope, sessionKey: session.key.address, isLive: true, inputBytes: 1500n };
  nowMs = Date.now();
  keeper = new StorageKeeper({
    store: await FolderStore.open({ folder, quotaBytes: 1_000_000 }),
    directory: {
      network: async () => session.scope,
      providerKeys: async (asked): Promise<ProviderKeys | undefined> =>
        asked === provider ? { authority: worker.address, workerKey: worker.address } : undefined,
      leaseUploads: async (asked) => (asked === session.scope.lease ? lease : undefined),
    },
    clientOf: () => 'peer',
    uploadBytes: 1200,
    keepMs: 1000,
    uploads: { burst: 12, perSecond: 0 },
    nowMs: () => nowMs,
  });
  server = await listen(
    (request) => keeper.handle(request, new URL(request.url).pathname.split('/').pop() ?? ''),
    {
      host: '127.0.0.1',
      port: 0,
    },
  );
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a storage keeper', () => {
  test("keeps a provider's signed record and gives it to anyone", async () => {
    const bytes = await record('Rack 1');
    expect(await put(bytes)).toBe(201);
    expect(await put(bytes)).toBe(200);
    const endpoint: Endpoint = { url: server.url, retryFirstMs: 1 };
    expect(equalBytes(await fetchPublicBlob(endpoint, await sha256Hex(bytes), 8192), bytes)).toBe(true);
  });

  test('takes no record that its provider did not sign, and nothing else without a permit', async () => {
    expect(await put(await record('Rack 1', await generateKeyPairSigner()))).toBe(401);
    expect(await put(randomBytes(100))).toBe(400);
    expect(await put(randomBytes(9000))).toBe(401);
    expect(await put(await record('Rack 1'), {}, 'ab'.repeat(32))).toBe(422);
    expect(await put(await record('Rack 1'), {}, '..%2f..%2fx')).toBe(400);
  });

  test("takes what a live lease's session key permits, within the lease's size", async () => {
    const first = new Uint8Array(randomBytes(1000));
    expect(await put(first, await permitFor(first))).toBe(201);
    expect(await put(first, await permitFor(first))).toBe(200);
    const second = new Uint8Array(randomBytes(600));
    expect(await put(second, await permitFor(second))).toBe(413);
    const third = new Uint8Array(randomBytes(500));
    expect(await put(third, await permitFor(third))).toBe(201);
    lease = { ...lease, inputBytes: 100_000n };
    const large = new Uint8Array(randomBytes(1201));
    expect(await put(large, await permitFor(large))).toBe(413);
  });

  test('takes nothing for a settled lease or by a stranger', async () => {
    const bytes = new Uint8Array(randomBytes(10));
    expect(await put(bytes, await permitFor(bytes, await generateKeyPairSigner()))).toBe(401);
    lease = { ...lease, isLive: false };
    expect(await put(bytes, await permitFor(bytes))).toBe(404);
  });

  test('slows a flood of uploads and forgets old blobs', async () => {
    const bytes = await record('Rack 1');
    expect(await put(bytes)).toBe(201);
    const statuses: number[] = [];
    for (let i = 0; i < 14; i += 1) statuses.push(await put(randomBytes(10)));
    expect(statuses).toContain(429);
    nowMs += 5000;
    expect(await keeper.collectGarbage()).toBe(bytes.length);
    expect((await fetch(`${server.url}/api/blobs/${await sha256Hex(bytes)}`)).status).toBe(404);
  });
});
