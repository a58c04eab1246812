import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { LOOKUP_TABLE_HEADER_BYTES } from '@/programs/localnet/chain/account-keys';
import { readNonceState } from '@/programs/localnet/chain/durable-nonce';
import {
  LOOKUP_TABLE_PROGRAM,
  SYSTEM_PROGRAM,
  TOKEN_2022_PROGRAM,
} from '@/programs/localnet/chain/program-ids';
import {
  isTokenProgram,
  type MintState,
  readMint,
  readTokenAccount,
  type TokenAccountState,
} from '@/programs/localnet/chain/token-account';
import { encodeTokenAmount } from '@/programs/localnet/encoding/token-amount';
import { addressKey, type AddressKey, addressText } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

export type ReadAccount = (key: AddressKey) => StoredAccount | undefined;

/**
 * `jsonParsed` data of a token account, mint, nonce account or lookup table; undefined for everything else, which RPC
 * then writes as base64. Extensions of Token-2022 are not listed.
 */
export function parseAccount(account: StoredAccount, read: ReadAccount): Json | undefined {
  const space = account.data.length;
  if (isTokenProgram(account.owner)) {
    const program = account.owner === TOKEN_2022_PROGRAM ? 'spl-token-2022' : 'spl-token';
    const mint = readMint(account);
    if (mint !== undefined) return { program, parsed: { type: 'mint', info: mintInfo(mint) }, space };
    const token = readTokenAccount(account);
    const decimals = token === undefined ? undefined : decimalsOf(token, read);
    if (token === undefined || decimals === undefined) return undefined;
    return { program, parsed: { type: 'account', info: tokenInfo(token, decimals) }, space };
  }
  if (account.owner === SYSTEM_PROGRAM) return parseNonce(account);
  return account.owner === LOOKUP_TABLE_PROGRAM ? parseLookupTable(account) : undefined;
}

function decimalsOf(token: TokenAccountState, read: ReadAccount): number | undefined {
  const mint = read(token.mint);
  return mint === undefined ? undefined : readMint(mint)?.decimals;
}

function mintInfo(mint: MintState): Json {
  return {
    mintAuthority: optionalText(mint.mintAuthority),
    supply: String(mint.supply),
    decimals: mint.decimals,
    isInitialized: true,
    freezeAuthority: optionalText(mint.freezeAuthority),
  };
}

function tokenInfo(token: TokenAccountState, decimals: number): Json {
  return {
    mint: addressText(token.mint),
    owner: addressText(token.owner),
    tokenAmount: encodeTokenAmount(token.amount, decimals),
    delegate: token.delegate === null ? undefined : addressText(token.delegate),
    delegatedAmount: token.delegate === null ? undefined : encodeTokenAmount(token.delegatedAmount, decimals),
    state: token.state,
    isNative: token.nativeReserve !== null,
    rentExemptReserve:
      token.nativeReserve === null ? undefined : encodeTokenAmount(token.nativeReserve, decimals),
    closeAuthority: token.closeAuthority === null ? undefined : addressText(token.closeAuthority),
  };
}

function parseNonce(account: StoredAccount): Json | undefined {
  const state = readNonceState(account);
  if (state === undefined) return undefined;
  const info = {
    authority: addressText(state.authority),
    blockhash: addressText(state.nonce),
    feeCalculator: { lamportsPerSignature: String(state.lamportsPerSignature) },
  };
  return { program: 'nonce', parsed: { type: 'initialized', info }, space: account.data.length };
}

function parseLookupTable({ data }: StoredAccount): Json | undefined {
  if (data.length < LOOKUP_TABLE_HEADER_BYTES) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.getUint32(0, true) !== 1) return undefined;
  const addresses: string[] = [];
  for (let offset = LOOKUP_TABLE_HEADER_BYTES; offset + 32 <= data.length; offset += 32) {
    addresses.push(addressText(addressKey(data.subarray(offset, offset + 32))));
  }
  const info = {
    deactivationSlot: String(view.getBigUint64(4, true)),
    lastExtendedSlot: String(view.getBigUint64(12, true)),
    lastExtendedSlotStartIndex: data[20] ?? 0,
    authority: data[21] === 1 ? addressText(addressKey(data.subarray(22, 54))) : undefined,
    addresses,
  };
  return { program: 'address-lookup-table', parsed: { type: 'lookupTable', info }, space: data.length };
}

function optionalText(key: AddressKey | null): string | null {
  return key === null ? null : addressText(key);
}
