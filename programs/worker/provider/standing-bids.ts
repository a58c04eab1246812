import { type Address } from '@solana/kit';

import { type Located } from '@/lib/actions/plan';
import { type ChainInstant } from '@/lib/domain/deadline';
import { absentAddress } from '@/lib/pyronet/absent-address';
import { failoverPhase } from '@/lib/pyronet/failover-phase';
import { FailoverState, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type LeaseFeed } from '../lease/lease-feed';
import { type WorkFloor } from '../lease/work-floor';

/** A bid for a lease, with one of our offers. */
export interface Bid {
  readonly offer: Address;
  readonly seats: number;
  /** USDC atoms per hour of all GPUs. */
  readonly rate: bigint;
}

/**
 * What the bids of one computer promise. A bid reserves nothing on chain, so seats that a standing bid would need count as
 * taken, as do those of leases that were opened and have not begun.
 */
export class StandingBids {
  readonly #bids = new Map<Address, Bid>();

  constructor(
    private readonly floor: Pick<WorkFloor, 'seats' | 'taken'>,
    private readonly leases: { readonly served: () => Iterable<Located<Lease>> },
  ) {}

  hasRoom(seats: number): boolean {
    const promised = [...this.#bids.values()].reduce((sum, bid) => sum + bid.seats, 0);
    let awaited = 0;
    for (const { data } of this.leases.served())
      if (data.state === LeaseState.Open || data.state === LeaseState.Accepted) awaited += data.gpuCount;
    return this.floor.taken + promised + awaited + seats <= this.floor.seats;
  }

  add(lease: Address, bid: Bid): void {
    this.#bids.set(lease, bid);
  }

  withdraw(lease: Address): void {
    this.#bids.delete(lease);
  }

  /** Drops bids that were beaten or cannot be awarded any more; one that was won counts until its lease is seen. */
  forgetEnded(leases: Pick<LeaseFeed, 'at'>, { slot }: ChainInstant): void {
    for (const [address, { offer, rate }] of this.#bids) {
      const lease = leases.at(address)?.data;
      const isOver = lease === undefined || lease.failoverState === FailoverState.NoFit;
      const isSought = lease?.failoverState === FailoverState.Bidding;
      // A dearer best bid is the one before ours, as long as the feed has not heard of ours.
      const isBeaten =
        isSought && lease.bestOffer !== absentAddress && lease.bestOffer !== offer && lease.bestRate <= rate;
      if (isOver || isBeaten || (isSought && failoverPhase(lease, slot) === 'over'))
        this.#bids.delete(address);
    }
  }
}
