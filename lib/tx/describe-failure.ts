import { address, type Address, isAddress } from '@solana/kit';

import { type Failure, type FailureStage } from './outcome';

/** What a program's interface says about one of its error numbers. */
export interface ProgramErrorText {
  readonly code: string;
  readonly sentence: string;
  readonly next?: string;
}

/** Looks an error number up in a program's interface; null when the program or number is not known to it. */
export type ProgramErrorDecoder = (program: Address, errorNumber: number) => ProgramErrorText | null;

export interface FailedExecution {
  readonly stage: FailureStage;
  /** A node's `TransactionError`. */
  readonly error: unknown;
  readonly logs: readonly string[];
  /** Program of each instruction, in order. */
  readonly programs: readonly Address[];
  readonly decode: ProgramErrorDecoder;
}

/** Puts a node's transaction error into words, by the failing program's own where they are known. */
export function describeFailure({ stage, error, logs, programs, decode }: FailedExecution): Failure {
  const instruction = readInstructionError(error);
  if (instruction === null) {
    const name = nameOf(error);
    return {
      stage,
      ...(transactionErrors[name] ?? unexplained(name)),
      instructionIndex: null,
      program: null,
      logs,
    };
  }
  const program = failingProgram(logs) ?? programs[instruction.index] ?? null;
  const ofInstruction = { stage, instructionIndex: instruction.index, program, logs };
  if (instruction.errorNumber === null) {
    return {
      ...ofInstruction,
      ...(instructionErrors[instruction.name] ?? unexplained(instruction.name)),
    };
  }
  const text =
    program === null
      ? null
      : (decode(program, instruction.errorNumber) ??
        wellKnownErrors[program]?.[instruction.errorNumber] ??
        null);
  if (text !== null) return { ...ofInstruction, next: 'See the details below.', ...text };
  return {
    ...ofInstruction,
    code: `custom-${instruction.errorNumber}`,
    sentence: `The program ${program ?? ''} refused with error ${instruction.errorNumber}.`,
    next: 'See the logs of the transaction.',
  };
}

interface InstructionError {
  readonly index: number;
  readonly name: string;
  readonly errorNumber: number | null;
}

/** `{ InstructionError: [index, name | { Custom: number } | { name: detail }] }` */
function readInstructionError(error: unknown): InstructionError | null {
  const pair: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'InstructionError') : null;
  if (!Array.isArray(pair)) return null;
  const [index, reason]: unknown[] = pair;
  const custom: unknown =
    typeof reason === 'object' && reason !== null ? Reflect.get(reason, 'Custom') : undefined;
  return {
    index: Number(index),
    name: nameOf(reason),
    errorNumber: typeof custom === 'bigint' || typeof custom === 'number' ? Number(custom) : null,
  };
}

function nameOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error === 'object' && error !== null) return Object.keys(error)[0] ?? 'unknown';
  return 'unknown';
}

/** A failing call inside an instruction logs its failure first. */
function failingProgram(logs: readonly string[]): Address | null {
  for (const line of logs) {
    const failed = /^Program (\S+) failed: /.exec(line)?.[1];
    if (failed !== undefined && isAddress(failed)) return address(failed);
  }
  return null;
}

interface Explanation {
  readonly code: string;
  readonly sentence: string;
  readonly next: string;
}

function unexplained(name: string): Explanation {
  return {
    code: name,
    sentence: `The network refused the transaction: ${name}.`,
    next: 'See the logs of the transaction.',
  };
}

const addSol = 'Add SOL to this wallet and try again.';

const transactionErrors: Readonly<Record<string, Explanation>> = {
  AccountNotFound: {
    code: 'no-sol',
    sentence: 'The wallet that pays the network fee holds no SOL.',
    next: addSol,
  },
  InsufficientFundsForFee: {
    code: 'not-enough-sol-for-fee',
    sentence: 'The wallet holds too little SOL for the network fee.',
    next: addSol,
  },
  InsufficientFundsForRent: {
    code: 'not-enough-sol-for-rent',
    sentence: 'An account would be left with less SOL than the network requires it to hold.',
    next: addSol,
  },
  BlockhashNotFound: {
    code: 'blockhash-not-found',
    sentence: 'The network no longer accepts this transaction, because it was built too long ago.',
    next: 'Try again.',
  },
  SignatureFailure: {
    code: 'bad-signature',
    sentence: 'A signature does not match the transaction.',
    next: 'Sign again; if this repeats, the wallet or a signed message is at fault.',
  },
};

const instructionErrors: Readonly<Record<string, Explanation>> = {
  ComputationalBudgetExceeded: {
    code: 'compute-budget-exceeded',
    sentence: 'The transaction needed more computing units than it was given.',
    next: 'Try again; the limit is measured anew.',
  },
  InsufficientFunds: {
    code: 'insufficient-funds',
    sentence: 'An account holds too little for this.',
    next: 'Add funds and try again.',
  },
  MissingRequiredSignature: {
    code: 'missing-signature',
    sentence: 'A signature that this needs is missing.',
    next: 'Use the wallet that owns the account.',
  },
};

/** Errors of the programs every Solana network has, for those a user of Pyronet can meet. */
const wellKnownErrors: Readonly<Record<string, Readonly<Record<number, ProgramErrorText>>>> = {
  '11111111111111111111111111111111': {
    0: {
      code: 'account-exists',
      sentence: 'The account to be opened exists already.',
      next: 'Reload: this may have been done before.',
    },
    1: { code: 'not-enough-sol', sentence: 'The wallet holds too little SOL.', next: addSol },
  },
  TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA: {
    1: {
      code: 'not-enough-tokens',
      sentence: 'The token account holds too little.',
      next: 'Add funds, or choose a smaller amount.',
    },
    4: {
      code: 'not-the-owner',
      sentence: 'The token account belongs to someone else.',
      next: 'Use its owner’s wallet.',
    },
    17: {
      code: 'account-frozen',
      sentence: 'The token account is frozen by the issuer.',
      next: 'Use another account, or ask the issuer.',
    },
  },
};
