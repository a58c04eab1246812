import { readFileSync } from 'node:fs';

/** What the matrix reads of an instruction of the interface description. */
export interface IdlInstruction {
  readonly name: string;
  readonly accounts: readonly { readonly name: string }[];
}

interface Idl {
  readonly program: {
    readonly instructions: readonly IdlInstruction[];
    readonly accounts: readonly { readonly name: string }[];
  };
}

const idl = JSON.parse(readFileSync(new URL('../../../idl/pyronet.json', import.meta.url), 'utf8')) as Idl;

/** Every instruction of the program with its account slots in order. */
export const idlInstructions: readonly IdlInstruction[] = idl.program.instructions;

/** Names of the program's account types. */
export const idlAccountTypes: readonly string[] = idl.program.accounts.map(({ name }) => name);
