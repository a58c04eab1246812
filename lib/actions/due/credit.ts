import { feeWeight } from '@/lib/domain/reputation';
import { EndReason, type Lease, LeaseMode, LeaseState } from '@/lib/pyronet/generated';
import { duesOf } from '@/lib/pyronet/lease-dues';
import { leaseFlag } from '@/lib/pyronet/lease-flag';

/** What decides whether fees count, besides the lease: its class's floor and the weight of what renters signed for. */
export interface CreditTerms {
  /** USDC atoms per GPU and hour. */
  readonly pricePerHourFloor: bigint;
  readonly acceptedPpm: number;
}

const faults: ReadonlySet<EndReason> = new Set([EndReason.Failed, EndReason.Fraud, EndReason.Withdrawn]);

/**
 * Whether `credit_reputation` of this lease would raise its provider's score now. The caps of the epoch are not looked
 * at: what they refuse can be asked for in the next.
 */
export function isCreditDue(lease: Lease, { pricePerHourFloor, acceptedPpm }: CreditTerms): boolean {
  const settled = lease.state === LeaseState.Settled && lease.openDisputes === 0;
  if (!settled || (lease.flags & leaseFlag.credited) !== 0 || duesOf(lease).fee !== 0n) return false;
  const late = (lease.flags & leaseFlag.missedCompletion) !== 0;
  const faulty = late || faults.has(lease.endReason);
  const rent = lease.mode === LeaseMode.Rent;
  return feeWeight({ ...lease, rent, faulty }, pricePerHourFloor, acceptedPpm) > 0n;
}
