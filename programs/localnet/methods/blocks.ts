import * as z from 'zod';

import { type Chain } from '@/programs/localnet/chain/chain';
import { type Block } from '@/programs/localnet/chain/ledger';
import {
  encodeConfirmedTransaction,
  supportedVersion,
  transactionEncoding,
  transactionOf,
} from '@/programs/localnet/encoding/confirmed-transaction';
import { optional } from '@/programs/localnet/encoding/optional';
import { encodeAccountList, encodeMeta } from '@/programs/localnet/encoding/transaction';
import { invalidParams, RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import {
  commitmentOf,
  configAt,
  integerAt,
  integerOf,
  type Params,
  readConfigAt,
  readConfigShape,
} from '@/programs/localnet/methods/arguments';
import { settledCommitment } from '@/programs/localnet/methods/history';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { addressBytes, addressText } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';
import { type Json } from '@/programs/localnet/wire/json';

const SLOT_RANGE_LIMIT = 500_000;

const blockConfig = z.object({
  ...readConfigShape,
  encoding: optional(transactionEncoding),
  transactionDetails: optional(z.enum(['full', 'signatures', 'accounts', 'none'])),
  maxSupportedTransactionVersion: optional(z.number().int().nonnegative()),
});

type BlockConfig = z.output<typeof blockConfig>;

/** Completed blocks. */
export const blockMethods: MethodGroup = {
  getBlock: (params, { chain }) => {
    const slot = integerAt(params, 0, 'slot');
    const config = configAt(params, 1, blockConfig);
    const block = findBlock(chain, slot, chain.slotAt(settledCommitment(commitmentOf(chain, config))));
    return {
      blockhash: addressText(block.hash),
      previousBlockhash: addressText(block.previousHash),
      parentSlot: block.parentSlot,
      blockHeight: block.height,
      blockTime: block.time,
      rewards: [],
      ...encodeEntries(chain, block, config),
    };
  },

  getBlockTime: (params, { chain }) =>
    findBlock(chain, integerAt(params, 0, 'slot'), chain.slotAt('confirmed')).time,

  getBlocks: (params, { chain }) => {
    const first = integerAt(params, 0, 'first slot');
    const lastGiven = typeof params[1] === 'number';
    const newest = newestSlot(chain, params, lastGiven ? 2 : 1);
    const last = lastGiven ? Math.min(integerAt(params, 1, 'last slot'), newest) : newest;
    if (last - first > SLOT_RANGE_LIMIT) throw invalidParams(`Slot range too large; max ${SLOT_RANGE_LIMIT}`);
    return chain.ledger.blockSlotsBetween(first - 1, last);
  },

  getBlocksWithLimit: (params, { chain }) => {
    const first = integerAt(params, 0, 'first slot');
    const limit = integerOf(params[1], 'limit (parameter 2)');
    if (limit > SLOT_RANGE_LIMIT) throw invalidParams(`Limit too large; max ${SLOT_RANGE_LIMIT}`);
    return chain.ledger.blockSlotsBetween(first - 1, newestSlot(chain, params, 2)).slice(0, limit);
  },

  getFirstAvailableBlock: (_, { chain }) => chain.ledger.blockSlots()[0] ?? 0,

  minimumLedgerSlot: (_, { chain }) => chain.ledger.blockSlots()[0] ?? 0,
};

function newestSlot(chain: Chain, params: Params, configIndex: number): number {
  return chain.slotAt(settledCommitment(commitmentOf(chain, readConfigAt(params, configIndex))));
}

function findBlock(chain: Chain, slot: number, newest: number): Block {
  if (slot > newest) throw new RpcError(RPC_CODES.blockNotAvailable, `Block not available for slot ${slot}`);
  const block = chain.ledger.block(slot);
  if (block !== undefined) return block;
  throw new RpcError(
    RPC_CODES.slotSkipped,
    `Slot ${slot} was skipped, or missing due to ledger jump to recent snapshot`,
  );
}

function encodeEntries(
  chain: Chain,
  { entries }: Block,
  config: BlockConfig,
): { readonly [name: string]: Json } {
  const { encoding = 'json', transactionDetails = 'full', maxSupportedTransactionVersion } = config;
  switch (transactionDetails) {
    case 'none':
      return {};
    case 'signatures':
      return { signatures: entries.map(({ signature }) => encodeBase58(addressBytes(signature))) };
    case 'accounts':
      return {
        transactions: entries.map((entry) => {
          const record = chain.ledger.record(entry);
          const transaction = transactionOf(record);
          return {
            transaction: encodeAccountList(transaction, record),
            meta: encodeMeta(record, transaction.message, 'json'),
            version: supportedVersion(transaction, maxSupportedTransactionVersion),
          };
        }),
      };
    case 'full':
      return {
        transactions: entries.map((entry) =>
          encodeConfirmedTransaction(chain.ledger.record(entry), encoding, maxSupportedTransactionVersion),
        ),
      };
  }
}
