'use client';

import { AddressText } from '@/components/primitives/AddressText';
import { Countdown } from '@/components/primitives/Countdown';
import { DemoLabel } from '@/components/primitives/DemoLabel';
import { Price } from '@/components/primitives/Price';
import { ProviderName } from '@/components/primitives/ProviderName';
import { RegionText } from '@/components/primitives/RegionText';
import { ReputationBadge } from '@/components/primitives/ReputationBadge';
import { Badge } from '@/components/ui/Badge';
import { type Figure, FigureList } from '@/components/ui/FigureList';
import { InfoPopover } from '@/components/ui/InfoPopover';
import { formatDuration } from '@/lib/domain/duration';
import { formatBytes, formatCompact, formatCount, formatVram } from '@/lib/domain/quantity';
import { type OfferRow } from '@/lib/index-api/shapes';

import { type Machine } from './use-machine';

/** What is rented, from whom, and within which limits. */
export function MachinePanel({ machine }: { readonly machine: Machine }) {
  const { offer } = machine;
  return (
    <section aria-label="Machine" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <span>
          by <ProviderName name={offer.provider_name} address={offer.provider} />
        </span>
        <span className="text-dim">
          <RegionText region={offer.region} />
        </span>
        <ReputationBadge reputation={offer.reputation} leasesOpened={offer.leases_opened} />
        <Badge>tier {offer.tier}</Badge>
        {offer.local_only && <DemoLabel long />}
        <span className="text-dim">
          offer <AddressText address={offer.address} />
        </span>
      </div>
      <FigureList figures={figuresOf(offer)} />
    </section>
  );
}

function figuresOf(offer: OfferRow): readonly Figure[] {
  const vram = formatVram(offer.vram_mib);
  const raised = offer.pending_from_unix_s > 0n;
  return [
    {
      label: 'Price',
      value: <Price atomsPerHour={offer.price_per_hour_usdc_atoms} />,
      note: raised ? (
        <span className="text-warn">
          rises to <Price atomsPerHour={offer.pending_price_per_hour_usdc_atoms} /> in{' '}
          <Countdown untilUnixS={Number(offer.pending_from_unix_s)} over="no time" />
        </span>
      ) : (
        'billed by the second'
      ),
    },
    {
      label: 'Guaranteed speed',
      value: `${formatCompact(offer.guaranteed_units_per_s)}/s`,
      note: (
        <>
          work units, per GPU{' '}
          <InfoPopover about="the guaranteed speed">
            What the machine must keep up. Work is billed at this speed: a machine that is slower takes longer
            and earns no more for it. Measured: {formatCompact(offer.score_units_per_s)}/s.
          </InfoPopover>
        </>
      ),
    },
    {
      label: 'GPUs',
      value: `${offer.gpu_free} of ${offer.gpu_count} free`,
      note: vram === undefined ? 'no memory size promised' : `${vram} each`,
    },
    {
      label: 'Track record',
      value: `${formatCount(offer.leases_completed)} of ${formatCount(offer.leases_opened)}`,
      note: 'leases completed',
    },
    {
      label: 'Takes',
      value: formatBytes(offer.max_upload_bytes),
      note: `upload; ${formatBytes(offer.memory_bytes)} of memory for a job`,
    },
    {
      label: 'Serves',
      value: formatDuration(Number(offer.max_duration_s)),
      note: `at most; ${formatDuration(Number(offer.min_duration_s))} at least`,
    },
  ];
}
