import { accruedForTime, accruedForWork } from '@/lib/domain/accrual';
import { leaseDues, type LeaseDues } from '@/lib/domain/fee';

import { type Lease, LeaseMode, LeaseState } from './generated';

/** What each party of a lease can claim now, in USDC atoms, as `ledger.rs` computes it. */
export function duesOf(lease: Lease): LeaseDues {
  const dues = leaseDues(lease, leaseReserve(lease));
  const running = lease.state < LeaseState.Stopping;
  return running ? { ...dues, renter: 0n } : dues;
}

/** USDC atoms that stay in escrow because they can still become the provider's. */
export function leaseReserve(lease: Lease): bigint {
  switch (lease.state) {
    case LeaseState.Settled:
      return 0n;
    case LeaseState.Auditing:
      return beyondReleased(
        lease,
        grossRun(lease, lease.coveredS, larger(lease.attestedUnits, lease.acceptedUnits)),
      );
    case LeaseState.Stopping:
      return beyondReleased(lease, grossIfAllProved(lease));
    default:
      return (
        lease.funded +
        lease.subsidyFunded -
        lease.released -
        lease.providerExtra -
        lease.forfeited -
        lease.movedOut
      );
  }
}

/** What would be released if service had lasted to the lease's end and all of it were proved. */
function grossIfAllProved(lease: Lease): bigint {
  const stopped = lease.stopAt === 0n ? lease.endAt : lease.stopAt;
  const end = stopped < lease.endAt ? stopped : lease.endAt;
  const span = end > lease.startedAt ? end - lease.startedAt : 0n;
  return lease.mode === LeaseMode.Rent
    ? accruedForTime(lease.ratePerHour, span)
    : grossRun(lease, span, lease.unitCap);
}

function grossRun(lease: Lease, coveredSeconds: bigint, units: bigint): bigint {
  if (lease.guaranteedUnitsPerS === 0n) return 0n;
  return accruedForWork({
    ratePerHour: lease.ratePerHour,
    coveredSeconds,
    workUnits: units < lease.unitCap ? units : lease.unitCap,
    guaranteedUnitsPerSecond: lease.guaranteedUnitsPerS,
  });
}

function beyondReleased({ released }: Lease, most: bigint): bigint {
  return most > released ? most - released : 0n;
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
