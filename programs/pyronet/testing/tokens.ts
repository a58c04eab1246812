import { type Address, none, some } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import {
  AccountState,
  findAssociatedTokenPda,
  getMintEncoder,
  getTokenDecoder,
  getTokenEncoder,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';

import { type Chain } from './chain';

/** Writes a mint with six decimals. */
export function placeMint(chain: Chain, mint: Address, authority: Address): void {
  const data = getMintEncoder().encode({
    mintAuthority: some(authority),
    supply: 0n,
    decimals: 6,
    isInitialized: true,
    freezeAuthority: some(authority),
  });
  chain.setAccount({ address: mint, programAddress: TOKEN_PROGRAM_ADDRESS, data: Uint8Array.from(data) });
}

/** Writes the owner's token account of a mint with a balance in atoms, and returns its address. */
export async function placeTokens(
  chain: Chain,
  holding: {
    readonly owner: Address;
    readonly mint: Address;
    readonly atoms: bigint;
    /** Where the account stands; by default the owner's associated token account. */
    readonly at?: Address;
    readonly state?: AccountState;
  },
): Promise<Address> {
  const { owner, mint, atoms, state = AccountState.Initialized } = holding;
  const at = holding.at ?? (await tokenAddress(owner, mint));
  const data = getTokenEncoder().encode({
    mint,
    owner,
    amount: atoms,
    delegate: none(),
    state,
    isNative: none(),
    delegatedAmount: 0n,
    closeAuthority: none(),
  });
  chain.setAccount({ address: at, programAddress: TOKEN_PROGRAM_ADDRESS, data: Uint8Array.from(data) });
  return at;
}

/** The owner's associated token account. */
export async function tokenAddress(owner: Address, mint: Address): Promise<Address> {
  const [at] = await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS });
  return at;
}

/** Atoms in a token account; zero where there is none. */
export function tokenBalance(chain: Chain, at: Address): bigint {
  const account = chain.account(at);
  if (!account.exists || account.data.length === 0) return 0n;
  return getTokenDecoder().decode(account.data).amount;
}

/** Takes an account away, as its owner closing it does. */
export function removeAccount(chain: Chain, at: Address): void {
  chain.setAccount({
    address: at,
    programAddress: SYSTEM_PROGRAM_ADDRESS,
    data: new Uint8Array(),
    lamports: 0n,
  });
}
