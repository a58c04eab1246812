'use client';

import { type ReactNode } from 'react';

import { AddressText } from '@/components/primitives/AddressText';
import { Ago } from '@/components/primitives/Ago';
import { Amount } from '@/components/primitives/Amount';
import { GpuClassName } from '@/components/primitives/GpuClassName';
import { Price } from '@/components/primitives/Price';
import { ProviderName } from '@/components/primitives/ProviderName';
import { TickingAmount } from '@/components/primitives/TickingAmount';
import { Badge } from '@/components/ui/Badge';
import { Meter } from '@/components/ui/Meter';
import { PageLink } from '@/components/ui/PageLink';
import { formatCount } from '@/lib/domain/quantity';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';
import { grossAccrued, netAccrued } from '@/lib/queries/lease-accrual';

import { type LeaseStanding, standingOf } from './lease-standing';

/** Whose eyes look at the lease: what the renter pays is not what the provider keeps. */
export type LeaseSide = 'renter' | 'provider';

export interface LeaseCardProps {
  readonly lease: LeaseRow;
  readonly side: LeaseSide;
  /** This browser holds its session, which can go on. */
  readonly isHere: boolean;
}

/** One lease in a list: what, with whom, how far, for how much. */
export function LeaseCard({ lease, side, isHere }: LeaseCardProps) {
  const standing = standingOf(lease);
  return (
    <li className="relative grid gap-x-6 gap-y-3 border-b border-line/70 px-4 py-4 last:border-b-0 hover:bg-raised/40 sm:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_auto] sm:items-center sm:px-5">
      <div className="flex min-w-0 flex-col gap-1.5">
        <PageLink
          href={`/lease/${lease.address}`}
          className="w-fit rounded-control text-base after:absolute after:inset-0 hover:underline"
        >
          <GpuClassName name={classNameOf(lease)} />
        </PageLink>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-dim">
          <Parties lease={lease} side={side} />
          <span className="relative">
            <AddressText address={lease.address} />
          </span>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <StandingBadge standing={standing} />
          {isHere && standing.isLive && <Badge tone="gauge">continues in this browser</Badge>}
        </div>
      </div>
      <Progress lease={lease} />
      <Money lease={lease} side={side} isLive={standing.isLive} />
    </li>
  );
}

function Parties({ lease, side }: Pick<LeaseCardProps, 'lease' | 'side'>): ReactNode {
  if (side === 'provider') {
    return (
      <span className="relative">
        for <AddressText address={lease.renter} copy={false} />
      </span>
    );
  }
  return (
    <span className="relative">
      by <ProviderName name={lease.provider_name} address={lease.provider} />
    </span>
  );
}

function StandingBadge({ standing }: { readonly standing: LeaseStanding }) {
  return (
    <Badge tone={standing.tone} {...(standing.isLive ? { lamp: 'lit' as const } : {})}>
      {standing.label}
    </Badge>
  );
}

function Progress({ lease }: { readonly lease: LeaseRow }) {
  const { segment_count: all, delivered_segments, accepted_segments, attested_segments } = lease;
  const done = [delivered_segments, accepted_segments, attested_segments].reduce((most, some) =>
    some > most ? some : most,
  );
  const text = `${formatCount(done)} of ${formatCount(all)} segments`;
  return (
    <div className="flex min-w-0 flex-col gap-1.5 text-xs text-dim">
      <span className="flex justify-between gap-3">
        <span className="figures">{all === 0n ? 'no segments' : text}</span>
        <Ago unixS={Number(lease.opened_at_unix_s)} className="figures" />
      </span>
      {all > 0n && <Meter label="Segments delivered" share={Number(done) / Number(all)} valueText={text} />}
    </div>
  );
}

function Money({
  lease,
  side,
  isLive,
}: Pick<LeaseCardProps, 'lease' | 'side'> & { readonly isLive: boolean }) {
  const accrued = side === 'renter' ? grossAccrued : netAccrued;
  return (
    <div className="flex flex-col gap-0.5 sm:min-w-48 sm:items-end">
      <span className="figures text-base">
        <TickingAmount
          atoms={(nowUnixS) => accrued(lease, nowUnixS)}
          initialAtoms={lease.released_usdc_atoms}
          title={isLive ? 'At most: if all of its time so far is proved and its work delivered.' : 'Final.'}
        />{' '}
        <span className="text-xs text-dim">USDC {side === 'renter' ? 'spent' : 'earned'}</span>
      </span>
      <span className="text-xs text-dim">
        of <Amount atoms={lease.funded_usdc_atoms} />, <Price atomsPerHour={lease.rate_per_hour_usdc_atoms} />
      </span>
    </div>
  );
}

function classNameOf({ class_id }: LeaseRow): string {
  const known = genesisGpuClasses.find(({ classId }) => classId === class_id);
  return known?.name ?? `GPU class ${class_id}`;
}
