import { basisPoints } from './fee';

/** Shares of the fees in ten thousandths; together one whole. */
export interface FeeShares {
  readonly feeBurnBps: number;
  readonly feeVerifierBps: number;
  readonly feeTreasuryBps: number;
}

/** Where an amount of fees goes, in USDC atoms. */
export interface FeeParts {
  readonly burn: bigint;
  readonly verifiers: bigint;
  readonly treasury: bigint;
}

/**
 * Splits fees by the largest remainder: each share rounded down, then one atom each to who lost most by rounding. Where two
 * lost the same, the burn comes first, then the verifiers. Throws RangeError where the shares are not one whole.
 */
export function splitFees(amountAtoms: bigint, shares: FeeShares): FeeParts {
  const { feeBurnBps, feeVerifierBps, feeTreasuryBps } = shares;
  if (BigInt(feeBurnBps + feeVerifierBps + feeTreasuryBps) !== basisPoints) {
    throw new RangeError('the shares of the fees are not together one whole');
  }
  const parts = [feeBurnBps, feeVerifierBps, feeTreasuryBps].map((share, order) => {
    const exact = amountAtoms * BigInt(share);
    return { order, atoms: exact / basisPoints, lost: exact % basisPoints };
  });
  const left = Number(amountAtoms - parts.reduce((sum, { atoms }) => sum + atoms, 0n));
  const raised = new Set(
    [...parts]
      .sort((one, other) => Number(other.lost - one.lost) || one.order - other.order)
      .slice(0, left)
      .map(({ order }) => order),
  );
  const atomsOf = (order: number): bigint => (parts[order]?.atoms ?? 0n) + (raised.has(order) ? 1n : 0n);
  return { burn: atomsOf(0), verifiers: atomsOf(1), treasury: atomsOf(2) };
}
