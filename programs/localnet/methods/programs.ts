import * as z from 'zod';

import { accountEncodingShape, encodeAccount } from '@/programs/localnet/encoding/account';
import { optional } from '@/programs/localnet/encoding/optional';
import { compileFilters, filtersSchema } from '@/programs/localnet/encoding/program-filters';
import {
  addressAt,
  commitmentOf,
  configAt,
  readConfigShape,
  withContext,
} from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { addressText } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

const programConfig = z.object({
  ...readConfigShape,
  ...accountEncodingShape,
  filters: filtersSchema,
  withContext: optional(z.boolean()),
});

/** Accounts by owning program. */
export const programMethods: MethodGroup = {
  getProgramAccounts: (params, { chain }) => {
    const owner = addressAt(params, 0);
    const config = configAt(params, 1, programConfig);
    const slot = chain.slotAt(commitmentOf(chain, config));
    const passes = compileFilters(config.filters);
    const found: Json[] = [];
    for (const [key, account] of chain.accounts.ownedAt(owner, slot)) {
      if (!passes(account)) continue;
      const encoded = encodeAccount(account, config, (other) => chain.account(other, slot));
      found.push({ pubkey: addressText(key), account: encoded });
    }
    return config.withContext === true ? withContext(slot, found) : found;
  },
};
