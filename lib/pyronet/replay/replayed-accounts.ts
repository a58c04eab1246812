import { type Address } from '@solana/kit';

import {
  type BurnAuction,
  type Lease,
  type Offer,
  type Order,
  type PlaceOrderInstructionData,
  type Provider,
  type Seizure,
} from '@/lib/pyronet/generated';

/** What events tell of each account. Fields are those of the accounts, in the same units. */

export type ReplayedOrder = Pick<
  Order,
  'renter' | 'renterPayout' | 'deposit' | 'startSlot' | 'expirySlot' | 'expiresAt'
> & {
  readonly terms: PlaceOrderInstructionData;
};

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export type ReplayedProvider = Mutable<
  Pick<
    Provider,
    | 'authority'
    | 'payout'
    | 'workerKey'
    | 'recordHash'
    | 'tier'
    | 'region'
    | 'liveUntil'
    | 'registeredAt'
    | 'reputation'
    | 'reputationSeq'
    | 'standing'
    | 'stake'
    | 'stakeExposed'
    | 'stakeUnbonding'
    | 'stakeUnbondAt'
    | 'bondFree'
    | 'bondLocked'
    | 'bondUnbonding'
    | 'bondUnbondAt'
    | 'bondSeized'
    | 'stakeSeized'
    | 'openSeizures'
    | 'grossEarned'
    | 'secondsServed'
    | 'unitsServed'
    | 'offers'
    | 'liveLeases'
    | 'opened'
    | 'completed'
    | 'rejected'
    | 'silent'
    | 'noStart'
    | 'lostCoverage'
    | 'missedCompletion'
    | 'falseBenchmark'
    | 'frauds'
    | 'unaudited'
    | 'withdrawn'
  >
>;

export type ReplayedOffer = Mutable<
  Pick<
    Offer,
    | 'provider'
    | 'status'
    | 'modes'
    | 'isolation'
    | 'tier'
    | 'privacy'
    | 'classId'
    | 'region'
    | 'gpuCount'
    | 'gpuFree'
    | 'vramMib'
    | 'flags'
    | 'pricePerHour'
    | 'pendingPrice'
    | 'pendingFrom'
    | 'score'
    | 'guaranteedUnitsPerS'
    | 'minDurationS'
    | 'maxDurationS'
    | 'listedAt'
    | 'memoryBytes'
    | 'maxUploadBytes'
    | 'intervalS'
    | 'acceptWithinS'
    | 'startWithinS'
    | 'prefixWithinS'
    | 'liveLeases'
  >
>;

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

export type ReplayedSeizure = Mutable<
  Pick<
    Seizure,
    | 'fault'
    | 'paid'
    | 'provider'
    | 'lease'
    | 'challenger'
    | 'challengerPayout'
    | 'renterPayout'
    | 'leaseOpenedSlot'
    | 'seizedAt'
    | 'seizedSlot'
    | 'restUntil'
    | 'restUntilSlot'
    | 'bondSeized'
    | 'burnDue'
    | 'renterDue'
    | 'challengerDue'
    | 'verifiersDue'
    | 'stakeSeized'
  >
>;

export type ReplayedAuction = Mutable<
  Pick<
    BurnAuction,
    | 'lot'
    | 'openedSlot'
    | 'lotAtoms'
    | 'referencePrice'
    | 'startBps'
    | 'fallSlots'
    | 'lastPrice'
    | 'lastSlot'
    | 'lotsSold'
    | 'usdcSold'
    | 'pyroBurned'
  >
>;

/** USDC atoms that went from the fee vault to each of the three. */
export interface SplitFees {
  burn: bigint;
  verifiers: bigint;
  treasury: bigint;
}
