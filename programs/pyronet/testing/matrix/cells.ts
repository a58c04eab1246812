import {
  type AccountMeta,
  type AccountRole,
  type Address,
  downgradeRoleToNonSigner,
  downgradeRoleToReadonly,
  type Instruction,
  isSignerRole,
  isWritableRole,
  type TransactionSigner,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { type Chain } from '../chain';

import { closingOf } from './closing';
import { freshAddresses, type Surroundings } from './stage';
import { kindOf, mayStand, signedBy, signing } from './standing';

/** The ways in which one account of an instruction can be wrong. */
export const wrongs = [
  'not signer',
  'not writable',
  'wrong owner',
  'wrong type',
  'somebody else’s',
  'wrong address',
  'duplicate',
  'empty',
  'closed before',
  'with all it names',
] as const;
export type Wrong = (typeof wrongs)[number];

/** One cell of the matrix: a transaction in which one account of the instruction is wrong. */
export interface Cell {
  readonly account: string;
  readonly wrong: Wrong;
  /** What stands there instead, in words. */
  readonly instead: string;
  readonly instructions: readonly Instruction[];
}

interface Replacement {
  readonly wrong: Wrong;
  readonly instead: string;
  readonly meta: AccountMeta;
  /** Stand before everything else in the transaction. */
  readonly first?: readonly Instruction[];
}

/** Every cell of the transaction's last instruction; `names` are its account slots in order. */
export async function cellsOf(
  around: Surroundings,
  transaction: readonly Instruction[],
  names: readonly string[],
): Promise<Cell[]> {
  const instruction = transaction.at(-1);
  if (instruction === undefined) throw new Error('a transaction has instructions');
  const metas = instruction.accounts ?? [];
  const fresh = freshAddresses(0n);
  const cells: Cell[] = [];
  for (const [position, meta] of metas.entries()) {
    const account = names[position] ?? `slot ${String(position)}`;
    for (const { wrong, instead, meta: other, first = [] } of [
      ...wrongRoles(meta),
      ...(isSignerRole(meta.role) ? strangers(around, meta) : otherAccounts(around, meta, fresh)),
      ...duplicates(around.chain, meta, metas, names),
      ...(isSignerRole(meta.role) ? [] : await closed(around, meta)),
    ]) {
      const accounts = metas.map((each, at) => (at === position ? other : each));
      const instructions = [...first, ...transaction.slice(0, -1), { ...instruction, accounts }];
      cells.push({ account, wrong, instead, instructions });
    }
  }
  return cells;
}

function wrongRoles(meta: AccountMeta): Replacement[] {
  const { address, role } = meta;
  const wrong: Replacement[] = [];
  if (isSignerRole(role)) {
    const unsigned = { address, role: downgradeRoleToNonSigner(role) };
    wrong.push({ wrong: 'not signer', instead: 'itself', meta: unsigned });
  }
  if (isWritableRole(role)) {
    const readonly = { ...meta, role: downgradeRoleToReadonly(role) };
    wrong.push({ wrong: 'not writable', instead: 'itself', meta: readonly });
  }
  return wrong;
}

/** Somebody else, whose signature is there, and everybody else, whose is not. */
function strangers(around: Surroundings, { role }: AccountMeta): Replacement[] {
  const { chain, stranger, impostors } = around;
  const unsigned = downgradeRoleToNonSigner(role);
  const everybody = impostors.filter(({ address }) => mayStand(chain, address, role));
  return [
    { wrong: 'somebody else’s', instead: 'a stranger', meta: signing(stranger, role) },
    ...everybody.map(({ label, address }) => ({
      wrong: 'wrong type' as const,
      instead: label,
      meta: { address, role: unsigned },
    })),
  ];
}

function otherAccounts(around: Surroundings, meta: AccountMeta, fresh: () => Address): Replacement[] {
  const { chain, impostors, stranger } = around;
  const { role } = meta;
  const account = chain.account(meta.address);
  const wrong: Replacement[] = [
    { wrong: 'empty', instead: 'nothing', meta: { address: fresh(), role } },
    { wrong: 'somebody else’s', instead: 'a stranger', meta: { address: stranger.address, role } },
  ];
  for (const { label, address } of impostors) {
    if (address === meta.address || !mayStand(chain, address, role)) continue;
    const sameType = kindOf(chain, address) === kindOf(chain, meta.address);
    wrong.push({
      wrong: sameType ? 'somebody else’s' : 'wrong type',
      instead: label,
      meta: { address, role },
    });
  }
  if (!account.exists || account.data.length === 0 || account.executable) return wrong;
  const data = Uint8Array.from(account.data);
  for (const [instead, programAddress] of Object.entries({
    'a copy of the system’s': SYSTEM_PROGRAM_ADDRESS,
    'a copy of another program’s': stranger.address,
    'a copy of the token program’s': TOKEN_PROGRAM_ADDRESS,
  })) {
    if (programAddress === account.programAddress) continue;
    const address = fresh();
    chain.setAccount({ address, programAddress, data, lamports: account.lamports });
    wrong.push({ wrong: 'wrong owner', instead, meta: { address, role } });
  }
  const twin = fresh();
  chain.setAccount({ ...account, address: twin, data });
  wrong.push({ wrong: 'wrong address', instead: 'its twin', meta: { address: twin, role } });
  return wrong;
}

function duplicates(
  chain: Chain,
  meta: AccountMeta,
  all: readonly AccountMeta[],
  names: readonly string[],
): Replacement[] {
  return all.flatMap((other, at) => {
    if (other.address === meta.address || !mayStand(chain, other.address, meta.role)) return [];
    const instead = names[at] ?? `slot ${String(at)}`;
    return [{ wrong: 'duplicate' as const, instead, meta: sameAs(other, meta.role) }];
  });
}

/** The other account in this role; it signs where it can. */
function sameAs(other: AccountMeta, role: AccountRole): AccountMeta {
  const { address } = other;
  return signedBy('signer' in other ? (other.signer as TransactionSigner) : undefined, { address, role });
}

async function closed(around: Surroundings, meta: AccountMeta): Promise<Replacement[]> {
  const { address, role } = meta;
  const own = await closingOf(around, address);
  const replacements = around.closings.map(({ label, address: at, instructions: first }) => ({
    wrong: 'closed before' as const,
    instead: label,
    meta: { address: at, role },
    first,
  }));
  if (own === undefined) return replacements;
  return [...replacements, { wrong: 'closed before', instead: 'itself', meta, first: own }];
}
