import { accruedForTime, costOfWork } from '@/lib/domain/accrual';
import { LeaseMode } from '@/lib/pyronet/generated';

/** What a lease costs at most, in USDC atoms: exactly what its vault is funded with. */
export function leaseCost(lease: {
  readonly mode: LeaseMode;
  /** USDC atoms per hour for all GPUs. */
  readonly ratePerHour: bigint;
  readonly durationSeconds: bigint;
  readonly unitCap: bigint;
  /** Of all GPUs. */
  readonly guaranteedUnitsPerSecond: bigint;
}): bigint {
  if (lease.mode === LeaseMode.Rent) return accruedForTime(lease.ratePerHour, lease.durationSeconds);
  return costOfWork(lease.ratePerHour, lease.unitCap, lease.guaranteedUnitsPerSecond);
}
