import {
  type AccountMeta,
  type AccountRole,
  type Address,
  downgradeRoleToNonSigner,
  isSignerRole,
  isWritableRole,
  type TransactionSigner,
} from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { type Chain } from '../chain';

/** The account in this role, signing where that is asked for and somebody can. */
export function signedBy(
  signer: TransactionSigner | undefined,
  { address, role }: Pick<AccountMeta, 'address' | 'role'>,
): AccountMeta {
  if (!isSignerRole(role)) return { address, role };
  return signer === undefined ? { address, role: downgradeRoleToNonSigner(role) } : signing(signer, role);
}

/** The account of somebody who signs. */
export function signing(signer: TransactionSigner, role: AccountRole): AccountMeta {
  return Object.assign({ address: signer.address, role }, { signer });
}

/** No transaction can name an invoked program as writable, so none needs to be refused for it. */
export function mayStand(chain: Chain, address: Address, role: AccountRole): boolean {
  const account = chain.account(address);
  return !isWritableRole(role) || !account.exists || !account.executable;
}

/** Owner, size and first byte: what tells accounts of different types apart. */
export function kindOf(chain: Chain, address: Address): string {
  const account = chain.account(address);
  if (!account.exists) return 'nothing';
  const { programAddress, data } = account;
  const type = programAddress === TOKEN_PROGRAM_ADDRESS ? '' : String(data[0] ?? '');
  return `${programAddress} ${String(data.length)} ${type}`;
}
