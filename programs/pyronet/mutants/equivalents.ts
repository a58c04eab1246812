import { type Mutant } from './rewrite';

/** Checks that may be missing without anybody noticing, because something else refuses the same. Each was looked at. */
export const equivalents: readonly {
  readonly file: string;
  /** The function, where others of the file check the same. */
  readonly within?: string;
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
  ...(
    [
      ['buy_burn_lot', 'buyer', 'burns'],
      ['deposit_bond', 'depositor', 'moves'],
      ['deposit_stake', 'depositor', 'moves'],
      ['place_order', 'renter', 'moves'],
      ['take_offer', 'renter', 'moves'],
    ] as const
  ).map(([instruction, owner, does]) => ({
    file: `program/src/processor/${instruction}.rs`,
    check: `require_signer(${owner})?;`,
    because: `the token program ${does} nothing that its owner did not sign for, and is called whatever the amount`,
  })),
  ...['!account.owned_by(&ID)', 'account.data_len() != T::SIZE', '*discriminator != 0'].map((check) => ({
    file: 'program/src/validation/account.rs',
    within: 'create',
    check,
    because:
      'what is written first was created by the same instruction, of this owner and size and of zeroes',
  })),
];

export function equivalenceOf(mutant: Mutant): string | undefined {
  const same = equivalents.find(
    ({ file, within = mutant.within, check }) =>
      file === mutant.file && within === mutant.within && check === mutant.check,
  );
  return same?.because;
}
