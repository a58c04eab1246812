import { type ResolvedInstruction } from '@/programs/localnet/encoding/parsed-instruction';
import { encodeTokenAmount } from '@/programs/localnet/encoding/token-amount';
import { addressKey, addressText } from '@/programs/localnet/wire/address-key';
import { ByteReader } from '@/programs/localnet/wire/byte-reader';
import { type Json } from '@/programs/localnet/wire/json';

type Fields = { readonly [name: string]: Json };

type Parser = {
  readonly type: string;
  /** Names of the leading accounts. */
  readonly accounts: readonly string[];
  /** Name of the authority after them, which may instead be a multisig followed by its signers. */
  readonly authority?: string;
  readonly fields?: (reader: ByteReader) => Fields;
};

/** Names and fields of the token programs' common instructions, as a validator writes them. */
export function parseTokenInstruction({ accounts, data }: ResolvedInstruction): Json | undefined {
  const reader = new ByteReader(data);
  const parser = PARSERS[reader.u8()];
  if (parser === undefined) return undefined;
  const needed = parser.accounts.length + (parser.authority === undefined ? 0 : 1);
  if (accounts.length < needed) return undefined;
  const named = Object.fromEntries(parser.accounts.map((name, index) => [name, accounts[index]]));
  const authority =
    parser.authority === undefined
      ? {}
      : authorityFields(parser.authority, accounts.slice(parser.accounts.length));
  return { type: parser.type, info: { ...named, ...authority, ...parser.fields?.(reader) } };
}

function authorityFields(name: string, [authority, ...signers]: readonly string[]): Fields {
  if (signers.length === 0) return { [name]: authority };
  return { [`multisig${name.charAt(0).toUpperCase()}${name.slice(1)}`]: authority, signers };
}

const amount = (reader: ByteReader): Fields => ({ amount: String(reader.u64()) });
const checkedAmount = (reader: ByteReader): Fields => ({
  tokenAmount: encodeTokenAmount(reader.u64(), reader.u8()),
});
const owner = (reader: ByteReader): Fields => ({ owner: readAddress(reader) });

function mintFields(reader: ByteReader): Fields {
  const decimals = reader.u8();
  const mintAuthority = readAddress(reader);
  return reader.u8() === 1
    ? { decimals, mintAuthority, freezeAuthority: readAddress(reader) }
    : { decimals, mintAuthority };
}

const AUTHORITY_TYPES = ['mintTokens', 'freezeAccount', 'accountOwner', 'closeAccount'] as const;

function authorityChange(reader: ByteReader): Fields {
  const type = reader.u8();
  const newAuthority = reader.u8() === 1 ? readAddress(reader) : null;
  return { authorityType: AUTHORITY_TYPES[type] ?? String(type), newAuthority };
}

const PARSERS: Readonly<Record<number, Parser>> = {
  0: { type: 'initializeMint', accounts: ['mint', 'rentSysvar'], fields: mintFields },
  1: { type: 'initializeAccount', accounts: ['account', 'mint', 'owner', 'rentSysvar'] },
  3: { type: 'transfer', accounts: ['source', 'destination'], authority: 'authority', fields: amount },
  4: { type: 'approve', accounts: ['source', 'delegate'], authority: 'owner', fields: amount },
  5: { type: 'revoke', accounts: ['source'], authority: 'owner' },
  6: { type: 'setAuthority', accounts: ['account'], authority: 'authority', fields: authorityChange },
  7: { type: 'mintTo', accounts: ['mint', 'account'], authority: 'mintAuthority', fields: amount },
  8: { type: 'burn', accounts: ['account', 'mint'], authority: 'authority', fields: amount },
  9: { type: 'closeAccount', accounts: ['account', 'destination'], authority: 'owner' },
  10: { type: 'freezeAccount', accounts: ['account', 'mint'], authority: 'freezeAuthority' },
  11: { type: 'thawAccount', accounts: ['account', 'mint'], authority: 'freezeAuthority' },
  12: {
    type: 'transferChecked',
    accounts: ['source', 'mint', 'destination'],
    authority: 'authority',
    fields: checkedAmount,
  },
  13: {
    type: 'approveChecked',
    accounts: ['source', 'mint', 'delegate'],
    authority: 'owner',
    fields: checkedAmount,
  },
  14: {
    type: 'mintToChecked',
    accounts: ['mint', 'account'],
    authority: 'mintAuthority',
    fields: checkedAmount,
  },
  15: { type: 'burnChecked', accounts: ['account', 'mint'], authority: 'authority', fields: checkedAmount },
  16: { type: 'initializeAccount2', accounts: ['account', 'mint', 'rentSysvar'], fields: owner },
  17: { type: 'syncNative', accounts: ['account'] },
  18: { type: 'initializeAccount3', accounts: ['account', 'mint'], fields: owner },
  20: { type: 'initializeMint2', accounts: ['mint'], fields: mintFields },
  21: { type: 'getAccountDataSize', accounts: ['mint'] },
  22: { type: 'initializeImmutableOwner', accounts: ['account'] },
};

function readAddress(reader: ByteReader): string {
  return addressText(addressKey(reader.take(32)));
}
