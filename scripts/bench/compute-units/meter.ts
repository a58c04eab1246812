import { type Instruction } from '@solana/kit';

import { PYRONET_PROGRAM_ADDRESS, pyronetInstructionNames } from '@/lib/pyronet/generated';
import { type Outcome } from '@/programs/pyronet/testing/chain';

/** How many leases a batch has, besides that of one. */
export const batchLeases = 4;

/** What was measured of a row. */
export interface Reading {
  /** Compute units, least first. */
  readonly units: readonly number[];
  /** The most that it was called with; nothing where the row is a sum. */
  readonly accounts: number | undefined;
}

/** Notes the compute units of every instruction of the program that was alone with its like in its transaction. */
export class Meter {
  readonly #units = new Map<string, number[]>();
  readonly #accounts = new Map<string, number>();

  readonly observe = (instructions: readonly Instruction[], outcome: Outcome): void => {
    const ours = instructions.filter(({ programAddress }) => programAddress === PYRONET_PROGRAM_ADDRESS);
    const [instruction] = ours;
    if (!outcome.ok || instruction === undefined || ours.length !== 1) return;
    const row = rowOf(instruction);
    this.#units.set(row, [...(this.#units.get(row) ?? []), Number(outcome.computeUnits)]);
    const accounts = instruction.accounts?.length ?? 0;
    this.#accounts.set(row, Math.max(accounts, this.#accounts.get(row) ?? 0));
  };

  /** In the order in which they were seen first; then what several of them come to. */
  readings(): ReadonlyMap<string, Reading> {
    const measured = [...this.#units].map(([row, units]): [string, Reading] => [
      row,
      { units: [...units].sort((one, other) => one - other), accounts: this.#accounts.get(row) },
    ]);
    const together = this.#most('settleLease') + this.#most('claimProvider');
    const further = ['heartbeatLeases', 'settleLeases'].map((name): [string, number] => [
      `${name}, each further lease`,
      this.#furtherLease(name),
    ]);
    const sums = [['settleLease + claimProvider', together] as const, ...further];
    return new Map([
      ...measured,
      ...sums.map(([row, units]): [string, Reading] => [row, { units: [units], accounts: undefined }]),
    ]);
  }

  #most(row: string): number {
    return Math.max(...(this.#units.get(row) ?? []));
  }

  /** What each lease of a batch costs beyond the first. */
  #furtherLease(name: string): number {
    const more = this.#most(`${name}, ${batchLeases} leases`) - this.#most(`${name}, 1 lease`);
    return Math.ceil(more / (batchLeases - 1));
  }
}

/** Rows of their own: a redemption that accepts segments, which also opens the plan, and batches by their size. */
function rowOf({ data = new Uint8Array(), accounts = [] }: Instruction): string {
  const name = pyronetInstructionNames[data[0] ?? -1] ?? 'unknown';
  const bytesWithoutProof = 10;
  if (name === 'redeemVoucher' && data.length > bytesWithoutProof) return `${name}, 300 segments`;
  const leases = name === 'heartbeatLeases' ? accounts.length - 2 : (accounts.length - 4) / 3;
  if (name === 'heartbeatLeases' || name === 'settleLeases')
    return `${name}, ${leases} ${leases === 1 ? 'lease' : 'leases'}`;
  return name;
}
