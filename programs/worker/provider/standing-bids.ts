import { type Address } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';
import { failoverPhase } from '@/lib/pyronet/failover-phase';
import { FailoverState, LeaseState } from '@/lib/pyronet/generated';

import { type LeaseFeed } from '../lease/lease-feed';
import { type WorkFloor } from '../lease/work-floor';

interface Bid {
  readonly offer: Address;
  readonly seats: number;
}

/**
 * What the bids of one computer promise. A bid reserves nothing on chain, so seats that a standing bid would need count as
 * taken, as do those of leases that were opened and have not begun.
 */
export class StandingBids {
  readonly #bids = new Map<Address, Bid>();

  constructor(
    private readonly floor: Pick<WorkFloor, 'seats' | 'taken'>,
    private readonly leases: Pick<LeaseFeed, 'served'>,
  ) {}

  hasRoom(seats: number): boolean {
    const promised = [...this.#bids.values()].reduce((sum, bid) => sum + bid.seats, 0);
    let awaited = 0;
    for (const { data } of this.leases.served())
      if (data.state === LeaseState.Open || data.state === LeaseState.Accepted) awaited += data.gpuCount;
    return this.floor.taken + promised + awaited + seats <= this.floor.seats;
  }

  add(lease: Address, offer: Address, seats: number): void {
    this.#bids.set(lease, { offer, seats });
  }

  withdraw(lease: Address): void {
    this.#bids.delete(lease);
  }

  /** Drops bids that were beaten or cannot be awarded any more; one that was won counts until its lease is seen. */
  forgetEnded(leases: Pick<LeaseFeed, 'at'>, { slot }: ChainInstant): void {
    for (const [address, { offer }] of this.#bids) {
      const lease = leases.at(address)?.data;
      const isOver = lease === undefined || lease.failoverState === FailoverState.NoFit;
      const isSought = lease?.failoverState === FailoverState.Bidding;
      // Until the feed has heard of the bid there is no best offer, and it stands.
      const isBeaten = isSought && lease.bestRate !== 0n && lease.bestOffer !== offer;
      if (isOver || isBeaten || (isSought && failoverPhase(lease, slot) === 'over'))
        this.#bids.delete(address);
    }
  }
}
