import { type Voucher } from '@/lib/domain/session-message';
import { type Lease } from '@/lib/pyronet/generated';

/** The part of an interval kept for getting a transaction onto a busy chain. */
const MARGIN_PERCENT = 40n;

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
 * transaction, as long as they are redeemed before one interval has passed since the last instant they prove.
 */
export function nextBeatDue(lease: Lease, voucher: Voucher | undefined): bigint {
  const interval = BigInt(lease.intervalS);
  const vouched = isNews(voucher, lease) ? voucher.servedUntil : 0n;
  const proven = vouched > lease.anchorAt ? vouched : lease.anchorAt;
  return proven + interval - (interval * MARGIN_PERCENT) / 100n;
}

/** Whether the span since the last instant on chain is so long that a beat alone would not be credited. */
export function beatAloneIsTooLate(lease: Lease, now: bigint): boolean {
  const interval = BigInt(lease.intervalS);
  return now - lease.anchorAt > interval - (interval * MARGIN_PERCENT) / 100n;
}
