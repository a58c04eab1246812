import {
  type AccountMeta,
  type AccountRole,
  type Address,
  downgradeRoleToNonSigner,
  downgradeRoleToReadonly,
  type Instruction,
  isSignerRole,
  isWritableRole,
  type KeyPairSigner,
  type MaybeEncodedAccount,
} from '@solana/kit';

import { type Chain } from './chain';

/** An instruction with one account changed, and what was changed in words. */
export interface Substitution {
  /** Position of the changed account. */
  readonly position: number;
  readonly change: string;
  readonly instruction: Instruction;
}

/** Accounts that do not belong where they are put. */
export interface Impostors {
  /** Signs wherever a signature is asked for. */
  readonly stranger: KeyPairSigner;
  /** Accounts of every type, of other parties, by what they are. */
  readonly others: Readonly<Record<string, Address>>;
  /** Address to place copies at, whose owner is no program that ours trusts. */
  readonly copyOwner: Address;
}

/**
 * Every way in which one account of an instruction can be wrong: not signed, not writable, a stranger, a copy under
 * another owner, an account of another type or party, or the same account as another one of the instruction.
 */
export function substitutions(
  chain: Chain,
  instruction: Instruction,
  impostors: Impostors,
  freshAddress: () => Address,
): Substitution[] {
  const metas = instruction.accounts ?? [];
  return metas.flatMap((meta, position) =>
    wrongAccounts(chain, meta, metas, impostors, freshAddress).map(({ change, account }) => ({
      position,
      change,
      instruction: { ...instruction, accounts: metas.map((each, at) => (at === position ? account : each)) },
    })),
  );
}

interface WrongAccount {
  readonly change: string;
  readonly account: AccountMeta;
}

function wrongAccounts(
  chain: Chain,
  meta: AccountMeta,
  all: readonly AccountMeta[],
  impostors: Impostors,
  freshAddress: () => Address,
): WrongAccount[] {
  const { role } = meta;
  const wrong: WrongAccount[] = [];
  const add = (change: string, account: AccountMeta) => wrong.push({ change, account });
  if (isSignerRole(role)) {
    add('not signed', { address: meta.address, role: downgradeRoleToNonSigner(role) });
  }
  if (isWritableRole(role)) add('not writable', { ...meta, role: downgradeRoleToReadonly(role) });
  add('a stranger', strangerInstead(role, impostors.stranger));
  if (isSignerRole(role)) return wrong;
  const account = chain.account(meta.address);
  if (account.exists && account.data.length > 0 && !account.executable) {
    add('a copy under another owner', { address: copy(chain, account, impostors, freshAddress()), role });
  }
  for (const [name, address] of Object.entries(impostors.others)) {
    if (address !== meta.address && mayStand(chain, address, role)) add(name, { address, role });
  }
  const rest = new Set(all.map((each) => each.address).filter((address) => address !== meta.address));
  for (const address of rest) {
    if (!mayStand(chain, address, role)) continue;
    add(`the same as account ${all.findIndex((each) => each.address === address)}`, { address, role });
  }
  return wrong;
}

/** No transaction can name an invoked program as writable, so none needs to be refused for it. */
function mayStand(chain: Chain, address: Address, role: AccountRole): boolean {
  const account = chain.account(address);
  return !isWritableRole(role) || !account.exists || !account.executable;
}

/** A stranger in this role; its signature is there where one is asked for. */
function strangerInstead(role: AccountRole, stranger: KeyPairSigner): AccountMeta {
  const account = { address: stranger.address, role };
  return isSignerRole(role) ? Object.assign(account, { signer: stranger }) : account;
}

function copy(
  chain: Chain,
  account: MaybeEncodedAccount & { readonly exists: true },
  impostors: Impostors,
  at: Address,
): Address {
  const data = Uint8Array.from(account.data);
  chain.setAccount({ address: at, programAddress: impostors.copyOwner, data, lamports: account.lamports });
  return at;
}
