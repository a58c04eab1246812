import * as z from 'zod';

import { transactionFee } from '@/programs/localnet/chain/fees';
import { invalidParams } from '@/programs/localnet/http/rpc-error';
import {
  addressOf,
  commitmentOf,
  type Params,
  parseParam,
  readConfigAt,
  stringAt,
  withContext,
} from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { decodeBytes } from '@/programs/localnet/methods/send';
import { parseMessage } from '@/programs/localnet/wire/transaction';
const LOCKED_ACCOUNTS_LIMIT = 128;
const lockedAccounts = z.array(z.string()).max(LOCKED_ACCOUNTS_LIMIT);

/** What transactions cost. */
export const feeMethods: MethodGroup = {
  getFeeForMessage: (params, { chain }) => {
    const parsed = parseMessage(decodeBytes(stringAt(params, 0, 'message'), 'base64'));
    if (!parsed.ok) throw invalidParams(parsed.reason);
    const slot = chain.slotAt(commitmentOf(chain, readConfigAt(params, 1)));
    return withContext(slot, chain.isFresh(parsed.value) ? transactionFee(parsed.value) : null);
  },

  // Blocks here have room for everything, so the least fee that gets a transaction in is always 0.
  getRecentPrioritizationFees: (params, { chain }) => {
    checkLockedAccounts(params);
    return chain.recentBlockSlots().map((slot) => ({ slot, prioritizationFee: 0 }));
  },
};

function checkLockedAccounts(params: Params): void {
  for (const text of parseParam(params[0] ?? [], 'addresses (parameter 1)', lockedAccounts)) addressOf(text);
}
