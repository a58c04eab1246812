import { type Address } from '@solana/kit';

import {
  EndReason,
  FailoverState,
  LeaseMode,
  LeaseState,
  parseMatchOrderInstruction,
  parsePlaceOrderInstruction,
  parseRotateSessionInstruction,
  parseTakeOfferInstruction,
} from '@/lib/pyronet/generated';
import { absentAddress } from '@/lib/pyronet/absent-address';

import { accountAt, type ExecutedInstruction, told } from './executed-instruction';
import { known, type MarketState } from './market-state';
import { type Handler } from './provider-replay';
import { type ReplayedLease } from './replayed-lease';

/** How leases are opened and extended, and how orders come and go. */
export const openingReplay: Readonly<Record<string, Handler>> = {
  placeOrder: (market, executed) => {
    const { accounts, data } = parsePlaceOrderInstruction(executed.instruction);
    const { deposit, startSlot, expirySlot, expiresAt } = told(executed, 'orderPlaced');
    const renter = accounts.renter.address;
    market.orders.set(accounts.order.address, {
      renter,
      renterPayout: accounts.renterPayout.address,
      deposit,
      startSlot,
      expirySlot,
      expiresAt,
      terms: data,
    });
  },
  cancelOrder: (market, executed) => {
    market.orders.delete(accountAt(executed, 1));
  },
  takeOffer: (market, executed) => {
    const { accounts, data } = parseTakeOfferInstruction(executed.instruction);
    const [renter, lease, offer] = [accounts.renter.address, accounts.lease.address, accounts.offer.address];
    const renterPayout = accounts.renterPayout.address;
    openLease(market, executed, { ...data, renter, renterPayout, lease, offer });
  },
  matchOrder: (market, executed) => {
    const { accounts } = parseMatchOrderInstruction(executed.instruction);
    const [lease, offer] = [accounts.lease.address, accounts.offer.address];
    const { renter, renterPayout, terms } = known(market.orders, accounts.order.address);
    openLease(market, executed, { ...terms, renter, renterPayout, lease, offer });
    market.orders.delete(accounts.order.address);
  },
  topUp: (market, executed) => {
    const lease = known(market.leases, accountAt(executed, 2));
    const { funded, endAt, unitCap, bondLocked } = told(executed, 'leaseToppedUp');
    const provider = known(market.providers, lease.provider);
    provider.bondFree -= bondLocked - lease.bondLocked;
    provider.bondLocked += bondLocked - lease.bondLocked;
    Object.assign(lease, { funded, endAt, unitCap, bondLocked });
  },
  rotateSession: (market, executed) => {
    const { accounts, data } = parseRotateSessionInstruction(executed.instruction);
    const lease = known(market.leases, accounts.lease.address);
    lease.sessionKey = lease.nextSessionKey ?? lease.sessionKey;
    lease.nextSessionKey = data.sessionKey;
  },
};

/** What decides a new lease besides its offer and its event. */
export interface Opening {
  readonly renter: Address;
  readonly renterPayout: Address;
  readonly lease: Address;
  readonly offer: Address;
  readonly unitCap: bigint;
  readonly segmentCount: bigint;
  readonly jobRoot: ReplayedLease['jobRoot'];
  readonly sessionKey: Address;
  readonly hopsMax: number;
  readonly failoverMaxRate: bigint;
}

/** A lease opens on an offer: taken, matched or awarded. */
export function openLease(market: MarketState, executed: ExecutedInstruction, opening: Opening): void {
  const { lease, offer: offerAddress, renter, renterPayout, unitCap, segmentCount } = opening;
  const { jobRoot, sessionKey, hopsMax, failoverMaxRate } = opening;
  const opened = told(executed, 'leaseOpened');
  const offer = known(market.offers, offerAddress);
  const provider = known(market.providers, offer.provider);
  const gpuCount = Number(opened.gpuCount);
  const acceptBy = opened.openedAt + BigInt(offer.acceptWithinS);
  offer.gpuFree -= gpuCount;
  offer.liveLeases += 1;
  provider.liveLeases += 1;
  provider.opened += 1;
  provider.bondFree -= opened.bondLocked;
  provider.bondLocked += opened.bondLocked;
  market.leases.set(lease, {
    ...blankLease,
    renter,
    provider: offer.provider,
    offer: offerAddress,
    renterPayout,
    providerPayout: provider.payout,
    classId: offer.classId,
    region: offer.region,
    gpuCount,
    mode: opened.mode === BigInt(LeaseMode.Rent) ? LeaseMode.Rent : LeaseMode.Run,
    pricePerHour: opened.pricePerHour,
    ratePerHour: opened.pricePerHour * opened.gpuCount,
    feeBps: Number(opened.feeBps),
    funded: opened.funded,
    bondLocked: opened.bondLocked,
    openedAt: opened.openedAt,
    openedSlot: executed.slot,
    acceptBy,
    startBy: acceptBy + BigInt(offer.startWithinS),
    intervalS: offer.intervalS,
    unitCap,
    guaranteedUnitsPerS: offer.guaranteedUnitsPerS * opened.gpuCount,
    segmentCount,
    jobRoot,
    sessionKey,
    hopsMax,
    failoverMaxRate,
  });
}

const blankLease = {
  state: LeaseState.Open,
  endReason: EndReason.NotEnded,
  subsidyFunded: 0n,
  released: 0n,
  forfeited: 0n,
  providerExtra: 0n,
  providerClaimed: 0n,
  feeClaimed: 0n,
  renterClaimed: 0n,
  acceptedAt: 0n,
  startedAt: 0n,
  endAt: 0n,
  stopAt: 0n,
  prefixBy: 0n,
  anchorAt: 0n,
  coveredS: 0n,
  vouchedS: 0n,
  evidenceUntil: 0n,
  deliveredSegments: 0n,
  acceptedSegments: 0n,
  attestedSegments: 0n,
  attestedUnits: 0n,
  acceptedUnits: 0n,
  faulty: false,
  failoverState: FailoverState.None,
  predecessor: absentAddress,
  successor: absentAddress,
  bestOffer: absentAddress,
  bestRate: 0n,
  failoverCloseSlot: 0n,
  bidRounds: 0,
  hopsUsed: 0,
  subsidy: 0n,
  subsidyRate: 0n,
  movedOut: 0n,
  baseUnits: 0n,
};
