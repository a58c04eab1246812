import * as z from 'zod';

import { type Chain } from '@/programs/localnet/chain/chain';
import {
  accountEncodingShape,
  type AccountEncoding,
  encodeAccount,
} from '@/programs/localnet/encoding/account';
import {
  addressAt,
  addressOf,
  arrayAt,
  commitmentOf,
  configAt,
  integerAt,
  parseParam,
  readConfigAt,
  readConfigShape,
  withContext,
} from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { type AddressKey } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

const MULTIPLE_ACCOUNTS_LIMIT = 100;
/** Longest data an account may hold, in bytes. */
const ACCOUNT_DATA_LIMIT = 10 * 1024 * 1024;

const accountConfig = z.object({ ...readConfigShape, ...accountEncodingShape });

/** Single accounts by address. */
export const accountMethods: MethodGroup = {
  getAccountInfo: (params, { chain }) => {
    const key = addressAt(params, 0);
    const config = configAt(params, 1, accountConfig);
    const slot = chain.slotAt(commitmentOf(chain, config));
    return withContext(slot, accountJson(chain, key, slot, config));
  },

  getMultipleAccounts: (params, { chain }) => {
    const keys = arrayAt(params, 0, 'addresses', MULTIPLE_ACCOUNTS_LIMIT).map((item) =>
      addressOf(parseParam(item, 'address', z.string())),
    );
    const config = configAt(params, 1, accountConfig);
    const slot = chain.slotAt(commitmentOf(chain, config));
    const encoding = { ...config, encoding: config.encoding ?? ('base64' as const) };
    return withContext(
      slot,
      keys.map((key) => accountJson(chain, key, slot, encoding)),
    );
  },

  getBalance: (params, { chain }) => {
    const key = addressAt(params, 0);
    const slot = chain.slotAt(commitmentOf(chain, readConfigAt(params, 1)));
    return withContext(slot, chain.account(key, slot)?.lamports ?? 0n);
  },

  getMinimumBalanceForRentExemption: (params, { chain }) => {
    const length = integerAt(params, 0, 'data length');
    return chain.minimumBalance(Math.min(length, ACCOUNT_DATA_LIMIT));
  },
};

function accountJson(chain: Chain, key: AddressKey, slot: number, encoding: AccountEncoding): Json {
  const account = chain.account(key, slot);
  if (account === undefined) return null;
  return encodeAccount(account, encoding, (other) => chain.account(other, slot));
}
