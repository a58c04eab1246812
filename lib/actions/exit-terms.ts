import { type ChainInstant, deadlineAfter, hasPassed } from '@/lib/domain/deadline';
import { escrowFor } from '@/lib/domain/price';
import { type Lease, LeaseMode } from '@/lib/pyronet/generated';

const daySeconds = 86_400n;
const noticeShare = 10n;

/**
 * How long before it leaves a provider must say so, in seconds: a tenth of the agreed time, at least the time to prove a
 * prefix, at most a day, never more than was agreed. As `rules/src/exit.rs` has it.
 */
export function exitNoticeSeconds({ durationS, prefixWithinS }: Lease): bigint {
  const share = durationS / noticeShare;
  const least = BigInt(prefixWithinS);
  const notice = share > least ? share : least;
  return [notice, daySeconds, durationS].reduce((one, other) => (one < other ? one : other));
}

/** USDC atoms that the provider's free bond pays to the renter if it leaves now; rounded up. */
export function exitCharge(lease: Lease, now: ChainInstant): bigint {
  if (noticeHasRun(lease, now) || vouchingEnded(lease, now)) return 0n;
  return escrowFor(lease.ratePerHour, exitNoticeSeconds(lease));
}

/** Whether a notice stands, so that another one would add nothing. */
export function noticeStands(lease: Lease, now: ChainInstant): boolean {
  return lease.exitNoticeAt !== 0n && !hasPassed(noticeLapse(lease), now);
}

function noticeHasRun(lease: Lease, now: ChainInstant): boolean {
  return noticeStands(lease, now) && hasPassed(noticeOf(lease), now);
}

/** Nobody redeemed a voucher of the rental for longer than its interval. */
function vouchingEnded(lease: Lease, now: ChainInstant): boolean {
  if (lease.mode !== LeaseMode.Rent) return false;
  const vouched = { unixSeconds: lease.startedAt + lease.vouchedS, slot: lease.vouchedSlot };
  return hasPassed(deadlineAfter(vouched, BigInt(lease.intervalS), lease.punitiveSlotsPerMinute), now);
}

function noticeOf({ exitNoticeAt, exitNoticeSlot }: Lease): ChainInstant {
  return { unixSeconds: exitNoticeAt, slot: exitNoticeSlot };
}

function noticeLapse(lease: Lease): ChainInstant {
  return deadlineAfter(noticeOf(lease), BigInt(lease.prefixWithinS), lease.punitiveSlotsPerMinute);
}
