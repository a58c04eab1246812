import { divideUp } from './divide-up';

/** The prices of an order, per GPU and hour in USDC atoms. */
export interface OrderPrices {
  readonly startPrice: bigint;
  readonly limitPrice: bigint;
  readonly climbPerSlot: bigint;
  readonly startSlot: bigint;
}

/** What an order pays at a slot: it climbs from its start to its limit. */
export function pricePaid(
  { startPrice, limitPrice, climbPerSlot, startSlot }: OrderPrices,
  slot: bigint,
): bigint {
  const slots = slot > startSlot ? slot - startSlot : 0n;
  const climbed = startPrice + climbPerSlot * slots;
  return climbed < limitPrice ? climbed : limitPrice;
}

/** First slot in which an ask of this price can be matched; null where the order never pays so much. */
export function matchableFrom(prices: OrderPrices, ask: bigint): bigint | null {
  const { startPrice, limitPrice, climbPerSlot, startSlot } = prices;
  if (ask > limitPrice) return null;
  if (ask <= startPrice) return startSlot;
  return startSlot + divideUp(ask - startPrice, climbPerSlot);
}
