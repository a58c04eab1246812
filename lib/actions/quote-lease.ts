import { getTokenSize } from '@solana-program/token';

import { requiredBond } from '@/lib/domain/bond';
import { basisPoints } from '@/lib/domain/fee';
import { effectivePricePerHour, ratePerHour, runwaySeconds } from '@/lib/domain/price';
import { rentExemptLamports } from '@/lib/domain/rent';
import { getLeaseSize } from '@/lib/pyronet/generated';

import { leaseCost } from './lease-cost';
import { type LeaseTerms, modeOf } from './take-offer-request';

/** What taking an offer costs and what of it can come back. Money in USDC atoms unless it says lamports. */
export interface LeaseQuote {
  readonly pricePerHour: bigint;
  readonly ratePerHour: bigint;
  /** Leaves the renter's account now; what is not earned comes back to the atom. */
  readonly escrow: bigint;
  /** Part of the escrow that goes to the protocol if all is earned; the provider bears it. */
  readonly feeIfAllEarned: bigint;
  /** Part of the escrow that is lost by cancelling before the start. */
  readonly cancelDeposit: bigint;
  /** Bond of the provider that this lease locks. */
  readonly providerBond: bigint;
  /** Rent of the lease and its vault, and of every possible successor, which the payer deposits and gets back when they close. */
  readonly rentLamports: bigint;
  /** For those who end waits; what is unused comes back with the rent. */
  readonly tipLamports: bigint;
  /** Seconds that the escrow lasts at full rate. */
  readonly runwaySeconds: bigint;
  /** Unix seconds by which the provider has accepted or started, or everything comes back. */
  readonly acceptBy: bigint;
}

/** What a lease would cost on this offer now; the offer must serve the work, and at least one GPU be asked for. */
export function quoteLease(terms: LeaseTerms): LeaseQuote {
  const { network, offer, gpuCount, work, valueAtRiskAtoms = 0n, tipLamports = 0n, now } = terms;
  const pricePerHour = effectivePricePerHour(offer.data, now);
  const rate = ratePerHour(pricePerHour, gpuCount);
  const escrow = leaseCost({
    mode: modeOf(work),
    ratePerHour: rate,
    durationSeconds: work.mode === 'rent' ? work.durationSeconds : work.completeWithinSeconds,
    unitCap: work.mode === 'run' ? work.unitCap : 0n,
    guaranteedUnitsPerSecond: offer.data.guaranteedUnitsPerS * BigInt(gpuCount),
  });
  return {
    pricePerHour,
    ratePerHour: rate,
    escrow,
    feeIfAllEarned: (escrow * BigInt(network.params.feeBps)) / basisPoints,
    cancelDeposit: (escrow * BigInt(network.params.cancelDepositBps)) / basisPoints,
    providerBond: requiredBond({
      costAtoms: escrow,
      valueAtRiskAtoms,
      slashBurnBps: network.params.slashBurnBps,
      leastBondAtoms: network.params.bondPerLeaseMin,
    }),
    rentLamports:
      BigInt(1 + (terms.failover?.hopsMax ?? 0)) *
      (rentExemptLamports(getLeaseSize()) + rentExemptLamports(getTokenSize())),
    tipLamports,
    runwaySeconds: runwaySeconds(escrow, rate) ?? 0n,
    acceptBy: now + BigInt(offer.data.acceptWithinS),
  };
}
