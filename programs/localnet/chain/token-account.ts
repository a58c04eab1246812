import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { TOKEN_2022_PROGRAM, TOKEN_PROGRAM } from '@/programs/localnet/chain/program-ids';
import { addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';

const MINT_BYTES = 82;
const TOKEN_ACCOUNT_BYTES = 165;
/** In Token-2022 an extended account or mint says which it is in the byte after a token account's fields. */
const KIND_OFFSET = TOKEN_ACCOUNT_BYTES;
const KIND_MINT = 1;
const KIND_TOKEN_ACCOUNT = 2;

export type TokenAccountState = {
  readonly mint: AddressKey;
  readonly owner: AddressKey;
  readonly amount: bigint;
  readonly delegate: AddressKey | null;
  readonly state: 'initialized' | 'frozen';
  /** Rent reserve in lamports of a wrapped SOL account; null for any other token. */
  readonly nativeReserve: bigint | null;
  readonly delegatedAmount: bigint;
  readonly closeAuthority: AddressKey | null;
};

export type MintState = {
  readonly mintAuthority: AddressKey | null;
  readonly supply: bigint;
  readonly decimals: number;
  readonly freezeAuthority: AddressKey | null;
};

/** Whether `owner` is one of the two token programs. */
export function isTokenProgram(owner: AddressKey): boolean {
  return owner === TOKEN_PROGRAM || owner === TOKEN_2022_PROGRAM;
}

/** State of an initialised token account of either token program; undefined for any other account. */
export function readTokenAccount(account: StoredAccount): TokenAccountState | undefined {
  const { data, owner } = account;
  if (!isTokenProgram(owner) || !hasKind(account, TOKEN_ACCOUNT_BYTES, KIND_TOKEN_ACCOUNT)) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const state = data[108];
  if (state !== 1 && state !== 2) return undefined;
  return {
    mint: addressKey(data.subarray(0, 32)),
    owner: addressKey(data.subarray(32, 64)),
    amount: view.getBigUint64(64, true),
    delegate: optionalKey(view, data, 72),
    state: state === 2 ? 'frozen' : 'initialized',
    nativeReserve: view.getUint32(109, true) === 1 ? view.getBigUint64(113, true) : null,
    delegatedAmount: view.getBigUint64(121, true),
    closeAuthority: optionalKey(view, data, 129),
  };
}

/** State of an initialised mint of either token program; undefined for any other account. */
export function readMint(account: StoredAccount): MintState | undefined {
  const { data, owner } = account;
  if (!isTokenProgram(owner) || !hasKind(account, MINT_BYTES, KIND_MINT)) return undefined;
  if (data[45] !== 1) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return {
    mintAuthority: optionalKey(view, data, 0),
    supply: view.getBigUint64(36, true),
    decimals: data[44] ?? 0,
    freezeAuthority: optionalKey(view, data, 46),
  };
}

function hasKind({ data, owner }: StoredAccount, plainBytes: number, kind: number): boolean {
  if (data.length === plainBytes) return true;
  return owner === TOKEN_2022_PROGRAM && data.length > TOKEN_ACCOUNT_BYTES && data[KIND_OFFSET] === kind;
}

function optionalKey(view: DataView, data: Uint8Array, offset: number): AddressKey | null {
  return view.getUint32(offset, true) === 1 ? addressKey(data.subarray(offset + 4, offset + 36)) : null;
}
