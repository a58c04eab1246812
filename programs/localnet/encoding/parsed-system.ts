import { type ResolvedInstruction } from '@/programs/localnet/encoding/parsed-instruction';
import { addressKey, addressText } from '@/programs/localnet/wire/address-key';
import { ByteReader } from '@/programs/localnet/wire/byte-reader';
import { type Json } from '@/programs/localnet/wire/json';

type Fields = { readonly [name: string]: Json };

/** Names and fields of the system program's instructions, as a validator writes them. */
export function parseSystemInstruction({ accounts, data }: ResolvedInstruction): Json | undefined {
  const reader = new ByteReader(data);
  const parser = PARSERS[reader.u32()];
  if (parser === undefined || accounts.length < parser.accounts) return undefined;
  return { type: parser.type, info: parser.fields(accounts, reader) };
}

type Parser = {
  readonly type: string;
  readonly accounts: number;
  readonly fields: (accounts: readonly string[], reader: ByteReader) => Fields;
};

const PARSERS: Readonly<Record<number, Parser>> = {
  0: {
    type: 'createAccount',
    accounts: 2,
    fields: ([source, newAccount], reader) => ({
      source,
      newAccount,
      lamports: reader.u64(),
      space: reader.u64(),
      owner: readAddress(reader),
    }),
  },
  1: {
    type: 'assign',
    accounts: 1,
    fields: ([account], reader) => ({ account, owner: readAddress(reader) }),
  },
  2: {
    type: 'transfer',
    accounts: 2,
    fields: ([source, destination], reader) => ({ source, destination, lamports: reader.u64() }),
  },
  3: {
    type: 'createAccountWithSeed',
    accounts: 2,
    fields: ([source, newAccount], reader) => ({
      source,
      newAccount,
      base: readAddress(reader),
      seed: readSeed(reader),
      lamports: reader.u64(),
      space: reader.u64(),
      owner: readAddress(reader),
    }),
  },
  4: {
    type: 'advanceNonce',
    accounts: 3,
    fields: ([nonceAccount, recentBlockhashesSysvar, nonceAuthority]) => ({
      nonceAccount,
      recentBlockhashesSysvar,
      nonceAuthority,
    }),
  },
  5: {
    type: 'withdrawFromNonce',
    accounts: 5,
    fields: ([nonceAccount, destination, recentBlockhashesSysvar, rentSysvar, nonceAuthority], reader) => ({
      nonceAccount,
      destination,
      recentBlockhashesSysvar,
      rentSysvar,
      nonceAuthority,
      lamports: reader.u64(),
    }),
  },
  6: {
    type: 'initializeNonce',
    accounts: 3,
    fields: ([nonceAccount, recentBlockhashesSysvar, rentSysvar], reader) => ({
      nonceAccount,
      recentBlockhashesSysvar,
      rentSysvar,
      nonceAuthority: readAddress(reader),
    }),
  },
  7: {
    type: 'authorizeNonce',
    accounts: 2,
    fields: ([nonceAccount, nonceAuthority], reader) => ({
      nonceAccount,
      nonceAuthority,
      newAuthorized: readAddress(reader),
    }),
  },
  8: {
    type: 'allocate',
    accounts: 1,
    fields: ([account], reader) => ({ account, space: reader.u64() }),
  },
};

function readAddress(reader: ByteReader): string {
  return addressText(addressKey(reader.take(32)));
}

/** Text preceded by its u64 length. */
function readSeed(reader: ByteReader): string {
  return Buffer.from(reader.take(reader.safeU64())).toString('utf8');
}
