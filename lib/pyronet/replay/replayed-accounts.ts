import {
  type BurnAuction,
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

export type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

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
