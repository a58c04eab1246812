import { type Address } from '@solana/kit';
import { z } from 'zod';

import { guarded } from '@/lib/blobs/byte-stream';
import { DataPlaneError, errorFromResponse, errorResponse } from '@/lib/blobs/data-plane-error';
import { parseEvents } from '@/lib/blobs/event-stream';
import { fromBase64, type SignedNetwork } from '@/lib/blobs/signed-bytes';

import { signLogin } from './worker-login';

export interface RelayConnectionOptions {
  /** The relay's origin, e.g. `https://pyronet.example`. */
  readonly origin: string;
  readonly network: SignedNetwork;
  readonly provider: Address;
  readonly workerPrivateKey: CryptoKey;
  /** Answers a forwarded request as the worker's own server would. */
  readonly handle: (request: Request) => Promise<Response>;
  readonly signal: AbortSignal;
  /** Called when a connection stands (undefined) or failed. */
  readonly onChange: (problem: unknown) => void;
}

const requestEvent = z.object({
  id: z.string().regex(/^[0-9a-f]{24}$/),
  method: z.enum(['GET', 'HEAD', 'PUT', 'POST']),
  path: z.string().startsWith('/v1/').max(4096),
  headers: z.record(z.string(), z.string()),
  has_body: z.boolean(),
});
type RequestEvent = z.infer<typeof requestEvent>;

const readyEvent = z.object({ token: z.string().regex(/^[0-9a-f]{64}$/) });
const challengeAnswer = z.object({ challenge: z.string() });

const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 30_000;
const REQUESTS_AT_ONCE = 64;

/** Two keep-alives and a half: a stream quieter than this is dead though its socket may look open. */
const QUIET_MS = 40_000;

/** Keeps a connection to one relay until `signal` aborts, coming back after every break, ever more slowly. */
export async function keepRelayConnection(options: RelayConnectionOptions): Promise<void> {
  let waitMs = RETRY_FIRST_MS;
  while (!options.signal.aborted) {
    try {
      await connectOnce(options, () => {
        waitMs = RETRY_FIRST_MS;
        options.onChange(undefined);
      });
    } catch (problem) {
      if (!options.signal.aborted) options.onChange(problem);
    }
    await pause(waitMs * (0.5 + Math.random()), options.signal);
    waitMs = Math.min(waitMs * 2, RETRY_LONGEST_MS);
  }
}

async function connectOnce(options: RelayConnectionOptions, onReady: () => void): Promise<void> {
  const base = `${options.origin}/api/relay/worker/${options.provider}`;
  const connection = new AbortController();
  const signal = AbortSignal.any([options.signal, connection.signal]);
  const tooSlow = setTimeout(() => connection.abort(), QUIET_MS);
  try {
    const authorization = await login(base, options, signal);
    const response = await fetch(base, { headers: { authorization }, signal, redirect: 'error' });
    clearTimeout(tooSlow);
    if (!response.ok) throw await errorFromResponse(response);
    if (response.body === null) return;
    let token = '';
    let running = 0;
    for await (const { event, data } of parseEvents(guarded(response.body, { quietMs: QUIET_MS, signal }))) {
      if (event === 'ready') {
        token = readyEvent.parse(JSON.parse(data)).token;
        onReady();
      } else if (event === 'request' && running < REQUESTS_AT_ONCE) {
        const request = requestEvent.parse(JSON.parse(data));
        running += 1;
        void answer(options, base, token, request, options.signal).finally(() => (running -= 1));
      }
    }
  } finally {
    clearTimeout(tooSlow);
    connection.abort();
  }
}

async function login(base: string, options: RelayConnectionOptions, signal: AbortSignal): Promise<string> {
  const response = await fetch(`${base}/challenge`, { method: 'POST', signal, redirect: 'error' });
  if (!response.ok) throw await errorFromResponse(response);
  const challenge = fromBase64(challengeAnswer.parse(await response.json()).challenge);
  if (challenge?.byteLength !== 32) {
    throw new DataPlaneError('bad_answer', 'The relay sent no proper challenge.', 'Use another relay.');
  }
  const { network, provider, origin } = options;
  return signLogin({ network, provider, origin }, challenge, options.workerPrivateKey);
}

/** Answers one forwarded request; what goes wrong is told to the renter if that is still possible. */
async function answer(
  options: RelayConnectionOptions,
  base: string,
  token: string,
  request: RequestEvent,
  signal: AbortSignal,
): Promise<void> {
  const authorization = `Pyronet-Relay ${token}`;
  const leave = new AbortController();
  const either = AbortSignal.any([signal, leave.signal]);
  try {
    const response = await localResponse(options, base, authorization, request, either);
    const headers = {
      authorization,
      'content-type': 'application/octet-stream',
      'x-pyronet-status': String(response.status),
      'x-pyronet-headers': JSON.stringify(Object.fromEntries(response.headers)),
    };
    const { body, release } = releasable(response.body);
    try {
      const url = `${base}/requests/${request.id}`;
      const upload = await fetch(
        url,
        streaming({ method: 'POST', headers, body, signal: either, redirect: 'error' }),
      );
      await upload.body?.cancel();
    } finally {
      await release();
    }
  } catch {
    // The relay or the renter is gone: the renter asks again, and every request can be repeated.
  } finally {
    leave.abort();
  }
}

/**
 * A body whose source can be let go of from outside: when the renter leaves, the relay answers before the body ends,
 * and fetch would then leave its source open for ever.
 */
function releasable(source: ReadableStream<Uint8Array> | null): {
  readonly body: ReadableStream<Uint8Array> | null;
  readonly release: () => Promise<void>;
} {
  if (source === null) return { body: null, release: async () => undefined };
  const reader = source.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { body, release: () => reader.cancel().catch(() => undefined) };
}

async function localResponse(
  { handle }: RelayConnectionOptions,
  base: string,
  authorization: string,
  { id, method, path, headers, has_body }: RequestEvent,
  signal: AbortSignal,
): Promise<Response> {
  try {
    const upload = has_body
      ? await fetch(`${base}/requests/${id}/body`, { headers: { authorization }, signal, redirect: 'error' })
      : undefined;
    if (upload !== undefined && !upload.ok) throw await errorFromResponse(upload);
    const body = upload?.body ?? null;
    return await handle(
      new Request(`http://worker.invalid${path}`, streaming({ method, headers, body, signal })),
    );
  } catch (error) {
    return errorResponse(error);
  }
}

/** Node needs `duplex` for a streamed body; the type of `RequestInit` does not know it yet. */
const streaming = (init: RequestInit): RequestInit & { duplex: 'half' } => ({ ...init, duplex: 'half' });

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
  });
}
