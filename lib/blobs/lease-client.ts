import { type Address } from '@solana/kit';
import { type ZodMiniType, type infer as Parsed } from 'zod/mini';

import { type SessionScope } from '@/lib/domain/session-message';

import { chunksOf, guarded, readAtMost } from './byte-stream';
import { DataPlaneError, errorFromResponse } from './data-plane-error';
import { type Sha256Hex, sha256Hex } from './digest';
import { parseEvents } from './event-stream';
import {
  type EndEvent,
  endEvent,
  type LeaseStatus,
  leaseStatus,
  type OrderReceipt,
  orderReceipt,
  type SegmentEvent,
  segmentEvent,
  type VoucherReceipt,
  voucherReceipt,
  type WorkerInfo,
  workerInfo,
} from './lease-messages';
import { type BlobRole, signPermit } from './permit';
import { toBase64 } from './signed-bytes';

/** One worker's endpoint: its own address, or a relay's `…/api/relay/<provider>`; no slash at the end. */
export interface Endpoint {
  readonly url: string;
  readonly fetch?: typeof fetch;
  /** Ends every request. */
  readonly signal?: AbortSignal;
  /** An answer that does not begin, or a short one that does not end, within this time is `timed_out` (default 30 s). */
  readonly answerWithinMs?: number;
  /** The wait before the second try; doubled for each further one (default 200 ms). */
  readonly retryFirstMs?: number;
}

const JSON_LIMIT_BYTES = 64 * 1024;
const ANSWER_WITHIN_MS = 30_000;
/** Two keep-alives and a half: a stream quieter than this is dead. */
const STREAM_QUIET_MS = 40_000;
const RETRIES = 5;
const RETRY_FIRST_MS = 200;

/** @throws DataPlaneError */
export const fetchWorkerInfo = (endpoint: Endpoint): Promise<WorkerInfo> =>
  fetchJson(endpoint, '/v1/info', {}, workerInfo);

/** @throws DataPlaneError */
export const fetchLeaseStatus = (endpoint: Endpoint, lease: Address): Promise<LeaseStatus> =>
  fetchJson(endpoint, `/v1/leases/${lease}/status`, {}, leaseStatus);

export interface Upload {
  readonly scope: SessionScope;
  readonly sessionPrivateKey: CryptoKey;
  readonly role: BlobRole;
  readonly bytes: Uint8Array;
  /** Unix seconds. */
  readonly expiresAt: bigint;
}

/**
 * Uploads a blob with a permit signed here, trying again when the connection fails.
 * @returns the blob's name
 * @throws DataPlaneError
 */
export async function uploadBlob(endpoint: Endpoint, upload: Upload): Promise<Sha256Hex> {
  const sha256 = await sha256Hex(upload.bytes);
  const { scope, role, expiresAt, bytes } = upload;
  const authorization = await signPermit(
    scope,
    { role, expiresAt, sha256, sizeBytes: BigInt(bytes.byteLength) },
    upload.sessionPrivateKey,
  );
  await withRetries(endpoint, async () => {
    const response = await request(endpoint, `/v1/leases/${scope.lease}/blobs/${sha256}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    await response.body?.cancel();
  });
  return sha256;
}

/**
 * Fetches a blob of a lease, resuming where the connection broke.
 * @throws DataPlaneError `too_large`, `wrong_hash` (the endpoint served other bytes), and what the endpoint answers
 */
export const fetchBlob = (
  endpoint: Endpoint,
  lease: Address,
  sha256: Sha256Hex,
  limitBytes: number,
): Promise<Uint8Array> => fetchVerified(endpoint, `/v1/leases/${lease}/blobs/${sha256}`, sha256, limitBytes);

/** Fetches a public blob from a storage keeper; `endpoint.url` is the site's origin. */
export const fetchPublicBlob = (
  endpoint: Endpoint,
  sha256: Sha256Hex,
  limitBytes: number,
): Promise<Uint8Array> => fetchVerified(endpoint, `/api/blobs/${sha256}`, sha256, limitBytes);

export type SegmentMessage =
  | { readonly type: 'segment'; readonly segment: SegmentEvent }
  | { readonly type: 'end'; readonly end: EndEvent };

/**
 * Segments in order from `from` until the worker says that no more will come; reconnects and resumes when the stream
 * breaks or falls silent.
 * @throws DataPlaneError when it stays broken, or `bad_answer` when segments arrive out of order
 */
export async function* streamSegments(
  endpoint: Endpoint,
  lease: Address,
  from: number,
): AsyncGenerator<SegmentMessage, void> {
  let next = from;
  for (let failures = 0; ; failures += 1) {
    try {
      for await (const message of segmentsOnce(endpoint, lease, next)) {
        if (message.type === 'segment') {
          if (message.segment.index !== next) throw outOfOrder(next, message.segment.index);
          next += 1;
        }
        failures = 0;
        yield message;
        if (message.type === 'end') return;
      }
    } catch (error) {
      if (!isPassing(error) || failures >= RETRIES) throw error;
    }
    await pause(
      (endpoint.retryFirstMs ?? RETRY_FIRST_MS) * 2 ** Math.min(failures, RETRIES),
      endpoint.signal,
    );
  }
}

/** Hands the worker a voucher (docs/contracts.md §2). @throws DataPlaneError */
export const postVoucher = (
  endpoint: Endpoint,
  lease: Address,
  voucher: Uint8Array,
  signature: Uint8Array,
): Promise<VoucherReceipt> =>
  withRetries(endpoint, () =>
    fetchJson(
      endpoint,
      `/v1/leases/${lease}/vouchers`,
      postJson({ voucher: toBase64(voucher), signature: toBase64(signature) }),
      voucherReceipt,
    ),
  );

/** Asks the worker to submit an order of the session key: accept or stop. @throws DataPlaneError */
export const postOrder = (
  endpoint: Endpoint,
  lease: Address,
  order: Uint8Array,
  signature: Uint8Array,
): Promise<OrderReceipt> =>
  fetchJson(
    endpoint,
    `/v1/leases/${lease}/orders`,
    postJson({ order: toBase64(order), signature: toBase64(signature) }),
    orderReceipt,
  );

const postJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function fetchVerified(
  endpoint: Endpoint,
  path: string,
  sha256: Sha256Hex,
  limitBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let received = 0;
  await withRetries(endpoint, async () => {
    const headers: HeadersInit = received > 0 ? { range: `bytes=${received}-` } : {};
    const response = await request(endpoint, path, { headers });
    if (received > 0 && response.status !== 206) {
      parts.length = 0;
      received = 0;
    }
    for await (const chunk of chunksOf(bodyOf(endpoint, response))) {
      received += chunk.byteLength;
      if (received > limitBytes) {
        throw new DataPlaneError(
          'too_large',
          `The blob exceeds the ${limitBytes} bytes expected.`,
          'Refuse it: the sender does not keep to the job.',
        );
      }
      parts.push(chunk);
    }
  });
  const bytes = await readAtMost(new Blob(parts.map((part) => new Uint8Array(part))).stream(), limitBytes);
  if ((await sha256Hex(bytes)) !== sha256) {
    throw new DataPlaneError(
      'wrong_hash',
      'The bytes received do not hash to their name.',
      'Discard them and ask another holder.',
    );
  }
  return bytes;
}

async function* segmentsOnce(
  endpoint: Endpoint,
  lease: Address,
  from: number,
): AsyncGenerator<SegmentMessage> {
  const response = await request(endpoint, `/v1/leases/${lease}/segments?from=${from}`, {
    headers: { accept: 'text/event-stream' },
  });
  for await (const { event, data } of parseEvents(bodyOf(endpoint, response))) {
    if (event === 'segment') yield { type: 'segment', segment: parseMessage(segmentEvent, data) };
    else if (event === 'end') yield { type: 'end', end: parseMessage(endEvent, data) };
  }
}

const bodyOf = ({ signal }: Endpoint, { body }: Response): ReadableStream<Uint8Array> | null =>
  body === null ? null : guarded(body, { quietMs: STREAM_QUIET_MS, signal });

async function fetchJson<Schema extends ZodMiniType>(
  endpoint: Endpoint,
  path: string,
  init: RequestInit,
  schema: Schema,
): Promise<Parsed<Schema>> {
  // The whole answer is timed: an order must go another way when whoever answers goes on answering for ever.
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(timedOut()), endpoint.answerWithinMs ?? ANSWER_WITHIN_MS);
  const signal =
    endpoint.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, endpoint.signal]);
  try {
    const response = await request(endpoint, path, init);
    const bytes = await readAtMost(bodyOf({ ...endpoint, signal }, response), JSON_LIMIT_BYTES);
    return parseMessage(schema, new TextDecoder().decode(bytes));
  } finally {
    clearTimeout(timer);
  }
}

function parseMessage<Schema extends ZodMiniType>(schema: Schema, text: string): Parsed<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new DataPlaneError(
      'bad_answer',
      'The worker answered in a form this program does not know.',
      'Update this program, or use another provider.',
      { cause },
    );
  }
}

/** Only the wait for the answer's head is limited here: bodies may be long, and event streams endless. */
async function request(endpoint: Endpoint, path: string, init: RequestInit): Promise<Response> {
  const send = endpoint.fetch ?? fetch;
  const abort = new AbortController();
  const signal =
    endpoint.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, endpoint.signal]);
  const timer = setTimeout(() => abort.abort(timedOut()), endpoint.answerWithinMs ?? ANSWER_WITHIN_MS);
  try {
    const response = await send(endpoint.url + path, { ...init, redirect: 'error', signal });
    if (response.ok) return response;
    throw await errorFromResponse(response);
  } catch (cause) {
    if (cause instanceof DataPlaneError || endpoint.signal?.aborted === true) throw cause;
    if (abort.signal.reason instanceof DataPlaneError) throw abort.signal.reason;
    throw new DataPlaneError(
      'unavailable',
      'The worker cannot be reached.',
      "Try again, or use the provider's other endpoints.",
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}

async function withRetries<T>(endpoint: Endpoint, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error) || failures >= RETRIES || endpoint.signal?.aborted === true) throw error;
      await pause((endpoint.retryFirstMs ?? RETRY_FIRST_MS) * 2 ** failures, endpoint.signal);
    }
  }
}

/** Worth another try: the connection broke or the server is busy, nothing was refused. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof DataPlaneError) ||
  ['unavailable', 'timed_out', 'too_many_requests', 'internal'].includes(error.code);

const timedOut = (): DataPlaneError =>
  new DataPlaneError('timed_out', 'The worker did not answer in time.', 'Try again in a moment.');

const outOfOrder = (expected: number, got: number): DataPlaneError =>
  new DataPlaneError(
    'bad_answer',
    `Segment ${got} arrived where ${expected} was due.`,
    'Stop the lease: the worker does not keep to the protocol.',
  );

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const leave = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave);
      resolve();
    }, ms);
    signal?.addEventListener('abort', leave, { once: true });
  });
}
