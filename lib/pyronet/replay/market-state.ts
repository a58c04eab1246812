import { type Address } from '@solana/kit';

import { type EpochCounter, type Reputation } from '@/lib/domain/reputation';
import {
  type GpuClass,
  type Lease,
  type Offer,
  type Order,
  type ParamsValues,
  type PlaceOrderInstructionData,
  type Provider,
  type ReputationValues,
} from '@/lib/pyronet/generated';

/** What events tell of each account. Fields are those of the accounts, in the same units. */

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

export type ReplayedOrder = Pick<Order, 'renter' | 'deposit' | 'startSlot' | 'expirySlot' | 'expiresAt'> & {
  readonly terms: PlaceOrderInstructionData;
};

export type ReplayedLease = Mutable<
  Pick<
    Lease,
    | 'renter'
    | 'provider'
    | 'offer'
    | 'classId'
    | 'region'
    | 'gpuCount'
    | 'mode'
    | 'state'
    | 'endReason'
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
};

/** Everything that was told so far. Closed accounts are gone. */
export interface MarketState {
  params?: ParamsValues;
  reputationValues?: ReputationValues;
  readonly classes: Map<
    Address,
    Pick<GpuClass, 'classId' | 'name' | 'vramMib' | 'tierMin' | 'pricePerHourFloor'>
  >;
  readonly providers: Map<Address, ReplayedProvider>;
  readonly offers: Map<Address, ReplayedOffer>;
  readonly orders: Map<Address, ReplayedOrder>;
  readonly leases: Map<Address, ReplayedLease>;
  /** Cumulative work units of each attestation. */
  readonly attestations: Map<Address, bigint>;
  /** Recomputed by `lib/domain/reputation.ts`, never taken from an event. */
  readonly reputations: Map<Address, Reputation>;
  /** By address of the pair. */
  readonly pairs: Map<Address, EpochCounter>;
}

export function emptyMarket(): MarketState {
  return {
    classes: new Map(),
    providers: new Map(),
    offers: new Map(),
    orders: new Map(),
    leases: new Map(),
    attestations: new Map(),
    reputations: new Map(),
    pairs: new Map(),
  };
}

/** The value of a key that earlier events must have set. @throws RangeError where events are missing */
export function known<Value>(map: ReadonlyMap<Address, Value>, at: Address): Value {
  const value = map.get(at);
  if (value === undefined)
    throw new RangeError(`no event told of ${at}: the replay began too late or lost some`);
  return value;
}
