'use client';

import { type Address } from '@solana/kit';

import { LeasePage } from '@/components/lease/LeasePage';
import { Late } from '@/components/ui/Late';
import { Skeleton } from '@/components/ui/Skeleton';
import { type LeaseRow } from '@/lib/index-api/shapes';

const loadTakeOver = () => import('./TakeOverLease');

/** A lease's page; the job form comes only to a renter whose browser does not hold the lease. */
export function LeaseRoute({ address }: { readonly address: Address }) {
  return <LeasePage address={address} takeOver={takeOver} />;
}

const takeOver = (lease: LeaseRow) => (
  <Late load={loadTakeOver} props={{ lease }} fallback={<Skeleton className="h-96" />} />
);
