import * as z from 'zod';

import { type TransactionRecord } from '@/programs/localnet/chain/transaction-record';
import {
  encodeMeta,
  encodeTransaction,
  type TransactionEncoding,
} from '@/programs/localnet/encoding/transaction';
import { RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { type Json } from '@/programs/localnet/wire/json';
import { parseTransaction, type WireTransaction } from '@/programs/localnet/wire/transaction';

export const transactionEncoding = z.enum(['json', 'jsonParsed', 'base64', 'base58', 'binary']);

/** The signed transaction inside a record; records hold only what was parsed before. */
export function transactionOf(record: TransactionRecord): WireTransaction {
  const parsed = parseTransaction(record.wire);
  if (!parsed.ok) throw new Error(`the ledger holds a transaction that cannot be read: ${parsed.reason}`);
  return parsed.value;
}

/**
 * Transaction, meta and version. Throws -32015 where the client has not said that it understands the version, since it
 * would misread the accounts.
 */
export function encodeConfirmedTransaction(
  record: TransactionRecord,
  encoding: TransactionEncoding,
  maxSupportedVersion: number | undefined,
): { readonly [name: string]: Json } {
  const transaction = transactionOf(record);
  return {
    transaction: encodeTransaction(transaction, record, encoding),
    meta: encodeMeta(record, transaction.message, encoding),
    version: supportedVersion(transaction, maxSupportedVersion),
  };
}

/** The version to report; undefined for a client that asked for none. */
export function supportedVersion(
  { message }: WireTransaction,
  maxSupportedVersion: number | undefined,
): Json {
  if (message.version !== 'legacy' && maxSupportedVersion === undefined) {
    throw new RpcError(
      RPC_CODES.unsupportedTransactionVersion,
      `Transaction version (${message.version}) is not supported by the requesting client. Please try the request again with the following configuration parameter: "maxSupportedTransactionVersion": ${message.version}`,
    );
  }
  return maxSupportedVersion === undefined ? undefined : message.version;
}
