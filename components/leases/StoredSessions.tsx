'use client';

import { useQuery } from '@tanstack/react-query';

import { ButtonLink } from '@/components/ui/ButtonLink';
import { Notice } from '@/components/ui/Notice';
import { leasesQuery } from '@/lib/queries/index-queries';

import { standingOf } from './lease-standing';

const mostShown = 3;

/** Points out leases that wait for this browser: it alone holds their keys. */
export function StoredSessions({
  renter,
  here,
}: {
  readonly renter: string;
  readonly here: ReadonlySet<string>;
}) {
  const { data } = useQuery(leasesQuery({ renter }));
  const waiting = (data?.leases ?? []).filter((lease) => here.has(lease.address) && standingOf(lease).isLive);
  if (waiting.length === 0) return null;
  const [first] = waiting;
  return (
    <Notice
      title={
        waiting.length === 1 && first !== undefined
          ? 'A lease goes on and waits for this browser.'
          : `${waiting.length} leases go on and wait for this browser.`
      }
      next={waiting.slice(0, mostShown).map(({ address }) => (
        <ButtonLink key={address} size="small" tone="primary" href={`/lease/${address}`}>
          Continue {address.slice(0, 4)}…{address.slice(-4)}
        </ButtonLink>
      ))}
    >
      Their keys are here and nowhere else: open them to check what arrives and to vouch for the time.
    </Notice>
  );
}
