import { type Address, type MaybeEncodedAccount } from '@solana/kit';
import { AccountState, getTokenDecoder, getTokenSize, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

/** Whether an account can take tokens of a mint now: it is a usable token account. The program asks the same before it parks. */
export function takesTokens(account: MaybeEncodedAccount, mint: Address): boolean {
  if (!account.exists || account.programAddress !== TOKEN_PROGRAM_ADDRESS) return false;
  if (account.data.length !== getTokenSize()) return false;
  const token = getTokenDecoder().decode(account.data);
  return token.state === AccountState.Initialized && token.mint === mint;
}
