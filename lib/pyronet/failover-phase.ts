/** Slots that bids count, then that an award is waited for, then that another round may begin. */
export const biddingSlots = 50n;
/** Rounds of bids at most. */
export const roundsMax = 3;

const absent = '11111111111111111111111111111111';
const roundShift = 16;
const roundMask = 3;

/** What a slot allows while a successor is sought: bids; the award; the award or another round; nothing any more. */
export type FailoverPhase = 'bids' | 'award' | 'again' | 'over';

/** The phase that a lease whose successor is sought is in, as the program sees it. */
export function failoverPhase(
  lease: { readonly failoverCloseSlot: bigint; readonly bestOffer: string; readonly flags: number },
  slot: bigint,
): FailoverPhase {
  const { failoverCloseSlot, bestOffer, flags } = lease;
  if (slot <= failoverCloseSlot) return 'bids';
  if (bestOffer === absent) return 'over';
  const waited = slot - failoverCloseSlot;
  if (waited <= biddingSlots) return 'award';
  const rounds = (flags >> roundShift) & roundMask;
  return waited <= 2n * biddingSlots && rounds < roundsMax ? 'again' : 'over';
}
