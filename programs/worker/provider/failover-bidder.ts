import { type Address, type KeyPairSigner } from '@solana/kit';

import { bidFailover } from '@/lib/actions/bid-failover';
import { mayBidFor } from '@/lib/actions/due/failover-bid';
import { type Located } from '@/lib/actions/plan';
import { type ChainInstant } from '@/lib/domain/deadline';
import { absentAddress } from '@/lib/pyronet/absent-address';
import { failoverPhase } from '@/lib/pyronet/failover-phase';
import { type Lease, type Offer, OfferStatus } from '@/lib/pyronet/generated';

import { type ChainClock } from '../chain/chain-clock';
import { programErrorOf, type WorkerChain } from '../chain/worker-chain';
import { type LeaseFeed } from '../lease/lease-feed';
import { type Log, problemFacts } from '../log';
import { type BidBook } from './bid-book';
import { fetchOwnOffers } from './own-accounts';
import { type StandingBids } from './standing-bids';

/** Before an offer that did not fit is submitted in the same round again: what the program judges by may have changed. */
const TRY_AGAIN_S = 5n;
/** Rounds of bids that are remembered as looked into. */
const MOST_ROUNDS = 10_000;

/** Bids with a machine's own offers, at their listed price, for leases whose provider failed or was left. */
export class FailoverBidder {
  readonly #notBefore = new Map<string, bigint>();

  constructor(
    private readonly context: {
      readonly chain: WorkerChain;
      readonly clock: ChainClock;
      readonly worker: KeyPairSigner;
      readonly provider: Address;
      readonly leases: LeaseFeed;
      readonly standing: StandingBids;
      readonly book: BidBook;
      /** Whether the machine would take such a lease now. */
      readonly fits: (lease: Lease) => Promise<boolean>;
      readonly log: Log;
    },
  ) {}

  /** Bids for whatever can be bid for now, and notes what was won. @throws WorkerError, RpcError */
  async look(): Promise<void> {
    const { clock, leases, provider, standing } = this.context;
    const now = await clock.now();
    standing.forgetEnded(leases, now);
    for (const lease of leases.all()) {
      if (lease.data.provider === provider) await this.#noteIfWon(lease);
      else if (mayBidFor(lease.data, provider, now)) await this.#bid(lease, now);
    }
  }

  async #noteIfWon({ data }: Located<Lease>): Promise<void> {
    const { book, standing, log } = this.context;
    if (data.predecessor === absentAddress || !(await book.noteWon(data.predecessor))) return;
    standing.withdraw(data.predecessor);
    log.info('won a lease that another provider failed', { former: data.predecessor });
  }

  async #bid(lease: Located<Lease>, now: ChainInstant): Promise<void> {
    const { chain, provider, standing, fits } = this.context;
    const { failoverCloseSlot, gpuCount } = lease.data;
    const round = `${lease.address} ${failoverCloseSlot} ${failoverPhase(lease.data, now.slot)}`;
    if ((this.#notBefore.get(round) ?? 0n) > now.unixSeconds || !standing.hasRoom(gpuCount)) return;
    if (await fits(lease.data)) {
      for (const offer of await fetchOwnOffers(chain, provider))
        if (isOpen(offer, lease.data) && (await this.#submit(lease, offer, now))) break;
    }
    if (this.#notBefore.size >= MOST_ROUNDS) this.#notBefore.clear();
    this.#notBefore.set(round, now.unixSeconds + TRY_AGAIN_S);
  }

  /** @returns whether the lease keeps the bid */
  async #submit(lease: Located<Lease>, offer: Located<Offer>, now: ChainInstant): Promise<boolean> {
    const { chain, worker, standing, book, log } = this.context;
    const bid = await bidFailover({ lease, offer, now });
    if (!bid.ok) return false;
    const key = `bid ${lease.address} ${lease.data.failoverCloseSlot} ${offer.address}`;
    try {
      await chain.again(key, worker, bid.value.instructions);
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      log.info('an offer does not fit a failed lease', { lease: lease.address, ...problemFacts(problem) });
      return false;
    }
    const { ratePerHour: rate } = bid.value;
    standing.add(lease.address, { offer: offer.address, seats: lease.data.gpuCount, rate });
    await book.noteBid(lease.address);
    log.info('bid for a failed lease', { lease: lease.address, usdcAtomsPerHour: rate });
    return true;
  }
}

/** A bid that stands is not made again: that would only begin another round. */
const isOpen = ({ address, data }: Located<Offer>, { gpuCount, bestOffer }: Lease): boolean =>
  data.status === OfferStatus.Listed && data.gpuFree >= gpuCount && address !== bestOffer;
