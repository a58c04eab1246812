import { RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { type Json, encodeJson } from '@/programs/localnet/wire/json';

/** Calls in one batch at most. */
export const BATCH_LIMIT = 1000;

export type RpcId = string | number | null;

/** A call that is well-formed JSON-RPC; without an id it is a notification and gets no answer. */
export type RpcCall = {
  readonly id: RpcId | undefined;
  readonly method: string;
  readonly params: readonly unknown[];
};

export type CallHandler = (call: RpcCall) => Json | Promise<Json>;

/**
 * Answers one HTTP body or websocket message: a call or a batch of calls. Returns the JSON to send, or undefined where
 * nothing is to be answered. Whatever the text is, it never throws: an unexpected failure becomes error -32603.
 */
export async function answer(
  text: string,
  handle: CallHandler,
  reportFailure: (error: unknown) => void,
): Promise<string | undefined> {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return failureText(null, new RpcError(RPC_CODES.parse, 'Parse error: the body is not JSON'));
  }
  if (!Array.isArray(message)) return answerOne(message, handle, reportFailure);
  if (message.length === 0) return failureText(null, invalidRequest('an empty batch'));
  if (message.length > BATCH_LIMIT) {
    return failureText(null, invalidRequest(`a batch of ${message.length} calls; at most ${BATCH_LIMIT}`));
  }
  const answers: string[] = [];
  for (const item of message as unknown[]) {
    const text = await answerOne(item, handle, reportFailure);
    if (text !== undefined) answers.push(text);
  }
  return answers.length === 0 ? undefined : `[${answers.join(',')}]`;
}

async function answerOne(
  message: unknown,
  handle: CallHandler,
  reportFailure: (error: unknown) => void,
): Promise<string | undefined> {
  const call = parseCall(message);
  if (call instanceof RpcError) return failureText(idOf(message), call);
  let text: string;
  try {
    const pending = handle(call);
    const result = pending instanceof Promise ? await pending : pending;
    text = `{"jsonrpc":"2.0","result":${encodeJson(result)},"id":${JSON.stringify(call.id ?? null)}}`;
  } catch (error) {
    if (!(error instanceof RpcError)) reportFailure(error);
    text = failureText(call.id ?? null, error instanceof RpcError ? error : INTERNAL);
  }
  return call.id === undefined ? undefined : text;
}

const INTERNAL = new RpcError(RPC_CODES.internal, 'Internal error: see the log of the local network');

function parseCall(message: unknown): RpcCall | RpcError {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return invalidRequest('a call is a JSON object');
  }
  const { jsonrpc, method, params, id } = message as Record<string, unknown>;
  if (jsonrpc !== '2.0') return invalidRequest('"jsonrpc" must be "2.0"');
  if (typeof method !== 'string') return invalidRequest('"method" must be a string');
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number') {
    return invalidRequest('"id" must be a string, a number or null');
  }
  if (params !== undefined && params !== null && !Array.isArray(params)) {
    return new RpcError(RPC_CODES.invalidParams, 'Invalid params: "params" must be an array');
  }
  return { id, method, params: (params ?? []) as unknown[] };
}

function idOf(message: unknown): RpcId {
  const id = typeof message === 'object' && message !== null ? (message as { id?: unknown }).id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

function failureText(id: RpcId, { code, message, data }: RpcError): string {
  return encodeJson({ jsonrpc: '2.0', error: { code, message, data }, id });
}

function invalidRequest(sentence: string): RpcError {
  return new RpcError(RPC_CODES.invalidRequest, `Invalid request: ${sentence}`);
}
