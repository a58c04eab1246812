import {
  FailoverState,
  parseAwardFailoverInstruction,
  parseBidFailoverInstruction,
  parseCarryLeaseInstruction,
} from '@/lib/pyronet/generated';
import { biddingSlots } from '@/lib/pyronet/failover-phase';

import { type ExecutedInstruction, logged, told } from './executed-instruction';
import { known, type MarketState } from './market-state';
import { openLease } from './opening-replay';
import { type Handler } from './provider-replay';
import { type ReplayedLease } from './replayed-lease';

/** How another provider takes a lease over. */
export const failoverReplay: Readonly<Record<string, Handler>> = {
  bidFailover: (market, executed) => {
    const { accounts } = parseBidFailoverInstruction(executed.instruction);
    const { round, ratePerHour, closeSlot } = told(executed, 'failoverBid');
    const lease = known(market.leases, accounts.lease.address);
    lease.bestOffer = accounts.offer.address;
    lease.bestRate = ratePerHour;
    lease.failoverCloseSlot = closeSlot;
    lease.bidRounds = Number(round);
  },
  awardFailover: award,
  carryLease: (market, executed) => {
    const { accounts } = parseCarryLeaseInstruction(executed.instruction);
    const lease = known(market.leases, accounts.lease.address);
    const successor = known(market.leases, accounts.successor.address);
    const { movedOut, released, successorFunded, successorReleased } = told(executed, 'leaseCarried');
    Object.assign(lease, { movedOut, released });
    Object.assign(successor, { funded: successorFunded, released: successorReleased });
    const ended = logged(executed, 'successionEnded');
    if (ended === undefined) return;
    lease.failoverState = FailoverState.Carried;
    Object.assign(successor, { subsidy: 0n, movedOut: ended.successorMovedOut });
    known(market.providers, accounts.provider.address).bondFree = ended.bondFree;
  },
};

/** Bids begin, where the renter's policy leaves a hop. */
export function seekSuccessor(lease: ReplayedLease, slot: bigint): void {
  if (lease.hopsUsed >= lease.hopsMax) return;
  lease.failoverState = FailoverState.Bidding;
  lease.failoverCloseSlot = slot + biddingSlots;
  lease.bidRounds = 1;
}

function award(market: MarketState, executed: ExecutedInstruction): void {
  const { accounts } = parseAwardFailoverInstruction(executed.instruction);
  const former = known(market.leases, accounts.lease.address);
  const { subsidy, subsidyRate, baseUnits, baseSegments } = told(executed, 'leaseSucceeded');
  const { renter, renterPayout, unitCap, segmentCount, jobRoot, hopsMax, failoverMaxRate } = former;
  const [lease, offer] = [accounts.successor.address, accounts.offer.address];
  const sessionKey = former.nextSessionKey ?? former.sessionKey;
  const terms = { unitCap, segmentCount, jobRoot, hopsMax, failoverMaxRate, sessionKey };
  openLease(market, executed, { renter, renterPayout, lease, offer, ...terms });
  const successor = known(market.leases, lease);
  former.successor = lease;
  former.failoverState = FailoverState.Awarded;
  former.movedOut += successor.funded;
  former.bondLocked -= subsidy;
  known(market.providers, former.provider).bondLocked -= subsidy;
  Object.assign(successor, { predecessor: accounts.lease.address, hopsUsed: former.hopsUsed + 1 });
  Object.assign(successor, { subsidy, subsidyFunded: subsidy, subsidyRate, baseUnits });
  Object.assign(successor, { attestedUnits: baseUnits, acceptedUnits: baseUnits });
  Object.assign(successor, { deliveredSegments: baseSegments, acceptedSegments: baseSegments });
  successor.attestedSegments = baseSegments;
}
