import { type Voucher } from '@/lib/domain/session-message';
import { type Lease } from '@/lib/pyronet/generated';

import { type HeldVoucher } from './voucher-box';

/** The part of an interval kept for getting a transaction onto a busy chain. */
const MARGIN_PERCENT = 40n;
/** Intervals that may rest on vouchers alone: a renter who replaces its key twice at once makes them worthless. */
const MOST_VOUCHED_INTERVALS = 4n;

/** Whether redeeming the voucher would add anything to what the chain knows. */
export function isNews(voucher: Voucher | undefined, lease: Lease): voucher is Voucher {
  if (voucher === undefined) return false;
  return (
    voucher.coveredSeconds > lease.coveredS ||
    voucher.servedUntil > lease.anchorAt ||
    voucher.acceptedSegments > lease.acceptedSegments
  );
}

/**
 * When the next proof of service must be on its way, in unix seconds. Vouchers in hand prove service without a
 * transaction, as long as they are redeemed before one interval has passed since the last instant they prove, and
 * before too much rests on them. A ping is answered at once: one that stays unanswered fails the lease.
 */
export function nextBeatDue(lease: Lease, held: HeldVoucher | undefined): bigint {
  if (lease.pingSlot !== 0n) return lease.pingAt;
  const interval = BigInt(lease.intervalS);
  const due = provenUntil(lease, held) + interval - (interval * MARGIN_PERCENT) / 100n;
  const latest = lease.anchorAt + MOST_VOUCHED_INTERVALS * interval;
  return due < latest ? due : latest;
}

/**
 * The last instant that the chain would take as proven if the voucher were redeemed now: it credits coverage, not the
 * instant that a voucher names. A renter who names late instants without coverage would otherwise be served unpaid.
 */
function provenUntil({ anchorAt, coveredS, sessionEpoch }: Lease, held: HeldVoucher | undefined): bigint {
  if (held === undefined || held.sessionEpoch !== sessionEpoch) return anchorAt;
  const { servedUntil, coveredSeconds } = held.voucher;
  if (servedUntil <= anchorAt || coveredSeconds <= coveredS) return anchorAt;
  const credited = anchorAt + coveredSeconds - coveredS;
  return credited < servedUntil ? credited : servedUntil;
}

/** Whether the span since the last instant on chain is so long that a beat alone would not be credited. */
export function beatAloneIsTooLate(lease: Lease, now: bigint): boolean {
  const interval = BigInt(lease.intervalS);
  return now - lease.anchorAt > interval - (interval * MARGIN_PERCENT) / 100n;
}
