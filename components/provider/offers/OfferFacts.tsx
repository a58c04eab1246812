import { DemoLabel } from '@/components/primitives/DemoLabel';
import { GpuClassName } from '@/components/primitives/GpuClassName';
import { Price } from '@/components/primitives/Price';
import { Badge } from '@/components/ui/Badge';
import { formatDuration } from '@/lib/domain/duration';
import { effectivePricePerHour } from '@/lib/domain/price';
import { formatCompact, formatVram } from '@/lib/domain/quantity';
import { type OfferRow } from '@/lib/index-api/shapes';

import { PendingPrice } from './PendingPrice';

/** The price of an offer in force at `nowUnixS`. USDC atoms per GPU-hour. */
export const priceInForce = (offer: OfferRow, nowUnixS: number): bigint =>
  effectivePricePerHour(
    {
      pricePerHour: offer.price_per_hour_usdc_atoms,
      pendingPrice: offer.pending_price_per_hour_usdc_atoms,
      pendingFrom: offer.pending_from_unix_s,
    },
    BigInt(Math.floor(nowUnixS)),
  );

export interface OfferFactsProps {
  readonly offer: OfferRow;
  readonly className: string;
  readonly nowUnixS: number;
}

/** An offer as renters see it: class, price, what is free, terms. */
export function OfferFacts({ offer, className, nowUnixS }: OfferFactsProps) {
  const used = offer.gpu_count - offer.gpu_free;
  const vram = formatVram(offer.vram_mib);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <div className="flex flex-wrap items-center gap-2">
          <GpuClassName name={className} />
          {offer.local_only && <DemoLabel />}
          <Badge tone={used > 0 ? 'gauge' : 'plain'} {...(used > 0 ? { lamp: 'lit' as const } : {})}>
            {used > 0
              ? `${used} of ${offer.gpu_count} at work`
              : `${offer.gpu_free} of ${offer.gpu_count} free`}
          </Badge>
        </div>
        <Price atomsPerHour={priceInForce(offer, nowUnixS)} className="text-lg" />
      </div>
      <PendingPrice offer={offer} nowUnixS={nowUnixS} />
      <p className="text-xs text-dim">
        {formatDuration(Number(offer.min_duration_s))} to {formatDuration(Number(offer.max_duration_s))} a
        lease
        {' · '}
        {formatCompact(offer.guaranteed_units_per_s)} work units/s guaranteed
        {vram === undefined ? '' : ` · ${vram}`}
        {' · '}answers within {formatDuration(offer.accept_within_s)}
      </p>
    </div>
  );
}
