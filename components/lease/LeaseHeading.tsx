import { AddressText } from '@/components/primitives/AddressText';
import { GpuClassName } from '@/components/primitives/GpuClassName';
import { ProviderName } from '@/components/primitives/ProviderName';
import { Badge } from '@/components/ui/Badge';
import { PageHeading } from '@/components/ui/PageHeading';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';

import { type LeaseStory } from './state/lease-story';
import { type Viewer } from './use-viewer';

export interface LeaseHeadingProps {
  readonly lease: LeaseRow;
  readonly story: LeaseStory;
  readonly viewer: Viewer;
}

const legends: Readonly<Record<Viewer, string>> = {
  renter: 'Your lease',
  provider: 'A lease you serve',
  visitor: 'Lease',
};

/** What is rented, from whom, by whom. */
export function LeaseHeading({ lease, story, viewer }: LeaseHeadingProps) {
  const known = genesisGpuClasses.find(({ classId }) => classId === lease.class_id);
  return (
    <PageHeading
      legend={legends[viewer]}
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <GpuClassName name={known?.name ?? `GPU class ${lease.class_id}`} />
          {lease.gpu_count > 1 && <span className="figures text-lg text-dim">×{lease.gpu_count}</span>}
          <Badge tone={story.tone} {...(story.isLive ? { lamp: 'lit' as const } : {})}>
            {story.label}
          </Badge>
        </span>
      }
      lead={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
          <span>
            by <ProviderName name={lease.provider_name} address={lease.provider} />
          </span>
          <span className="inline-flex items-center gap-1">
            for <AddressText address={lease.renter} />
          </span>
          <span className="inline-flex items-center gap-1">
            lease <AddressText address={lease.address} />
          </span>
        </span>
      }
    />
  );
}
