import { accruedForTime, accruedForWork } from '@/lib/domain/accrual';
import { divideUp } from '@/lib/domain/divide-up';
import { leaseDues, type LeaseDues } from '@/lib/domain/fee';

import { FailoverState, type Lease, LeaseMode, LeaseState } from './generated';

/**
 * What each party of a lease can claim now, in USDC atoms, as `ledger.rs` computes it. While a successor is sought or
 * takes over, the renter can claim nothing: it is due to that.
 */
export function duesOf(lease: Lease): LeaseDues {
  const reserve = leaseReserve(lease);
  const running = lease.state < LeaseState.Stopping;
  const handedOver = [FailoverState.Bidding, FailoverState.Awarded].includes(lease.failoverState);
  const dues = leaseDues(lease, running ? reserve : reserve + subsidyLeft(lease, reserve));
  return running || handedOver ? { ...dues, renter: 0n } : dues;
}

/** What goes back to the bond that paid a subsidy if no more is released than may be. */
function subsidyLeft(lease: Lease, reserve: bigint): bigint {
  if (lease.subsidy === 0n) return 0n;
  const used = divideUp((lease.released + reserve) * lease.subsidyRate, lease.ratePerHour);
  const unused = lease.subsidy - (used < lease.subsidy ? used : lease.subsidy);
  const free = escrowOf(lease) - reserve - lease.renterClaimed;
  return unused < free ? unused : free;
}

/** The funding without what was released, given away or moved out. */
function escrowOf(lease: Lease): bigint {
  const spent = lease.released + lease.providerExtra + lease.forfeited + lease.movedOut;
  return lease.funded + lease.subsidyFunded - spent;
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
      return escrowOf(lease);
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
  const payable = units < lease.unitCap ? units : lease.unitCap;
  return accruedForWork({
    ratePerHour: lease.ratePerHour,
    coveredSeconds,
    workUnits: payable > lease.baseUnits ? payable - lease.baseUnits : 0n,
    guaranteedUnitsPerSecond: lease.guaranteedUnitsPerS,
  });
}

/** A successor is funded in parts: it keeps no more than has come. */
function beyondReleased(lease: Lease, most: bigint): bigint {
  const beyond = most > lease.released ? most - lease.released : 0n;
  if (lease.hopsUsed === 0) return beyond;
  const held = escrowOf(lease) - lease.renterClaimed;
  return beyond < held ? beyond : held;
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
