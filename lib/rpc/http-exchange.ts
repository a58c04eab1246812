import { parseJsonWithBigInts, stringifyJsonWithBigInts } from '@solana/rpc-spec-types';

import { type RpcErrorCode } from './rpc-error';

export interface JsonRpcFailure {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** A well-formed JSON-RPC 2.0 answer; every integer in it is a bigint. */
export type JsonRpcAnswer = { readonly result: unknown } | { readonly error: JsonRpcFailure };

/** What one HTTP round trip came to. */
export type Exchange =
  | { readonly kind: 'answer'; readonly answer: JsonRpcAnswer }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null }
  | {
      readonly kind: 'failed';
      readonly code: RpcErrorCode;
      readonly message: string;
      readonly maybeDelivered: boolean;
    };

export interface ExchangeOptions {
  readonly url: string;
  readonly method: string;
  readonly params: unknown;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal | undefined;
}

let lastId = 0;

/** Sends one JSON-RPC request and reads its answer, trusting nothing about what comes back. Never rejects. */
export async function exchange(options: ExchangeOptions): Promise<Exchange> {
  const id = ++lastId;
  const body = stringifyJsonWithBigInts({
    jsonrpc: '2.0',
    id,
    method: options.method,
    params: options.params,
  });
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  try {
    const response = await (options.fetch ?? globalThis.fetch)(options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...options.headers },
      body,
      signal,
      redirect: 'error',
    });
    if (response.status === 429) {
      await response.body?.cancel();
      return { kind: 'rate-limited', retryAfterMs: retryAfterMs(response.headers.get('retry-after')) };
    }
    const text = await readAtMost(response, options.maxAnswerBytes);
    if (text === null) {
      return failed('answer-too-large', `the answer is larger than ${options.maxAnswerBytes} bytes`, true);
    }
    return readAnswer(text, id, response);
  } catch (error) {
    if (options.signal?.aborted === true) return failed('aborted', 'the request was withdrawn', true);
    if (timeout.aborted) return failed('timeout', `no answer within ${options.timeoutMs} ms`, true);
    return failed('unreachable', reasonOf(error), !refusedBeforeSending(error));
  }
}

function failed(code: RpcErrorCode, message: string, maybeDelivered: boolean): Exchange {
  return { kind: 'failed', code, message, maybeDelivered };
}

function readAnswer(text: string, id: number, response: Response): Exchange {
  const parsed = parse(text);
  if (!isRecord(parsed) || parsed['jsonrpc'] !== '2.0') {
    return response.ok
      ? failed('malformed-answer', 'the answer is not JSON-RPC', true)
      : failed('http-error', `HTTP status ${response.status}`, true);
  }
  const failure = parsed['error'];
  if (failure !== undefined && failure !== null) return readFailure(failure);
  if (parsed['id'] !== BigInt(id))
    return failed('malformed-answer', 'the answer is to another request', true);
  if (!('result' in parsed)) return failed('malformed-answer', 'the answer has no result', true);
  return { kind: 'answer', answer: { result: parsed['result'] } };
}

function readFailure(failure: unknown): Exchange {
  if (!isRecord(failure) || typeof failure['code'] !== 'bigint' || typeof failure['message'] !== 'string') {
    return failed('malformed-answer', 'the error in the answer is not JSON-RPC', true);
  }
  const code = Number(failure['code']);
  if (code === 429 || code === -32429) return { kind: 'rate-limited', retryAfterMs: null };
  return { kind: 'answer', answer: { error: { code, message: failure['message'], data: failure['data'] } } };
}

function parse(text: string): unknown {
  try {
    return parseJsonWithBigInts(text);
  } catch {
    return null;
  }
}

/** The body as text, or null when it is longer than `maxBytes`; the rest is then not read. */
async function readAtMost(response: Response, maxBytes: number): Promise<string | null> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** `Retry-After` is either seconds or a date (RFC 9110 §10.2.3). */
function retryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function refusedBeforeSending(error: unknown): boolean {
  const code = causeCode(error);
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}

function reasonOf(error: unknown): string {
  return causeCode(error) ?? (error instanceof Error ? error.message : 'the connection failed');
}

function causeCode(error: unknown): string | null {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  return isRecord(cause) && typeof cause['code'] === 'string' ? cause['code'] : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
