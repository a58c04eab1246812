import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { LOOKUP_TABLE_PROGRAM } from '@/programs/localnet/chain/program-ids';
import { type TransactionError } from '@/programs/localnet/chain/transaction-error';
import { addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';
import { isStaticKeyWritable, type TransactionMessage } from '@/programs/localnet/wire/transaction';

/** Bytes before the first address in a lookup table's account. */
export const LOOKUP_TABLE_HEADER_BYTES = 56;

/** A message's accounts in index order: static keys, then writable loaded ones, then read-only loaded ones. */
export type AccountKeys = {
  readonly keys: readonly AddressKey[];
  readonly writable: readonly AddressKey[];
  readonly loadedWritable: readonly AddressKey[];
  readonly loadedReadonly: readonly AddressKey[];
};

/** Resolves a message's accounts through its lookup tables, or says with a transaction error why it cannot. */
export function resolveAccountKeys(
  message: TransactionMessage,
  readAccount: (key: AddressKey) => StoredAccount | undefined,
): AccountKeys | { readonly error: TransactionError } {
  const keys = message.staticKeys.map(addressKey);
  const writable = keys.filter((_, index) => isStaticKeyWritable(message, index));
  if (message.lookups.length === 0) return { keys, writable, loadedWritable: [], loadedReadonly: [] };
  const loadedWritable: AddressKey[] = [];
  const loadedReadonly: AddressKey[] = [];
  for (const lookup of message.lookups) {
    const table = readAccount(addressKey(lookup.table));
    if (table === undefined) return { error: 'AddressLookupTableNotFound' };
    if (table.owner !== LOOKUP_TABLE_PROGRAM) return { error: 'InvalidAddressLookupTableOwner' };
    if (table.data.length < LOOKUP_TABLE_HEADER_BYTES) return { error: 'InvalidAddressLookupTableData' };
    const addresses = table.data.subarray(LOOKUP_TABLE_HEADER_BYTES);
    for (const [indexes, loaded] of [
      [lookup.writable, loadedWritable],
      [lookup.readonly, loadedReadonly],
    ] as const) {
      for (const index of indexes) {
        if ((index + 1) * 32 > addresses.length) return { error: 'InvalidAddressLookupTableIndex' };
        loaded.push(addressKey(addresses.subarray(index * 32, (index + 1) * 32)));
      }
    }
  }
  return {
    keys: [...keys, ...loadedWritable, ...loadedReadonly],
    writable: [...writable, ...loadedWritable],
    loadedWritable,
    loadedReadonly,
  };
}
