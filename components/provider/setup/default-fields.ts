import { type WorkerCard } from '@/lib/blobs/worker-card';
import { divideUp } from '@/lib/domain/divide-up';
import { formatUsdc } from '@/lib/domain/usdc';
import { type MarketSnapshot } from '@/lib/index-api/shapes';
import { type ParamsValues, type Provider } from '@/lib/pyronet/generated';
import { gpuClassId } from '@/lib/pyronet/gpu-classes';

import { type SetUpFields } from './setup-form';

/** Where the market has no price to go by: about what an hour of a small machine's electricity costs. */
const lonelyPrice = 20_000n;
const longestLeaseHours = 24n;

/** Fields as they stand before anything is typed: what most newcomers would choose. */
export function defaultFields(known: {
  readonly card: WorkerCard | null;
  readonly provider: Pick<Provider, 'tier' | 'region'> | null;
  readonly market: MarketSnapshot | undefined;
  readonly params: ParamsValues;
}): SetUpFields {
  const { card, provider, market, params } = known;
  const classId = (card?.vram_mib ?? 0) > 0 ? gpuClassId.generic : gpuClassId.cpu;
  const point = market?.prices.find(({ class_id }) => class_id === classId);
  const price = point?.median_per_hour_usdc_atoms ?? lonelyPrice;
  const mostHours = params.durationMaxS / 3_600n;
  return {
    region: provider?.region ?? 0,
    purse: '0.1',
    tier: Math.max(1, provider?.tier ?? 0),
    bond: '25',
    classId,
    price: formatUsdc(price, { minimumDecimals: 3 }),
    minMinutes: divideUp(params.durationMinS, 60n).toString(),
    maxHours: (mostHours < longestLeaseHours ? mostHours : longestLeaseHours).toString(),
  };
}
