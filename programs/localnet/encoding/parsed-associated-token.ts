import { type ResolvedInstruction } from '@/programs/localnet/encoding/parsed-instruction';
import { type Json } from '@/programs/localnet/wire/json';

const TYPES = ['create', 'createIdempotent'] as const;

/** Names and fields of the associated token program's two creating instructions. */
export function parseAssociatedTokenInstruction({ accounts, data }: ResolvedInstruction): Json | undefined {
  const type = TYPES[data[0] ?? 0];
  if (type === undefined || data.length > 1 || accounts.length < 6) return undefined;
  const [source, account, wallet, mint, systemProgram, tokenProgram] = accounts;
  return { type, info: { source, account, wallet, mint, systemProgram, tokenProgram } };
}
