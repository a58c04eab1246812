import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { equalBytes } from '@/lib/domain/bytes';

import { declaredLength, serveBlob, takeBlob } from './blob-endpoint';
import { DataPlaneError, errorResponse } from './data-plane-error';
import { parseSha256Hex, sha256Hex } from './digest';
import { eventStreamResponse } from './event-stream';
import { FolderStore } from './folder-store';
import {
  type Endpoint,
  fetchBlob,
  postOrder,
  type SegmentMessage,
  streamSegments,
  uploadBlob,
} from './lease-client';
import { type SegmentEvent, wireJson } from './lease-messages';
import { listen, type RunningServer } from './node-server';
import { BlobRole, verifyPermit } from './permit';
import { testSession } from './testing/session';

type Session = Awaited<ReturnType<typeof testSession>>;
type Handler = (request: Request) => Promise<Response>;

let folder: string;
let store: FolderStore;
let session: Session;
let server: RunningServer;
let endpoint: Endpoint;
/** Replaces the honest server where a test needs a bad one. */
let misbehave: Handler | undefined;

const blob = new Uint8Array(randomBytes(900_000));
const nowS = (): bigint => BigInt(Math.floor(Date.now() / 1000));

const honest: Handler = async (request) => {
  try {
    const sha256 = parseSha256Hex(new URL(request.url).pathname.split('/').pop() ?? '');
    if (request.method !== 'PUT') return await serveBlob(request, store, sha256);
    const expected = { scope: session.scope, sessionKey: session.key.address, sha256, now: nowS() };
    const permit = await verifyPermit(request.headers.get('authorization'), expected);
    return await takeBlob(request, store, sha256, Number(permit.sizeBytes));
  } catch (error) {
    return errorResponse(error);
  }
};

const upload = (bytes: Uint8Array) =>
  uploadBlob(endpoint, {
    scope: session.scope,
    sessionPrivateKey: session.key.keyPair.privateKey,
    role: BlobRole.input,
    bytes,
    expiresAt: nowS() + 60n,
  });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pyronet-client-'));
  store = await FolderStore.open({ folder, quotaBytes: 10_000_000 });
  session = await testSession();
  misbehave = undefined;
  server = await listen((request) => (misbehave ?? honest)(request), { host: '127.0.0.1', port: 0 });
  endpoint = { url: server.url, retryFirstMs: 5 };
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('uploading and fetching a blob', () => {
  test('round trip over HTTP', async () => {
    const sha256 = await upload(blob);
    expect(equalBytes(await fetchBlob(endpoint, session.scope.lease, sha256, blob.length), blob)).toBe(true);
  });

  test('an upload without a permit, or without a length, is refused', async () => {
    const url = `${server.url}/v1/leases/${session.scope.lease}/blobs/${await sha256Hex(blob)}`;
    const response = await fetch(url, { method: 'PUT', body: blob });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'unauthorized' } });
    expect(() => declaredLength(new Headers())).toThrow(expect.objectContaining({ code: 'length_required' }));
  });

  test('bytes that do not match the permit are refused', async () => {
    const other = blob.slice();
    other[5] = (other[5] ?? 0) ^ 1;
    const send: typeof fetch = (url, init) => fetch(url, { ...init, body: other });
    await expect(
      uploadBlob(
        { ...endpoint, fetch: send },
        {
          scope: session.scope,
          sessionPrivateKey: session.key.keyPair.privateKey,
          role: BlobRole.input,
          bytes: blob,
          expiresAt: nowS() + 60n,
        },
      ),
    ).rejects.toMatchObject({ code: 'wrong_hash' });
    expect(store.usedBytes).toBe(0);
  });

  test('a download that breaks off resumes where it stopped', async () => {
    const sha256 = await upload(blob);
    const ranges: (string | null)[] = [];
    misbehave = async (request) => {
      ranges.push(request.headers.get('range'));
      if (ranges.length > 1) return honest(request);
      let sentHalf = false;
      const half = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sentHalf) return controller.error(new Error('cable pulled'));
          sentHalf = true;
          controller.enqueue(blob.slice(0, 400_000));
        },
      });
      return new Response(half);
    };
    expect(equalBytes(await fetchBlob(endpoint, session.scope.lease, sha256, blob.length), blob)).toBe(true);
    expect(ranges.length).toBeGreaterThan(1);
  });

  test('bytes that do not hash to their name never reach the caller', async () => {
    misbehave = async () => new Response(randomBytes(100));
    await expect(
      fetchBlob(endpoint, session.scope.lease, await sha256Hex(blob), blob.length),
    ).rejects.toMatchObject({ code: 'wrong_hash' });
  });

  test('an endless answer is cut at the expected size', async () => {
    let cancelled = false;
    misbehave = async () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(10_000)),
          cancel: () => void (cancelled = true),
        }),
      );
    await expect(
      fetchBlob(endpoint, session.scope.lease, await sha256Hex(blob), 50_000),
    ).rejects.toMatchObject({ code: 'too_large' });
    await expect.poll(() => cancelled).toBe(true);
  });

  test('a server that never answers is given up on', async () => {
    misbehave = () => new Promise(() => undefined);
    const impatient = { ...endpoint, answerWithinMs: 20 };
    await expect(fetchBlob(impatient, session.scope.lease, await sha256Hex(blob), 10)).rejects.toMatchObject({
      code: 'timed_out',
    });
  });

  test('a redirect is not followed', async () => {
    misbehave = async () => new Response(null, { status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    const once = { ...endpoint, answerWithinMs: 5000 };
    await expect(fetchBlob(once, session.scope.lease, await sha256Hex(blob), 10)).rejects.toBeInstanceOf(
      DataPlaneError,
    );
  });
});

const segment = (index: number): SegmentEvent => {
  const hash = parseSha256Hex('00'.repeat(32));
  return {
    index,
    units: 10n ** 18n + BigInt(index),
    state_in: hash,
    operation_root: hash,
    state_out: hash,
    leaf: hash,
    output_sha256: hash,
    output_bytes: 1,
    state: null,
  };
};
const END = { phase: 'finished', segments: 5, segments_root: null, result: null };

const serveSegments =
  (breakAfter: number, asked: string[]): Handler =>
  async (request) => {
    const from = Number(new URL(request.url).searchParams.get('from'));
    asked.push(`from ${from}`);
    return eventStreamResponse(async function* () {
      for (let index = from; index < 5; index += 1) {
        if (index - from === breakAfter) throw new Error('cable pulled');
        yield { event: 'segment', id: String(index), data: wireJson(segment(index)) };
      }
      yield { event: 'end', data: wireJson(END) };
    }, 1000);
  };

const collect = async (from: number): Promise<SegmentMessage[]> => {
  const seen: SegmentMessage[] = [];
  for await (const message of streamSegments(endpoint, session.scope.lease, from)) seen.push(message);
  return seen;
};

describe('an answer that never ends', () => {
  const drip = (status: number, piece: string, everyMs: number): Response => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const bytes = new TextEncoder().encode(piece);
        timer = setInterval(() => controller.enqueue(bytes), everyMs);
      },
      cancel: () => clearInterval(timer),
    });
    return new Response(body, { status });
  };

  test('is given up in time though bytes keep coming, so that an order goes another way', async () => {
    misbehave = async () => drip(200, ' ', 20);
    const impatient = { ...endpoint, answerWithinMs: 300 };
    const nothing = new Uint8Array();
    await expect(postOrder(impatient, session.scope.lease, nothing, nothing)).rejects.toMatchObject({
      code: 'timed_out',
    });
  });

  test('is not collected when it is an error', async () => {
    misbehave = async () => drip(404, 'x'.repeat(100_000), 1);
    const patient = { ...endpoint, answerWithinMs: 60_000 };
    const nothing = new Uint8Array();
    await expect(postOrder(patient, session.scope.lease, nothing, nothing)).rejects.toMatchObject({
      code: 'bad_answer',
    });
  });
});

describe('the stream of segments', () => {
  test('arrives in order from where it was asked for, with exact units, and ends', async () => {
    misbehave = serveSegments(99, []);
    const seen = await collect(2);
    expect(
      seen.map((message) => (message.type === 'segment' ? message.segment.units : message.type)),
    ).toEqual([10n ** 18n + 2n, 10n ** 18n + 3n, 10n ** 18n + 4n, 'end']);
  });

  test('resumes by itself after the line broke, losing and repeating nothing', async () => {
    const asked: string[] = [];
    misbehave = serveSegments(2, asked);
    const seen = await collect(0);
    expect(seen.map((message) => (message.type === 'segment' ? message.segment.index : 'end'))).toEqual([
      0,
      1,
      2,
      3,
      4,
      'end',
    ]);
    expect(asked).toEqual(['from 0', 'from 2', 'from 4']);
  });

  test('is refused when segments are skipped', async () => {
    misbehave = async () =>
      eventStreamResponse(async function* () {
        yield { event: 'segment', data: wireJson(segment(3)) };
      }, 1000);
    await expect(collect(0)).rejects.toMatchObject({ code: 'bad_answer' });
  });

  test('is refused when an event is malformed or endless', async () => {
    misbehave = async () => new Response('event: segment\ndata: {"index":-1}\n\n');
    await expect(collect(0)).rejects.toMatchObject({ code: 'bad_answer' });
    misbehave = async () => new Response(`data: ${'x'.repeat(2_000_000)}`);
    await expect(collect(0)).rejects.toMatchObject({ code: 'bad_answer' });
  });

  test('tells the server when the reader leaves', async () => {
    let left = false;
    misbehave = async () =>
      eventStreamResponse(async function* (signal) {
        signal.addEventListener('abort', () => (left = true));
        yield { event: 'segment', data: wireJson(segment(0)) };
        await new Promise(() => undefined);
      }, 1000);
    for await (const message of streamSegments(endpoint, session.scope.lease, 0)) {
      expect(message.type).toBe('segment');
      break;
    }
    await expect.poll(() => left).toBe(true);
  });
});
