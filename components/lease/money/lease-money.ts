import { type LeaseRow } from '@/lib/index-api/shapes';
import { grossAccrued } from '@/lib/queries/lease-accrual';

/** Where the money of a lease is, in USDC atoms; the parts sum to what was funded. */
export interface LeaseMoney {
  readonly funded: bigint;
  readonly provider: { readonly paid: bigint; readonly due: bigint };
  readonly fee: { readonly paid: bigint; readonly due: bigint };
  readonly renter: { readonly paid: bigint; readonly due: bigint };
  /** Neither paid nor due to anybody yet. */
  readonly reserved: bigint;
}

export function leaseMoney(lease: LeaseRow): LeaseMoney {
  const provider = { paid: lease.provider_claimed_usdc_atoms, due: lease.provider_due_usdc_atoms };
  const fee = { paid: lease.fee_claimed_usdc_atoms, due: lease.fee_due_usdc_atoms };
  const renter = { paid: lease.renter_claimed_usdc_atoms, due: lease.renter_due_usdc_atoms };
  const given = [provider, fee, renter].reduce((sum, { paid, due }) => sum + paid + due, 0n);
  return {
    funded: lease.funded_usdc_atoms,
    provider,
    fee,
    renter,
    reserved: lease.funded_usdc_atoms - given,
  };
}

/**
 * USDC atoms that the lease has cost at `nowUnixS`, never more than the chain could bill: the time that is proved or can
 * still be, times the rate, for no more work than `deliveredUnits` where that is known.
 */
export function costSoFar(lease: LeaseRow, deliveredUnits: bigint | null, nowUnixS: number): bigint {
  const known = deliveredUnits === null || deliveredUnits > lease.unit_cap ? lease.unit_cap : deliveredUnits;
  const cost = grossAccrued({ ...lease, unit_cap: known }, nowUnixS);
  return cost < lease.funded_usdc_atoms ? cost : lease.funded_usdc_atoms;
}
