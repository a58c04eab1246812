import { type Outcome } from '../chain';
import { verdict } from '../expectation';

import { type Wrong } from './cells';

/** By what a transaction was refused: the program's error by name, or the runtime's or the token program's. */
export function refusal(outcome: Outcome): string {
  const name = verdict(outcome);
  if (name !== 'failed') return name;
  const reason = /InstructionError\(\d+, (\w+(?:\(\d+\))?)/.exec(outcome.logs.at(-1) ?? '')?.[1];
  return `runtime: ${reason ?? 'unknown'}`;
}

/** The account is not what it must be. */
const account = [
  'wrongOwner',
  'wrongAccountType',
  'wrongAccount',
  'wrongMint',
  'wrongTokenAccount',
  'wrongAddress',
  'alreadyExists',
];
/** Nobody with a say signed. */
const authority = ['missingSignature', 'wrongAuthority', 'runtime: PrivilegeEscalation'];
/** The token program's or the system program's own refusal, where it owns the account: mint and owner mismatch. */
const foreign = ['runtime: Custom(3)', 'runtime: Custom(4)', 'runtime: InvalidAccountData'];
/** An invoked program that was not passed. */
const missingProgram = ['runtime: MissingAccount'];
const readonly = [
  'runtime: ReadonlyDataModified',
  'runtime: ReadonlyLamportChange',
  'runtime: PrivilegeEscalation',
];
/** Data of an account that the program does not own, or twice the same. */
const borrowed = ['runtime: AccountBorrowFailed', 'runtime: ExternalAccountDataModified', 'duplicateAccount'];

const other = [...account, ...authority, ...foreign, ...missingProgram, ...borrowed];

/** The errors that each kind of wrong account is to be refused with. */
export const expectedRefusals: Readonly<Record<Wrong, readonly string[]>> = {
  'not signer': authority,
  'not writable': readonly,
  'wrong owner': [...account, ...foreign, 'runtime: ExternalAccountDataModified'],
  'wrong type': other,
  'somebody else’s': [...other, 'wrongMessage', 'wrongSigner'],
  'wrong address': [...account, ...authority, 'wrongMessage'],
  duplicate: other,
  empty: other,
  'closed before': other,
  'with all it names': other,
};
