import { Price } from '@/components/primitives/Price';
import { type PricePoint } from '@/lib/index-api/shapes';

/** What others ask for the same class now. */
export function ClassPrices({
  point,
  isKnown,
}: {
  readonly point: PricePoint | undefined;
  /** False while the market cannot be read. */
  readonly isKnown: boolean;
}) {
  if (!isKnown) return <p className="text-xs text-dim">The market’s prices are not known at the moment.</p>;
  if (
    point === undefined ||
    point.lowest_per_hour_usdc_atoms === null ||
    point.median_per_hour_usdc_atoms === null
  ) {
    return <p className="text-xs text-dim">Nobody offers this class now: yours would be the only price.</p>;
  }
  return (
    <p className="text-xs text-dim">
      On the market now: lowest <Price atomsPerHour={point.lowest_per_hour_usdc_atoms} className="text-ink" />
      , middle <Price atomsPerHour={point.median_per_hour_usdc_atoms} className="text-ink" />,{' '}
      {point.gpus_free} of {point.gpus_listed} free{point.local_only ? ', all of them demo machines' : ''}.
    </p>
  );
}
