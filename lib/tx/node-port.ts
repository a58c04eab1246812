import { type Blockhash } from '@solana/kit';

import { type ChainClient, NodeError } from '@/lib/rpc/chain-client';
import { RpcError } from '@/lib/rpc/rpc-error';

import { type ChainPort, type StatusAnswer } from './chain-port';

/** `SendTransactionPreflightFailure` of JSON-RPC: a dry run failed, the error is in `data`. */
const dryRunFailed = -32002;
const invalidRequests = new Set([-32602, -32003, -32600, -32700]);

/** The chain behind a client of `lib/rpc`. */
export function nodePort(client: ChainClient): ChainPort {
  const commitment = 'confirmed';
  return {
    latestBlockhash: async (signal) => {
      const answer = record(await client.request('getLatestBlockhash', [{ commitment }], signal));
      const value = record(answer['value']);
      return {
        blockhash: text(value['blockhash']) as Blockhash,
        lastValidBlockHeight: integer(value['lastValidBlockHeight']),
        slot: integer(record(answer['context'])['slot']),
      };
    },
    simulate: async (transaction, signal) => {
      const options = { encoding: 'base64', commitment, sigVerify: false, replaceRecentBlockhash: true };
      const answer = record(await client.request('simulateTransaction', [transaction, options], signal));
      const value = record(answer['value']);
      return {
        error: value['err'] ?? null,
        logs: texts(value['logs']),
        unitsConsumed: typeof value['unitsConsumed'] === 'bigint' ? value['unitsConsumed'] : 0n,
      };
    },
    send: async (transaction, { dryRunFirst }, signal) => {
      const options = {
        encoding: 'base64',
        skipPreflight: !dryRunFirst,
        preflightCommitment: commitment,
        // We rebroadcast ourselves, because only we know when to stop.
        maxRetries: 0n,
      };
      try {
        await client.request('sendTransaction', [transaction, options], signal);
        return { kind: 'accepted' };
      } catch (error) {
        return sendAnswerOf(error);
      }
    },
    status: async (signature, { searchHistory }, signal) => {
      const params = [[signature], { searchTransactionHistory: searchHistory }];
      const answer = record(await client.request('getSignatureStatuses', params, signal));
      const values = answer['value'];
      return {
        slot: integer(record(answer['context'])['slot']),
        status: readStatus(Array.isArray(values) ? values[0] : undefined),
      };
    },
    logs: async (signature, signal) => {
      const options = { encoding: 'base64', commitment, maxSupportedTransactionVersion: 0n };
      try {
        const answer = record(await client.request('getTransaction', [signature, options], signal));
        return texts(record(answer['meta'])['logMessages']);
      } catch {
        return [];
      }
    },
    height: async (signal) => {
      const info = record(await client.request('getEpochInfo', [{ commitment }], signal));
      return { slot: integer(info['absoluteSlot']), blockHeight: integer(info['blockHeight']) };
    },
    oldestSlot: async (signal) => {
      try {
        return integer(await client.request('getFirstAvailableBlock', [], signal));
      } catch (error) {
        if (error instanceof NodeError) return null;
        throw error;
      }
    },
    recentPriorityFees: async (accounts, signal) => {
      const fees = await client.request('getRecentPrioritizationFees', [accounts], signal);
      return Array.isArray(fees) ? fees.map((fee) => integer(record(fee)['prioritizationFee'])) : [];
    },
  };
}

function sendAnswerOf(error: unknown): Awaited<ReturnType<ChainPort['send']>> {
  if (error instanceof NodeError) {
    const { code, message, data } = error.failure;
    if (code === dryRunFailed) {
      const detail = typeof data === 'object' && data !== null ? data : {};
      return {
        kind: 'refused',
        error: Reflect.get(detail, 'err') ?? message,
        logs: texts(Reflect.get(detail, 'logs')),
      };
    }
    if (invalidRequests.has(code)) return { kind: 'refused', error: message, logs: [] };
    return { kind: 'unanswered', maybeDelivered: true, sentence: message };
  }
  const maybeDelivered = error instanceof RpcError ? error.detail.maybeDelivered === true : true;
  const sentence = error instanceof Error ? error.message : 'The network could not be reached.';
  return { kind: 'unanswered', maybeDelivered, sentence };
}

function readStatus(value: unknown): StatusAnswer['status'] {
  if (value === null) return null;
  const status = record(value);
  const { confirmationStatus } = status;
  return {
    slot: integer(status['slot']),
    error: status['err'] ?? null,
    commitment:
      confirmationStatus === 'confirmed' || confirmationStatus === 'finalized'
        ? confirmationStatus
        : 'processed',
  };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw unreadable();
  return value as Record<string, unknown>;
}

function integer(value: unknown): bigint {
  if (typeof value !== 'bigint') throw unreadable();
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw unreadable();
  return value;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((line): line is string => typeof line === 'string') : [];
}

function unreadable(): RpcError {
  return new RpcError('malformed-answer', 'The node gave an answer of another form than its method has.');
}
