import { type Address } from '@solana/kit';

import { formatUsdc } from '@/lib/domain/usdc';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type MoneyTrail } from './money-trail';
import { formatSol } from './quote-text';
import { type Terminal } from './terminal';

/** What a token account held before the lease and after it. */
export interface Holding {
  readonly name: string;
  readonly account: Address;
  readonly before: bigint;
  readonly after: bigint;
}

export interface TrailText {
  readonly trail: MoneyTrail;
  readonly holdings: readonly Holding[];
  readonly lease: Lease;
  readonly names: ReadonlyMap<Address, string>;
  /** Whether the lease's accounts are closed and their deposits returned. */
  readonly closed: boolean;
}

/** Prints where every atom and lamport went. */
export function printTrail(terminal: Terminal, { trail, holdings, lease, names, closed }: TrailText): void {
  const { paint } = terminal;
  const changeOf = new Map(trail.usdc.map(({ account, atoms }) => [account, atoms]));
  terminal.line();
  terminal.line(
    `  ${paint.bold('Money trail')} of ${trail.transactions} transactions, from the chain’s own history`,
  );
  terminal.line();
  terminal.line(
    `    ${'USDC atoms'.padEnd(26)}${'before'.padStart(16)}${'change'.padStart(14)}${'after'.padStart(16)}`,
  );
  for (const { name, account, before, after } of holdings) {
    const change = changeOf.get(account) ?? 0n;
    const other = after - before === change ? '' : paint.dim('  (and other business)');
    terminal.line(
      `    ${name.padEnd(26)}${pad(before, 16)}${pad(signed(change), 14)}${pad(after, 16)}${other}`,
    );
  }
  terminal.line(`    ${'sum'.padEnd(42)}${pad(signed(sum(trail.usdc)), 14)}`);
  terminal.line();
  terminal.line(`    ${'SOL'.padEnd(42)}${'change'.padStart(16)}`);
  for (const { account, atoms } of trail.lamports) {
    terminal.line(`    ${(names.get(account) ?? account).padEnd(42)}${formatSol(atoms).padStart(16)}`);
  }
  terminal.line(`    ${'network fees'.padEnd(42)}${formatSol(trail.networkFeeLamports).padStart(16)}`);
  terminal.line(
    `    ${'sum'.padEnd(42)}${formatSol(sum(trail.lamports) + trail.networkFeeLamports).padStart(16)}`,
  );
  terminal.line();
  terminal.line(
    `  Released ${formatUsdc(lease.released, { minimumDecimals: 6 })} USDC for ${lease.coveredS} s and ${lease.releasedUnits} work units, of ${formatUsdc(lease.funded, { minimumDecimals: 6 })} funded.`,
  );
  terminal.line(`  ${closing(lease, closed)}`);
}

function closing(lease: Lease, closed: boolean): string {
  if (closed) return 'The lease is closed and its deposits are back.';
  if (lease.state !== LeaseState.Settled)
    return 'The lease is not settled yet; the rest stays in its escrow.';
  const until = new Date(Number(lease.evidenceUntil) * 1_000).toISOString().slice(0, 16).replace('T', ' ');
  return `The lease stays on chain as evidence until ${until} UTC; then anyone may close it, and its deposits come back.`;
}

function sum(entries: readonly { readonly atoms: bigint }[]): bigint {
  return entries.reduce((total, { atoms }) => total + atoms, 0n);
}

function signed(atoms: bigint): string {
  return atoms > 0n ? `+${atoms}` : atoms.toString();
}

function pad(value: bigint | string, width: number): string {
  return value.toString().padStart(width);
}
