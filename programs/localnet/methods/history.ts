import * as z from 'zod';

import { type Chain } from '@/programs/localnet/chain/chain';
import { type Commitment } from '@/programs/localnet/chain/commitment';
import { type LedgerEntry } from '@/programs/localnet/chain/ledger';
import { MEMO_PROGRAM } from '@/programs/localnet/chain/program-ids';
import { readTransactionSummary } from '@/programs/localnet/chain/transaction-record';
import {
  encodeConfirmedTransaction,
  transactionEncoding,
} from '@/programs/localnet/encoding/confirmed-transaction';
import { optional } from '@/programs/localnet/encoding/optional';
import { invalidParams } from '@/programs/localnet/http/rpc-error';
import {
  addressAt,
  commitmentOf,
  configAt,
  type Params,
  parseParam,
  readConfigShape,
  signatureOf,
  stringAt,
} from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { addressBytes, addressKey } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';
import { type Json } from '@/programs/localnet/wire/json';
import { parseTransaction } from '@/programs/localnet/wire/transaction';

const SIGNATURES_LIMIT = 1000;

const transactionConfig = z.object({
  ...readConfigShape,
  encoding: optional(transactionEncoding),
  maxSupportedTransactionVersion: optional(z.number().int().nonnegative()),
});

const signaturesConfig = z.object({
  ...readConfigShape,
  limit: optional(z.number().int().min(1).max(SIGNATURES_LIMIT)),
  before: optional(z.string()),
  until: optional(z.string()),
});

/** What was executed, by signature and by address. */
export const historyMethods: MethodGroup = {
  getTransaction: (params, { chain }) => {
    const signature = signatureOf(stringAt(params, 0, 'signature'));
    const config = transactionConfigAt(params);
    const slot = chain.slotAt(settledCommitment(commitmentOf(chain, config)));
    const entry = chain.ledger.find(signature);
    if (entry === undefined || entry.slot > slot) return null;
    const record = chain.ledger.record(entry);
    return {
      slot: entry.slot,
      blockTime: entry.blockTime,
      ...encodeConfirmedTransaction(record, config.encoding ?? 'json', config.maxSupportedTransactionVersion),
    };
  },

  getSignaturesForAddress: (params, { chain }) => {
    const address = addressAt(params, 0);
    const config = configAt(params, 1, signaturesConfig);
    const slot = chain.slotAt(settledCommitment(commitmentOf(chain, config)));
    const found = page(chain.ledger.naming(address), {
      slot,
      before: config.before === undefined ? undefined : signatureOf(config.before),
      until: config.until === undefined ? undefined : signatureOf(config.until),
      limit: config.limit ?? SIGNATURES_LIMIT,
    });
    return found.map((entry) => encodeSignature(chain, entry));
  },
};

/** Newest first, from after `before` to before `until`. */
function page(
  entries: readonly LedgerEntry[],
  range: {
    readonly slot: number;
    readonly before: string | undefined;
    readonly until: string | undefined;
    readonly limit: number;
  },
): LedgerEntry[] {
  const found: LedgerEntry[] = [];
  let reached = range.before === undefined;
  for (let index = entries.length - 1; index >= 0 && found.length < range.limit; index--) {
    const entry = entries[index];
    if (entry === undefined || entry.signature === range.until) break;
    if (reached && entry.slot <= range.slot) found.push(entry);
    if (entry.signature === range.before) reached = true;
  }
  return found;
}

function encodeSignature(chain: Chain, entry: LedgerEntry): Json {
  return {
    signature: encodeBase58(addressBytes(entry.signature)),
    slot: entry.slot,
    err: entry.error,
    memo: memoOf(entry),
    blockTime: entry.blockTime,
    confirmationStatus: chain.commitmentOf(entry.slot),
  };
}

/** Memo texts, each after its length in bytes, as a validator lists them. */
function memoOf(entry: LedgerEntry): string | null {
  if (!entry.accounts.includes(MEMO_PROGRAM)) return null;
  const parsed = parseTransaction(readTransactionSummary(entry.encoded).wire);
  if (!parsed.ok) return null;
  const { instructions, staticKeys } = parsed.value.message;
  const memos = instructions.flatMap(({ programIndex, data }) => {
    const program = staticKeys[programIndex];
    const isMemo = program !== undefined && addressKey(program) === MEMO_PROGRAM;
    return isMemo ? [`[${data.length}] ${Buffer.from(data).toString('utf8')}`] : [];
  });
  return memos.length === 0 ? null : memos.join('; ');
}

/** An older form has the encoding alone where the configuration stands now. */
function transactionConfigAt(params: Params): z.output<typeof transactionConfig> {
  const value = params[1];
  return typeof value === 'string'
    ? parseParam({ encoding: value }, 'encoding', transactionConfig)
    : configAt(params, 1, transactionConfig);
}

/** History is answered from completed blocks only. */
export function settledCommitment(commitment: Commitment): Commitment {
  if (commitment === 'processed') throw invalidParams('Method does not support commitment below `confirmed`');
  return commitment;
}
