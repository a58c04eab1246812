import { type Address } from '@solana/kit';

import { type Lease } from '@/lib/pyronet/generated';

import { type Mutable } from './replayed-accounts';

/** What events tell of a lease. */
export type ReplayedLease = Mutable<
  Pick<
    Lease,
    | 'renter'
    | 'provider'
    | 'offer'
    | 'renterPayout'
    | 'providerPayout'
    | 'classId'
    | 'region'
    | 'gpuCount'
    | 'mode'
    | 'state'
    | 'failoverState'
    | 'endReason'
    | 'predecessor'
    | 'successor'
    | 'bestOffer'
    | 'bestRate'
    | 'failoverCloseSlot'
    | 'failoverMaxRate'
    | 'hopsMax'
    | 'hopsUsed'
    | 'subsidy'
    | 'subsidyRate'
    | 'movedOut'
    | 'baseUnits'
    | 'pricePerHour'
    | 'ratePerHour'
    | 'feeBps'
    | 'funded'
    | 'subsidyFunded'
    | 'released'
    | 'forfeited'
    | 'providerExtra'
    | 'providerClaimed'
    | 'feeClaimed'
    | 'renterClaimed'
    | 'bondLocked'
    | 'openedAt'
    | 'openedSlot'
    | 'acceptBy'
    | 'acceptedAt'
    | 'startBy'
    | 'startedAt'
    | 'endAt'
    | 'stopAt'
    | 'prefixBy'
    | 'anchorAt'
    | 'coveredS'
    | 'vouchedS'
    | 'evidenceUntil'
    | 'intervalS'
    | 'unitCap'
    | 'guaranteedUnitsPerS'
    | 'segmentCount'
    | 'deliveredSegments'
    | 'acceptedSegments'
    | 'attestedSegments'
    | 'attestedUnits'
    | 'acceptedUnits'
    | 'jobRoot'
    | 'sessionKey'
  >
> & {
  /** In force once the session was rotated for the first time. */
  nextSessionKey?: Address;
  /** Ended by a fault, after which fees earn no reputation. */
  faulty: boolean;
  /** Rounds of bids that began, as `flags` has them. */
  bidRounds: number;
};
