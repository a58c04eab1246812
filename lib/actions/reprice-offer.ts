import { type TransactionSigner } from '@solana/kit';

import { effectivePricePerHour, formatPricePerHour } from '@/lib/domain/price';
import { failure, type Result, success } from '@/lib/domain/result';
import { getRepriceOfferInstructionAsync, type Offer, OfferStatus } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan, type Located } from './plan';

export type RepriceOfferCode = 'offer_not_listed' | 'price_out_of_bounds';

/** What a new price comes to. */
export interface RepriceOfferPlan extends ActionPlan {
  /** Unix seconds from which it holds: a cut at once, a raise after a delay that leaves quotes time to land. */
  readonly effectiveFrom: bigint;
}

/** Changes the price of an offer. */
export async function repriceOffer(request: {
  readonly network: Network;
  readonly authority: TransactionSigner;
  readonly offer: Located<Offer>;
  /** USDC atoms per GPU-hour. */
  readonly pricePerHour: bigint;
  /** Unix seconds. */
  readonly now: bigint;
}): Promise<Result<RepriceOfferPlan, RepriceOfferCode>> {
  const { network, authority, offer, pricePerHour, now } = request;
  const { pricePerHourMin, pricePerHourMax, raiseDelayS } = network.params;
  if (offer.data.status !== OfferStatus.Listed) {
    return failure('offer_not_listed', 'This offer is withdrawn.', 'List a new one.');
  }
  if (pricePerHour < pricePerHourMin || pricePerHour > pricePerHourMax) {
    return failure(
      'price_out_of_bounds',
      `A price is between ${formatPricePerHour(pricePerHourMin)} and ${formatPricePerHour(pricePerHourMax)}.`,
      'Choose a price within these bounds.',
    );
  }
  const instruction = await getRepriceOfferInstructionAsync({
    authority,
    offer: offer.address,
    params: network.paramsAddress,
    pricePerHour,
  });
  const isRaise = pricePerHour > effectivePricePerHour(offer.data, now);
  return success({ instructions: [instruction], effectiveFrom: isRaise ? now + BigInt(raiseDelayS) : now });
}
