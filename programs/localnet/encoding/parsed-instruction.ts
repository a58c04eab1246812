import { parseAssociatedTokenInstruction } from '@/programs/localnet/encoding/parsed-associated-token';
import { parseSystemInstruction } from '@/programs/localnet/encoding/parsed-system';
import { parseTokenInstruction } from '@/programs/localnet/encoding/parsed-token';
import {
  ASSOCIATED_TOKEN_PROGRAM,
  MEMO_PROGRAM,
  SYSTEM_PROGRAM,
  TOKEN_2022_PROGRAM,
  TOKEN_PROGRAM,
} from '@/programs/localnet/chain/program-ids';
import { type AddressKey, addressText } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';
import { MalformedBytes } from '@/programs/localnet/wire/byte-reader';
import { type Json } from '@/programs/localnet/wire/json';

/** An instruction with its accounts resolved to base58. */
export type ResolvedInstruction = {
  readonly program: AddressKey;
  readonly accounts: readonly string[];
  readonly data: Uint8Array;
};

/** What a parser says of an instruction; undefined where it does not know it. */
export type InstructionParser = (instruction: ResolvedInstruction) => Json | undefined;

const PARSERS = new Map<AddressKey, readonly [string, InstructionParser]>([
  [SYSTEM_PROGRAM, ['system', parseSystemInstruction]],
  [TOKEN_PROGRAM, ['spl-token', parseTokenInstruction]],
  [TOKEN_2022_PROGRAM, ['spl-token-2022', parseTokenInstruction]],
  [ASSOCIATED_TOKEN_PROGRAM, ['spl-associated-token-account', parseAssociatedTokenInstruction]],
  [MEMO_PROGRAM, ['spl-memo', ({ data }) => Buffer.from(data).toString('utf8')]],
]);

/** `jsonParsed` form: named fields where the program's instruction is known, accounts and base58 data where not. */
export function encodeParsedInstruction(instruction: ResolvedInstruction, stackHeight: number | null): Json {
  const programId = addressText(instruction.program);
  const [program, parse] = PARSERS.get(instruction.program) ?? [];
  const parsed = parse === undefined ? undefined : attempt(parse, instruction);
  if (program !== undefined && parsed !== undefined) return { program, programId, parsed, stackHeight };
  return { programId, accounts: instruction.accounts, data: encodeBase58(instruction.data), stackHeight };
}

function attempt(parse: InstructionParser, instruction: ResolvedInstruction): Json | undefined {
  try {
    return parse(instruction);
  } catch (error) {
    if (error instanceof MalformedBytes) return undefined;
    throw error;
  }
}
