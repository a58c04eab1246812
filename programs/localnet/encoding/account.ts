import * as z from 'zod';

import { optional } from '@/programs/localnet/encoding/optional';
import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { type ReadAccount } from '@/programs/localnet/encoding/parsed-account';
import { parseAccount } from '@/programs/localnet/encoding/parsed-account';
import { invalidParams, RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { addressText } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';
import { type Json } from '@/programs/localnet/wire/json';

/** Rent epoch of every account that is exempt from rent, and all are. */
const RENT_EPOCH = 18_446_744_073_709_551_615n;
const BASE58_BYTES_LIMIT = 128;

/** Members of a configuration that say how account data is written. */
export const accountEncodingShape = {
  encoding: optional(z.enum(['binary', 'base58', 'base64', 'base64+zstd', 'jsonParsed'])),
  dataSlice: optional(
    z.object({ offset: z.number().int().nonnegative(), length: z.number().int().nonnegative() }),
  ),
};

export type AccountEncoding = z.output<z.ZodObject<typeof accountEncodingShape>>;

/** An account as RPC writes it. `read` supplies what a parsed token account needs of its mint. */
export function encodeAccount(
  account: StoredAccount,
  { encoding, dataSlice }: AccountEncoding,
  read: ReadAccount,
): Json {
  return {
    lamports: account.lamports,
    data: encodeAccountData(account, encoding ?? 'binary', dataSlice, read),
    owner: addressText(account.owner),
    executable: account.executable,
    rentEpoch: RENT_EPOCH,
    space: account.data.length,
  };
}

function encodeAccountData(
  account: StoredAccount,
  encoding: NonNullable<AccountEncoding['encoding']>,
  dataSlice: AccountEncoding['dataSlice'],
  read: ReadAccount,
): Json {
  if (encoding === 'jsonParsed') {
    const parsed = parseAccount(account, read);
    if (parsed !== undefined) return parsed;
  }
  const data =
    dataSlice === undefined
      ? account.data
      : account.data.subarray(dataSlice.offset, dataSlice.offset + dataSlice.length);
  switch (encoding) {
    case 'binary':
      return base58Of(data);
    case 'base58':
      return [base58Of(data), 'base58'];
    case 'base64+zstd':
      throw invalidParams('this node does not compress with zstd; ask for base64');
    default:
      return [base64Of(data), 'base64'];
  }
}

function base58Of(data: Uint8Array): string {
  if (data.length > BASE58_BYTES_LIMIT) {
    throw new RpcError(
      RPC_CODES.invalidRequest,
      'Encoded binary (base 58) data should be less than 128 bytes, please use Base64 encoding.',
    );
  }
  return encodeBase58(data);
}

function base64Of(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}
