import { type Mutant } from './rewrite';

/** Checks that may be missing without anybody noticing, because something else refuses the same. Each was looked at. */
export const equivalents: readonly {
  readonly file: string;
  readonly check: string;
  readonly because: string;
}[] = [
  {
    file: 'program/src/chain.rs',
    check: '!self.account.owned_by(&ids::SYSTEM_PROGRAM)',
    because: 'the system program creates nothing where an account of another program stands',
  },
  {
    file: 'program/src/chain.rs',
    check: '!self.account.is_data_empty()',
    because: 'what holds data is another program’s, which the condition beside it refuses',
  },
  {
    file: 'program/src/chain.rs',
    check: '.ok_or(PyronetError::NotEnoughFunds)',
    because: 'the runtime refuses an instruction after which the lamports do not add up',
  },
  {
    file: 'program/src/chain.rs',
    check: 'account.address() == to.address()',
    because: 'the receiver is the recorded payer, who signed, and an account that signs is never created',
  },
].concat(
  ['bond', 'stake'].map((deposit) => ({
    file: `program/src/processor/deposit_${deposit}.rs`,
    check: 'require_signer(depositor)?;',
    because: 'the token program moves nothing that its owner did not sign for',
  })),
);

export function equivalenceOf(mutant: Mutant): string | undefined {
  return equivalents.find(({ file, check }) => file === mutant.file && check === mutant.check)?.because;
}
