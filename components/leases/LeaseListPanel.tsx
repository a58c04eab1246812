'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';

import { useTopics } from '@/components/primitives/use-topics';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { Notice } from '@/components/ui/Notice';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { Skeleton } from '@/components/ui/Skeleton';
import { type LeaseParty, leasesQuery } from '@/lib/queries/index-queries';

import { inOrder } from './lease-standing';
import { LeaseCard } from './LeaseCard';

export interface LeaseListPanelProps {
  readonly title: string;
  readonly lead: string;
  readonly party: LeaseParty;
  /** Leases whose sessions this browser keeps. */
  readonly here: ReadonlySet<string>;
  readonly empty: ReactNode;
}

/** One party's leases, as fresh as the index. */
export function LeaseListPanel({ title, lead, party, here, empty }: LeaseListPanelProps) {
  const side = party.renter === undefined ? 'provider' : 'renter';
  useTopics([side === 'renter' ? `renter:${party.renter}` : `provider:${party.provider}`]);
  const { data, error, refetch } = useQuery(leasesQuery(party));
  const leases = data === undefined ? undefined : inOrder(data.leases);
  return (
    <section aria-label={title} className="flex flex-col gap-4">
      <SectionHeading title={title} lead={lead} />
      {leases !== undefined && leases.length > 0 && (
        <Card flush>
          <ul aria-label={title}>
            {leases.map((lease) => (
              <LeaseCard key={lease.address} lease={lease} side={side} isHere={here.has(lease.address)} />
            ))}
          </ul>
        </Card>
      )}
      {leases?.length === 0 && <Card flush>{empty}</Card>}
      {leases === undefined && error === null && <ListSkeleton />}
      {leases === undefined && error !== null && (
        <Notice
          tone="error"
          title="The leases cannot be read now."
          next={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message} They are safe on the chain meanwhile.
        </Notice>
      )}
    </section>
  );
}

/** Holds the place of a list. */
export function ListSkeleton() {
  return (
    <Card flush>
      <p className="sr-only" role="status">
        The leases are being read.
      </p>
      {Array.from({ length: 3 }, (_, row) => (
        <div
          key={row}
          className="flex justify-between gap-8 border-b border-line/70 px-5 py-5 last:border-b-0"
        >
          <div className="flex flex-col gap-2.5">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="h-4 w-56 max-w-[50vw]" />
            <Skeleton className="h-4 w-24" />
          </div>
          <Skeleton className="h-5 w-28" />
        </div>
      ))}
    </Card>
  );
}
