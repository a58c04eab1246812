import { type AsOf, type TransactionDetail } from '@/lib/index-api/shapes';
import { describeProgramError } from '@/lib/pyronet/program-error';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ReadTransaction } from './read-transaction';

/** Programs that a Pyronet transaction may meet, for people. */
const programNames: Readonly<Record<string, string>> = {
  '11111111111111111111111111111111': 'System program',
  TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA: 'Token program',
  ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL: 'Associated token program',
  ComputeBudget111111111111111111111111111111: 'Compute budget',
  Ed25519SigVerify111111111111111111111111111: 'Signature check (ed25519)',
  MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr: 'Memo',
};

/** A transaction as its own page shows it. */
export function transactionDetailOf(
  asOf: AsOf,
  { usdcMint, pyroMint }: Network,
  transaction: ReadTransaction,
): TransactionDetail {
  const accountAt = new Map(transaction.accounts.map((account) => [account.address, account]));
  const atomsOf = (account: string, mint: string): bigint =>
    transaction.tokens.find((change) => change.account === account && change.mint === mint)?.atoms ?? 0n;
  return {
    as_of: asOf,
    signature: transaction.signature,
    slot: transaction.slot,
    unix_s: transaction.unixS,
    fee_lamports: transaction.feeLamports,
    compute_units: transaction.computeUnits,
    error: transaction.error === null ? null : sentenceOf(transaction),
    instructions: transaction.instructions.map(({ program, name, accounts }) => ({
      program,
      name: name ?? programNames[program] ?? null,
      accounts: accounts.map((address) => {
        const account = accountAt.get(address);
        const role = account?.signer === true ? 'signer' : account?.writable === true ? 'writable' : 'read';
        return { address, role };
      }),
    })),
    balances: transaction.accounts
      .map(({ address, lamports }) => ({
        account: address,
        lamports,
        usdc_atoms: atomsOf(address, usdcMint),
        pyro_atoms: atomsOf(address, pyroMint),
      }))
      .filter((change) => change.lamports !== 0n || change.usdc_atoms !== 0n || change.pyro_atoms !== 0n),
    logs: [...transaction.logs],
  };
}

/** Our program's own words where it refused; the node's otherwise. */
function sentenceOf({ error, instructions }: ReadTransaction): string {
  const failed: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'InstructionError') : null;
  if (Array.isArray(failed)) {
    const [index, reason] = failed as readonly unknown[];
    const custom: unknown =
      typeof reason === 'object' && reason !== null ? Reflect.get(reason, 'Custom') : null;
    const program = instructions[Number(index)]?.program;
    if (custom !== null && program === PYRONET_PROGRAM_ADDRESS) {
      const problem = describeProgramError(Number(custom));
      if (problem !== undefined) return `${problem.message} ${problem.next}`.trim();
    }
  }
  return JSON.stringify(error, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
