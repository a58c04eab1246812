/** Who is owed what of a lease's vault. Everything is in USDC atoms and sums to what came in. */

/** Parts in one whole, for rates in basis points. */
export const basisPoints = 10_000n;

/** The protocol's fee on released money, borne by the provider. Rounded down: the last atom stays with the provider. */
export function protocolFee(releasedAtoms: bigint, feeBps: number): bigint {
  return (releasedAtoms * BigInt(feeBps)) / basisPoints;
}

/** What the provider keeps of a gross amount. */
export function netOfFee(grossAtoms: bigint, feeBps: number): bigint {
  return grossAtoms - protocolFee(grossAtoms, feeBps);
}

/** The amounts of a lease account that decide its dues. */
export interface LeaseAmounts {
  readonly funded: bigint;
  readonly subsidyFunded: bigint;
  readonly auditReward: bigint;
  readonly released: bigint;
  readonly forfeited: bigint;
  readonly providerExtra: bigint;
  readonly movedOut: bigint;
  readonly providerClaimed: bigint;
  readonly feeClaimed: bigint;
  readonly renterClaimed: bigint;
  readonly feeBps: number;
}

/** What each party can claim now. */
export interface LeaseDues {
  readonly provider: bigint;
  readonly fee: bigint;
  readonly renter: bigint;
}

/**
 * Dues of a lease (protocol identities). `reserve` is the most that can still be released to the provider: the full
 * escrow while the lease runs, what an open prefix could claim after a stop, and zero once settled.
 */
export function leaseDues(amounts: LeaseAmounts, reserve: bigint): LeaseDues {
  const fee = protocolFee(amounts.released, amounts.feeBps);
  return {
    provider: amounts.released - fee + amounts.providerExtra - amounts.providerClaimed,
    fee: fee + amounts.forfeited - amounts.feeClaimed,
    renter:
      amounts.funded +
      amounts.subsidyFunded -
      reserve -
      amounts.auditReward -
      amounts.released -
      amounts.providerExtra -
      amounts.forfeited -
      amounts.movedOut -
      amounts.renterClaimed,
  };
}
