import { type Address, type Instruction } from '@solana/kit';

/** What an action comes to: instructions for one transaction, in order. */
export interface ActionPlan {
  readonly instructions: readonly Instruction[];
}

/** An account as it was read. */
export interface Located<Data> {
  readonly address: Address;
  readonly data: Data;
}
