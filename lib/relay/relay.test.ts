import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { readAtMost } from '@/lib/blobs/byte-stream';
import { eventStreamResponse, parseEvents } from '@/lib/blobs/event-stream';
import { listen, type RunningServer } from '@/lib/blobs/node-server';
import { toBase64 } from '@/lib/blobs/signed-bytes';
import { testSession } from '@/lib/blobs/testing/session';
import { equalBytes } from '@/lib/domain/bytes';

import { Relay, type RelayOptions } from './relay';
import { keepRelayConnection } from './relay-client';
import { DEFAULT_RELAY_LIMITS } from './relay-limits';
import { WorkerConnection } from './worker-connection';
import { signLogin } from './worker-login';

let network: RelayOptions['network'];
let provider: Address;
let workerKey: KeyPairSigner;
let relay: Relay;
let server: RunningServer;
let stop: AbortController;
let workers: Promise<void>[];

const startRelay = async (changes: Partial<RelayOptions> = {}): Promise<void> => {
  relay = new Relay({
    network,
    originOf: () => server.url,
    workerKeyOf: async (asked) => (asked === provider ? workerKey.address : undefined),
    clientOf: () => 'peer',
    ...changes,
  });
  server = await listen(
    (request) =>
      relay.handle(request, new URL(request.url).pathname.split('/').slice(3).map(decodeURIComponent)),
    { host: '127.0.0.1', port: 0 },
  );
};

const startWorker = async (
  handle: (request: Request) => Promise<Response>,
  key: KeyPairSigner = workerKey,
): Promise<{ readonly stop: AbortController; readonly problem: unknown }> => {
  const mine = new AbortController();
  stop.signal.addEventListener('abort', () => mine.abort());
  const problem = await new Promise<unknown>((resolve) => {
    const options = {
      origin: server.url,
      network,
      provider,
      workerPrivateKey: key.keyPair.privateKey,
      handle,
      signal: mine.signal,
      onChange: resolve,
    };
    workers.push(keepRelayConnection(options));
  });
  return { stop: mine, problem };
};

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.url}/api/relay/${provider}${path}`, init);

beforeEach(async () => {
  network = (await testSession()).scope;
  provider = (await generateKeyPairSigner()).address;
  workerKey = await generateKeyPairSigner();
  stop = new AbortController();
  workers = [];
  await startRelay();
});
afterEach(async () => {
  stop.abort();
  relay.close();
  await server.close();
  await Promise.all(workers);
});

describe('a request through the relay', () => {
  test('reaches the worker whole and brings its answer back', async () => {
    const upload = new Uint8Array(randomBytes(2_000_000));
    await startWorker(async (request) => {
      const body = await readAtMost(request.body, 3_000_000);
      return new Response(new Uint8Array(body.reverse()), {
        status: 201,
        headers: {
          'content-type': 'application/octet-stream',
          etag: `"${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}"`,
        },
      });
    });
    const response = await ask('/v1/leases/a/blobs/b?from=3', { method: 'PUT', body: upload });
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"PUT /v1/leases/a/blobs/b?from=3"');
    const body = new Uint8Array(await response.arrayBuffer());
    expect(equalBytes(body, upload.slice().reverse())).toBe(true);
  });

  test('streams events as they happen, and tells the worker when the reader leaves', async () => {
    let left = false;
    let next: () => void = () => undefined;
    await startWorker(async () =>
      eventStreamResponse(async function* (signal) {
        signal.addEventListener('abort', () => (left = true));
        for (let id = 0; ; id += 1) {
          yield { event: 'segment', data: String(id) };
          await new Promise<void>((resolve) => (next = resolve));
        }
      }, 50),
    );
    const response = await ask('/v1/leases/a/segments');
    const events = parseEvents(response.body);
    expect((await events.next()).value).toMatchObject({ data: '0' });
    next();
    expect((await events.next()).value).toMatchObject({ data: '1' });
    await events.return();
    await expect.poll(() => left).toBe(true);
  });

  test('many at once do not mix', async () => {
    await startWorker(async (request) => Response.json({ path: new URL(request.url).pathname }));
    const paths = Array.from({ length: 40 }, (_, i) => `/v1/leases/${i}/status`);
    const answers = await Promise.all(paths.map(async (path) => (await ask(path)).json()));
    expect(answers).toEqual(paths.map((path) => ({ path })));
  });

  test('carries no cookies to the worker, and no cookies or pages back', async () => {
    let seen: Headers | undefined;
    await startWorker(async (request) => {
      seen = request.headers;
      return new Response('<script>alert(1)</script>', {
        headers: { 'content-type': 'text/html', 'set-cookie': 'a=b', location: 'http://evil' },
      });
    });
    const response = await ask('/v1/info', {
      headers: { cookie: 'session=secret', authorization: 'Bearer secret', 'x-forwarded-for': '1.2.3.4' },
    });
    expect([...(seen?.keys() ?? [])]).not.toEqual(expect.arrayContaining(['cookie']));
    expect(seen?.get('authorization')).toBeNull();
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('location')).toBeNull();
  });

  test("a worker's failure becomes an error answer, not a hang", async () => {
    await startWorker(() => Promise.reject(new Error('secret detail')));
    const response = await ask('/v1/info');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret detail');
  });
});

describe('the relay refuses', () => {
  test('requests for a worker that is not connected', async () => {
    const response = await ask('/v1/info');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'unavailable' } });
  });

  test.each([
    ['/v2/info', 'GET', 404],
    ['/', 'GET', 404],
    ['/v1/../../x', 'GET', 404],
    [`/v1/${'x'.repeat(3000)}`, 'GET', 404],
    ['/v1/info', 'DELETE', 405],
  ])('%s by %s', async (path, method, status) => {
    await startWorker(async () => Response.json({}));
    expect((await ask(path, { method })).status).toBe(status);
  });

  test('an impostor without the worker key', async () => {
    const { problem } = await startWorker(async () => Response.json({}), await generateKeyPairSigner());
    expect(problem).toMatchObject({ code: 'unauthorized' });
    expect((await ask('/v1/info')).status).toBe(503);
  });

  test('a login that was recorded, or signed for another relay, or a made-up challenge', async () => {
    const base = `${server.url}/api/relay/worker/${provider}`;
    const { challenge } = (await (await fetch(`${base}/challenge`, { method: 'POST' })).json()) as {
      challenge: string;
    };
    const bytes = Buffer.from(challenge, 'base64');
    const scope = { network, provider, origin: server.url };
    const connectWith = async (authorization: string): Promise<number> => {
      const response = await fetch(base, { headers: { authorization } });
      await response.body?.cancel();
      return response.status;
    };
    const key = workerKey.keyPair.privateKey;
    const elsewhere = await signLogin({ ...scope, origin: 'https://other.example' }, bytes, key);
    expect(await connectWith(elsewhere)).toBe(401);
    expect(await connectWith(await signLogin(scope, new Uint8Array(32), key))).toBe(401);
    const good = await signLogin(scope, bytes, key);
    expect(await connectWith(good)).toBe(200);
    expect(await connectWith(good)).toBe(401);
  });

  test('a stranger who tries many logins, but not the worker beside it', async () => {
    await server.close();
    await startRelay({ clientOf: (request) => request.headers.get('x-client') ?? 'worker' });
    const url = `${server.url}/api/relay/worker/${provider}`;
    const headers = { 'x-client': 'stranger', authorization: 'Pyronet-Worker AAAA' };
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 100; attempt += 1) statuses.add((await fetch(url, { headers })).status);
    expect(statuses).toEqual(new Set([401, 429]));
    const { problem } = await startWorker(async () => Response.json({ reached: true }));
    expect(problem).toBeUndefined();
    expect((await ask('/v1/info')).status).toBe(200);
  });

  test('answers and bodies to whoever lacks the token of the connection', async () => {
    await startWorker(() => new Promise(() => undefined));
    const waiting = ask('/v1/info').catch(() => undefined);
    const url = `${server.url}/api/relay/worker/${provider}/requests/${'0'.repeat(24)}`;
    for (const authorization of ['', 'Pyronet-Relay ', `Pyronet-Relay ${'0'.repeat(64)}`]) {
      const response = await fetch(url, { method: 'POST', headers: { authorization }, body: 'x' });
      expect(response.status).toBe(401);
      expect((await fetch(`${url}/body`, { headers: { authorization } })).status).toBe(401);
    }
    relay.close();
    await waiting;
  });

  test('more than its limits: size, requests at once, rate', async () => {
    await server.close();
    await startRelay({
      limits: { requestBytes: 1000, requestsPerWorker: 2, perClient: { burst: 6, perSecond: 0 } },
    });
    await startWorker(async (request) => {
      if (request.method === 'GET') await new Promise(() => undefined);
      return Response.json({ bytes: (await readAtMost(request.body, 10_000)).length });
    });
    expect((await ask('/v1/x', { method: 'PUT', body: new Uint8Array(1001) })).status).toBe(413);
    const endless = new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(600)) });
    const streamed = await ask('/v1/x', { method: 'PUT', body: endless, duplex: 'half' } as RequestInit);
    expect(streamed.status).toBeGreaterThanOrEqual(400);
    const hanging = [ask('/v1/a'), ask('/v1/b')].map((request) => request.catch(() => undefined));
    await expect.poll(async () => (await ask('/v1/c')).status).toBe(429);
    relay.close();
    await Promise.all(hanging);
  });

  test('requests for a worker that does not read, though their senders leave again', async () => {
    const connection = new WorkerConnection({ ...DEFAULT_RELAY_LIMITS, requestsPerWorker: 4 });
    const askAndLeave = async (): Promise<unknown> => {
      const sender = new AbortController();
      const request = new Request('http://relay.invalid/', { signal: sender.signal });
      const refused = connection.forward(request, '/v1/x').catch((error: unknown) => error);
      sender.abort();
      return refused;
    };
    for (let sent = 0; sent < 3; sent += 1)
      expect(await askAndLeave()).toMatchObject({ code: 'unavailable' });
    expect(await askAndLeave()).toMatchObject({ code: 'too_many_requests' });
    connection.close();
  });

  test('a worker or a body that is too slow', async () => {
    await server.close();
    await startRelay({ limits: { answerWithinMs: 50, quietMs: 50 } });
    await startWorker(async (request) => {
      if (request.url.endsWith('silent')) return new Promise<Response>(() => undefined);
      return new Response(
        new ReadableStream<Uint8Array>({ start: (c) => c.enqueue(new Uint8Array(10)) }, { highWaterMark: 0 }),
      );
    });
    expect((await ask('/v1/silent')).status).toBe(504);
    const stalled = await ask('/v1/stalled');
    expect(stalled.status).toBe(200);
    await expect(stalled.arrayBuffer()).rejects.toThrow();
  });
});

describe('a broken connection', () => {
  test('is made again by the worker, and requests flow again', async () => {
    await startWorker(async () => Response.json({ ok: true }));
    expect((await ask('/v1/info')).status).toBe(200);
    relay.close();
    expect((await ask('/v1/info')).status).toBe(503);
    await expect.poll(async () => (await ask('/v1/info')).status, { timeout: 20_000 }).toBe(200);
  });

  test('tells waiting renters to try again', async () => {
    let arrived: () => void = () => undefined;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const worker = await startWorker(() => {
      arrived();
      return new Promise(() => undefined);
    });
    const waiting = ask('/v1/info');
    await arrival;
    worker.stop.abort();
    expect((await waiting).status).toBe(503);
  });

  test("is replaced by the same worker's next one", async () => {
    const first = await startWorker(async () => Response.json({ from: 'first' }));
    await startWorker(async () => Response.json({ from: 'second' }));
    first.stop.abort();
    expect(await (await ask('/v1/info')).json()).toEqual({ from: 'second' });
  });

  test('garbage on the line does no harm', async () => {
    const { port, hostname } = new URL(server.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end(randomBytes(500)));
      socket
        .resume()
        .on('close', () => resolve())
        .on('error', () => resolve());
    });
    const path = `worker/${provider}/requests/%00%2e%2e`;
    const response = await fetch(`${server.url}/api/relay/${path}`, {
      method: 'POST',
      headers: { authorization: `Pyronet-Relay ${toBase64(new Uint8Array(24))}` },
    });
    expect(response.status).toBe(401);
  });
});
