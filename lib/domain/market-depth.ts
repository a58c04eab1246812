/** What a class costs now: the asks that can be taken, as a few figures anybody can compute again from the offers. */

/** One listing at the price in force. */
export interface Ask {
  /** USDC atoms per GPU-hour. */
  readonly pricePerHour: bigint;
  /** GPUs that can be taken now. */
  readonly gpuFree: number;
}

/** Prices are USDC atoms per GPU-hour over single free GPUs, nearest rank: 10 % of the free GPUs cost `p10` or less. */
export interface Depth {
  readonly offers: number;
  readonly gpusFree: number;
  readonly lowest: bigint;
  readonly p10: bigint;
  readonly median: bigint;
}

/** The depth of some asks; `undefined` where nothing can be taken. */
export function depthOf(asks: readonly Ask[]): Depth | undefined {
  const byPrice = asks.filter(({ gpuFree }) => gpuFree > 0).sort(byPricePerHour);
  const lowest = byPrice[0];
  if (lowest === undefined) return undefined;
  const gpusFree = byPrice.reduce((sum, { gpuFree }) => sum + gpuFree, 0);
  return {
    offers: byPrice.length,
    gpusFree,
    lowest: lowest.pricePerHour,
    p10: priceOfGpu(byPrice, Math.ceil(gpusFree * 0.1), lowest.pricePerHour),
    median: priceOfGpu(byPrice, Math.ceil(gpusFree * 0.5), lowest.pricePerHour),
  };
}

/** A point of the depth curve: how many GPUs can be had for this price or less. */
export interface DepthStep {
  readonly pricePerHour: bigint;
  readonly gpusFree: number;
}

/** The whole curve, one step per price, cheapest first. */
export function depthSteps(asks: readonly Ask[]): readonly DepthStep[] {
  const steps: DepthStep[] = [];
  let gpusFree = 0;
  for (const ask of asks.filter((one) => one.gpuFree > 0).sort(byPricePerHour)) {
    gpusFree += ask.gpuFree;
    if (steps.at(-1)?.pricePerHour === ask.pricePerHour) steps.pop();
    steps.push({ pricePerHour: ask.pricePerHour, gpusFree });
  }
  return steps;
}

function byPricePerHour(a: Ask, b: Ask): number {
  return a.pricePerHour < b.pricePerHour ? -1 : a.pricePerHour > b.pricePerHour ? 1 : 0;
}

/** The price of the GPU at a rank (from 1) in asks sorted by price. */
function priceOfGpu(byPrice: readonly Ask[], rank: number, lowest: bigint): bigint {
  let counted = 0;
  let price = lowest;
  for (const ask of byPrice) {
    price = ask.pricePerHour;
    counted += ask.gpuFree;
    if (counted >= rank) break;
  }
  return price;
}
