import * as z from 'zod';

import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { readTokenAccount } from '@/programs/localnet/chain/token-account';
import { optional } from '@/programs/localnet/encoding/optional';
import { invalidParams } from '@/programs/localnet/http/rpc-error';
import { decodeBase58 } from '@/programs/localnet/wire/base58';

const FILTERS_LIMIT = 4;
/** Longest pattern that may be compared, in bytes. */
const PATTERN_BYTES_LIMIT = 128;

const memcmpSchema = z.object({
  offset: z.number().int().nonnegative(),
  bytes: z.union([z.string(), z.array(z.number().int().min(0).max(255))]),
  encoding: optional(z.enum(['base58', 'base64', 'bytes', 'binary'])),
});

/** Filters of `getProgramAccounts` and `programSubscribe`, all of which an account must pass. */
export const filtersSchema = optional(
  z.array(
    z.union([
      z.object({ memcmp: memcmpSchema }),
      z.object({ dataSize: z.number().int().nonnegative() }),
      z.object({ tokenAccountState: z.null() }),
      z.literal('tokenAccountState'),
    ]),
  ),
);

export type AccountPredicate = (account: StoredAccount) => boolean;

/** One predicate for all filters. */
export function compileFilters(filters: z.infer<typeof filtersSchema>): AccountPredicate {
  if (filters === undefined || filters.length === 0) return () => true;
  if (filters.length > FILTERS_LIMIT) {
    throw invalidParams(`Too many filters provided; max ${FILTERS_LIMIT}`);
  }
  const predicates = filters.map((filter): AccountPredicate => {
    if (typeof filter === 'string' || 'tokenAccountState' in filter) {
      return (account) => readTokenAccount(account) !== undefined;
    }
    if ('dataSize' in filter) return ({ data }) => data.length === filter.dataSize;
    const { offset } = filter.memcmp;
    const pattern = patternOf(filter.memcmp);
    return ({ data }) =>
      offset + pattern.length <= data.length &&
      Buffer.compare(data.subarray(offset, offset + pattern.length), pattern) === 0;
  });
  return (account) => predicates.every((passes) => passes(account));
}

function patternOf({ bytes, encoding }: z.infer<typeof memcmpSchema>): Uint8Array {
  const pattern = decodePattern(bytes, encoding);
  if (pattern === undefined) throw invalidParams('memcmp bytes are not in their stated encoding');
  if (pattern.length > PATTERN_BYTES_LIMIT) {
    throw invalidParams(`memcmp bytes too large: ${pattern.length} bytes (max: ${PATTERN_BYTES_LIMIT})`);
  }
  return pattern;
}

function decodePattern(
  bytes: string | readonly number[],
  encoding: string | undefined,
): Uint8Array | undefined {
  if (typeof bytes !== 'string') return Uint8Array.from(bytes);
  if (bytes.length > PATTERN_BYTES_LIMIT * 2) return undefined;
  if (encoding !== 'base64') return decodeBase58(bytes);
  return /^[A-Za-z0-9+/]*={0,2}$/.test(bytes) ? Buffer.from(bytes, 'base64') : undefined;
}
