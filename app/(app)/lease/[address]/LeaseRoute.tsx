'use client';

import { type Address } from '@solana/kit';
import { lazy, Suspense } from 'react';

import { LeasePage } from '@/components/lease/LeasePage';
import { Skeleton } from '@/components/ui/Skeleton';
import { type LeaseRow } from '@/lib/index-api/shapes';

const TakeOverLease = lazy(() => import('./TakeOverLease'));

/** A lease's page; the job form comes only to a renter whose browser does not hold the lease. */
export function LeaseRoute({ address }: { readonly address: Address }) {
  return <LeasePage address={address} takeOver={takeOver} />;
}

const takeOver = (lease: LeaseRow) => (
  <Suspense fallback={<Skeleton className="h-96" />}>
    <TakeOverLease lease={lease} />
  </Suspense>
);
