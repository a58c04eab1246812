import { absentAddress } from './absent-address';
import { type Lease } from './generated';

/** Slots that bids count, then that an award is waited for, then that another round may begin. */
export const biddingSlots = 50n;
/** Rounds of bids at most. */
export const roundsMax = 3;

const roundShift = 16;
const roundMask = 3;

/** Rounds of bids that began, by the lease's flags. */
export function bidRounds(flags: number): number {
  return (flags >> roundShift) & roundMask;
}

/** What a slot allows while a successor is sought: bids; the award; the award or another round; nothing any more. */
export type FailoverPhase = 'bids' | 'award' | 'again' | 'over';

/** The phase that a lease whose successor is sought is in, as the program sees it. */
export function failoverPhase(
  { failoverCloseSlot, bestOffer, flags }: Pick<Lease, 'failoverCloseSlot' | 'bestOffer' | 'flags'>,
  slot: bigint,
): FailoverPhase {
  if (slot <= failoverCloseSlot) return 'bids';
  if (bestOffer === absentAddress) return 'over';
  const waited = slot - failoverCloseSlot;
  if (waited <= biddingSlots) return 'award';
  return waited <= 2n * biddingSlots && bidRounds(flags) < roundsMax ? 'again' : 'over';
}
