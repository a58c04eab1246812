import { type Address } from '@solana/kit';

import { type EpochCounter, type Reputation } from '@/lib/domain/reputation';
import { type GpuClass, type ParamsValues, type ReputationValues } from '@/lib/pyronet/generated';

import {
  type ReplayedAuction,
  type ReplayedOffer,
  type ReplayedOrder,
  type ReplayedProvider,
  type ReplayedSeizure,
  type SplitFees,
} from './replayed-accounts';
import { type ReplayedLease } from './replayed-lease';

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
  readonly seizures: Map<Address, ReplayedSeizure>;
  /** USDC atoms that lie in the vault of each parking; donations to it not told. */
  readonly parkings: Map<Address, { readonly owner: Address; readonly parked: bigint }>;
  readonly auction: ReplayedAuction;
  readonly splitFees: SplitFees;
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
    seizures: new Map(),
    parkings: new Map(),
    auction: { ...beforeAnyLot },
    splitFees: { burn: 0n, verifiers: 0n, treasury: 0n },
  };
}

const beforeAnyLot: ReplayedAuction = {
  lot: 0n,
  openedSlot: 0n,
  lotAtoms: 0n,
  referencePrice: 0n,
  startBps: 0,
  fallSlots: 0n,
  lastPrice: 0n,
  lastSlot: 0n,
  lotsSold: 0n,
  usdcSold: 0n,
  pyroBurned: 0n,
};

/** The value of a key that earlier events must have set. @throws RangeError where events are missing */
export function known<Value>(map: ReadonlyMap<Address, Value>, at: Address): Value {
  const value = map.get(at);
  if (value === undefined)
    throw new RangeError(`no event told of ${at}: the replay began too late or lost some`);
  return value;
}
