import { type Json } from '@/programs/localnet/wire/json';

/** JSON-RPC's own codes, Solana's (-32001 to -32016) and HTTP's 429 as validators use it. */
export const RPC_CODES = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  preflightFailure: -32002,
  signatureVerification: -32003,
  blockNotAvailable: -32004,
  nodeUnhealthy: -32005,
  slotSkipped: -32007,
  unsupportedTransactionVersion: -32015,
  minimumContextSlot: -32016,
  tooManyRequests: 429,
} as const;

/** A refusal that the client is meant to read: code, sentence and, for some codes, data. */
export class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data?: Json,
  ) {
    super(message);
  }
}

export function invalidParams(sentence: string): RpcError {
  return new RpcError(RPC_CODES.invalidParams, `Invalid params: ${sentence}`);
}
