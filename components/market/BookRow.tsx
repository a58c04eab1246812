import { DemoLabel } from '@/components/primitives/DemoLabel';
import { GpuClassName } from '@/components/primitives/GpuClassName';
import { ProviderName } from '@/components/primitives/ProviderName';
import { RegionText } from '@/components/primitives/RegionText';
import { ReputationBadge } from '@/components/primitives/ReputationBadge';
import { Flash } from '@/components/ui/Flash';
import { PageLink } from '@/components/ui/PageLink';
import { formatDuration } from '@/lib/domain/duration';
import { formatPricePerHour } from '@/lib/domain/price';
import { formatCompact, formatVram } from '@/lib/domain/quantity';
import { formatPricePerWork, pricePerWork } from '@/lib/domain/work-price';
import { type BookOffer } from '@/lib/matching/book-offer';
import { tierName } from '@/lib/matching/tiers';

import { bookGrid } from './book-columns';
import { PriceCell } from './PriceCell';
import { StatCell } from './StatCell';

export interface BookRowProps {
  readonly offer: BookOffer;
  /** Left the book while its place was held. */
  readonly gone: boolean;
  /** From 1, counting the heads. */
  readonly position: number;
}

/** One offer: a line of the table, or a card on a phone. All of it leads to renting. */
export function BookRow({ offer, gone, position }: BookRowProps) {
  const { row, className, pricePerHour } = offer;
  const work = pricePerWork(pricePerHour, row.guaranteed_units_per_s);
  return (
    <div
      role="row"
      aria-rowindex={position}
      className={
        'group relative mb-3 grid h-41 grid-cols-3 content-between gap-x-3 rounded-panel border border-line bg-panel p-3.5 text-sm ' +
        `lg:mb-0 lg:h-15 lg:content-normal lg:items-center lg:rounded-none lg:border-0 lg:border-b lg:border-line/60 lg:py-0 ${bookGrid} ` +
        (gone ? 'opacity-45' : 'hover:bg-raised/60')
      }
    >
      <div role="cell" className="order-1 col-span-2 min-w-0 lg:order-none lg:col-span-1">
        <p className="flex items-center gap-2">
          <span className="truncate text-[0.9375rem] lg:text-sm">
            <GpuClassName name={className} />
          </span>
          {row.local_only && <DemoLabel />}
        </p>
        <p className="relative z-[1] w-fit max-w-full truncate text-xs leading-5 text-dim">
          <ProviderName name={row.provider_name} address={row.provider} />
          <span className="lg:hidden">
            {' · '}
            <RegionText region={row.region} short />
          </span>
        </p>
      </div>
      <div role="cell" className="hidden min-w-0 lg:block">
        <RegionText region={row.region} short />
        <p className="truncate text-xs text-dim">{tierName(row.tier)}</p>
      </div>
      <StatCell label="VRAM">{formatVram(row.vram_mib) ?? '—'}</StatCell>
      <PriceCell offer={offer} />
      <StatCell label="10⁹ units">{work === undefined ? '—' : formatPricePerWork(work)}</StatCell>
      <StatCell label="Speed">{formatCompact(row.guaranteed_units_per_s)}</StatCell>
      <StatCell label="Reputation">
        <ReputationBadge reputation={row.reputation} leasesOpened={row.leases_opened} />
      </StatCell>
      <StatCell label="Free">
        <Flash value={row.gpu_free}>
          {row.gpu_free} <span className="text-dim">of {row.gpu_count}</span>
        </Flash>
      </StatCell>
      <StatCell label="Longest job">{formatDuration(Number(row.max_duration_s))}</StatCell>
      <div role="cell" className="absolute inset-0 lg:static lg:text-right">
        {gone ? (
          <span className="sr-only lg:not-sr-only lg:text-xs">gone</span>
        ) : (
          <PageLink
            href={`/rent/${row.address}`}
            aria-label={`Rent ${className} at ${formatPricePerHour(pricePerHour)}`}
            className="absolute inset-0 rounded-panel lg:static lg:inline-grid lg:min-h-8 lg:place-items-center lg:rounded-control lg:border lg:border-edge/60 lg:px-3 lg:text-[0.8125rem] lg:font-medium lg:group-hover:border-ember lg:group-hover:bg-ember lg:group-hover:text-on-ember lg:after:absolute lg:after:inset-0"
          >
            <span className="sr-only lg:not-sr-only">Rent</span>
          </PageLink>
        )}
      </div>
    </div>
  );
}
