import * as z from 'zod';

import { describeTransactionError } from '@/programs/localnet/chain/transaction-error';
import { type Execution } from '@/programs/localnet/chain/virtual-machine';
import { optional } from '@/programs/localnet/encoding/optional';
import { encodeExecution } from '@/programs/localnet/encoding/execution';
import { invalidParams, RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { commitmentOf, configAt, readConfigShape, stringAt } from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { decodeBase58, encodeBase58 } from '@/programs/localnet/wire/base58';
import {
  parseTransaction,
  TRANSACTION_BYTES_LIMIT,
  type WireTransaction,
} from '@/programs/localnet/wire/transaction';

const sendConfig = z.object({
  ...readConfigShape,
  encoding: optional(z.enum(['base58', 'base64'])),
  skipPreflight: optional(z.boolean()),
  preflightCommitment: readConfigShape.commitment,
  maxRetries: optional(z.number().int().nonnegative()),
});

/** Sending transactions. */
export const sendMethods: MethodGroup = {
  sendTransaction: (params, { chain }) => {
    const text = stringAt(params, 0, 'transaction');
    const config = configAt(params, 1, sendConfig);
    commitmentOf(chain, { ...config, commitment: config.preflightCommitment });
    const transaction = decodeTransaction(text, config.encoding ?? 'base58');
    const signature = encodeBase58(transaction.signatures[0] ?? new Uint8Array(64));
    const skipPreflight = config.skipPreflight === true;
    const { included, execution } = chain.submit(transaction, skipPreflight);
    if (included) return signature;
    if (execution.error === 'SignatureFailure') {
      throw new RpcError(RPC_CODES.signatureVerification, 'Transaction signature verification failure');
    }
    if (!skipPreflight) throw preflightFailure(execution);
    return signature;
  },
};

/** Bytes of an encoded transaction, parsed; every failure is the caller's. */
export function decodeTransaction(text: string, encoding: 'base58' | 'base64'): WireTransaction {
  const parsed = parseTransaction(decodeBytes(text, encoding));
  if (!parsed.ok) throw invalidParams(parsed.reason);
  return parsed.value;
}

/** Bytes of base58 or strict base64 text no longer than a transaction can be. */
export function decodeBytes(text: string, encoding: 'base58' | 'base64'): Uint8Array {
  if (text.length > TRANSACTION_BYTES_LIMIT * 2) {
    throw invalidParams(
      `${encoding} encoded transaction too large: ${text.length} characters (max: encoded/raw ${TRANSACTION_BYTES_LIMIT * 2}/${TRANSACTION_BYTES_LIMIT} bytes)`,
    );
  }
  const bytes = encoding === 'base58' ? decodeBase58(text) : decodeBase64(text);
  if (bytes === undefined) throw invalidParams(`invalid ${encoding} encoding`);
  return bytes;
}

function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, 'base64');
}

function preflightFailure(execution: Execution): RpcError {
  const reason = execution.error === null ? '' : describeTransactionError(execution.error);
  return new RpcError(
    RPC_CODES.preflightFailure,
    `Transaction simulation failed: ${reason}`,
    encodeExecution(execution),
  );
}
