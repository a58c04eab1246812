import {
  type AccountMeta,
  type Address,
  assertIsInstructionWithAccounts,
  assertIsInstructionWithData,
  type Instruction,
  type InstructionWithAccounts,
  type InstructionWithData,
  type ReadonlyUint8Array,
} from '@solana/kit';

import { type EventName } from './event-layouts';
import { type EventFields, type ProgramEvent } from './event';

/** An instruction of our program that a confirmed transaction executed, and what it logged. */
export interface ExecutedInstruction {
  readonly instruction: WholeInstruction;
  readonly events: readonly ProgramEvent[];
  /** In which it was executed. */
  readonly slot: bigint;
}

/** An instruction of our program with accounts and data. */
export type WholeInstruction = Instruction &
  InstructionWithAccounts<readonly AccountMeta[]> &
  InstructionWithData<ReadonlyUint8Array>;

/** @throws SolanaError where accounts or data are missing, which no instruction of ours is without */
export function wholeInstruction(instruction: Instruction): WholeInstruction {
  assertIsInstructionWithAccounts(instruction);
  assertIsInstructionWithData(instruction);
  return instruction;
}

/** What the event of this name says, if it was logged. */
export function logged<Name extends EventName>(
  { events }: ExecutedInstruction,
  name: Name,
): EventFields<Name> | undefined {
  const found = events.find((event) => event.name === name);
  // The fields belong to the name that was looked for.
  return found?.fields as EventFields<Name> | undefined;
}

/** What the event of this name says. @throws RangeError where the log does not hold it */
export function told<Name extends EventName>(executed: ExecutedInstruction, name: Name): EventFields<Name> {
  const fields = logged(executed, name);
  if (fields === undefined)
    throw new RangeError(`the log holds no ${name}: it was cut off, read the accounts`);
  return fields;
}

/** What every event of this name says, in their order: those of a batch. @throws RangeError where the log holds none */
export function toldOfMany<Name extends EventName>(
  executed: ExecutedInstruction,
  name: Name,
): readonly EventFields<Name>[] {
  told(executed, name);
  const found = executed.events.filter((event) => event.name === name);
  return found.map(({ fields }) => fields as EventFields<Name>);
}

/** The address at a place among the instruction's accounts. */
export function accountAt({ instruction }: ExecutedInstruction, place: number): Address {
  const account = instruction.accounts[place];
  if (account === undefined) throw new RangeError(`the instruction has no account ${String(place)}`);
  return account.address;
}
