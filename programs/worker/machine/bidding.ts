import { type LeaseContext } from '../lease/lease-context';
import { unfitFor } from '../lease/unfit';
import { BidBook } from '../provider/bid-book';
import { FailoverBidder } from '../provider/failover-bidder';
import { type Host } from './host';
import { type Duty } from './repeat';

/** Bids count for some twenty seconds; what is looked at is at hand already. */
const BIDS_EVERY_MS = 1_000;

/** Looks for leases that other providers failed, where the host bids for such. */
export function bidding({ standingBids }: Host, context: LeaseContext): readonly Duty[] {
  if (standingBids === undefined) return [];
  const { chain, clock, keys, provider, leases, folder, log } = context;
  const bidder = new FailoverBidder({
    ...{ chain, clock, worker: keys.worker, provider, leases, standing: standingBids, log },
    book: new BidBook(folder.facts),
    fits: async (lease) => unfitFor(context, lease) === undefined && (await context.canPayFees()),
  });
  const what = 'bidding for failed leases';
  return [{ what, everyMs: BIDS_EVERY_MS, startAfterMs: 0, act: () => bidder.look() }];
}
