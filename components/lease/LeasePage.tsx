'use client';

import { type Address } from '@solana/kit';
import { useQuery } from '@tanstack/react-query';
import { createElement, type ReactNode } from 'react';

import { FeedLost } from '@/components/primitives/FeedLost';
import { PlaceUnknown } from '@/components/primitives/PlaceUnknown';
import { useTopics } from '@/components/primitives/use-topics';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { Page } from '@/components/ui/Page';
import { PartMissing } from '@/components/ui/PartMissing';
import { useLate } from '@/components/ui/use-late';
import { IndexError } from '@/lib/index-api/client';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { leaseQuery } from '@/lib/queries/index-queries';

import { LeaseSkeleton } from './LeaseSkeleton';
import { useLiveLease } from './use-live-lease';

/** A lease that was opened a moment ago may reach the index a moment later. */
const askAgainMs = 2_000;
const unknownStatus = 404;

const loadView = () => import('./LeaseView');

export interface LeasePageProps {
  readonly address: Address;
  /** What a renter gets whose browser does not hold the lease's session. */
  readonly takeOver: (lease: LeaseRow) => ReactNode;
}

/** One lease: for its renter, its provider, or anybody. */
export function LeasePage({ address, takeOver }: LeasePageProps) {
  const handle = useLiveLease(address);
  const view = useLate(loadView);
  useTopics([`lease:${address}`]);
  const mayAppear = handle.state.role === 'opening' || handle.state.commission !== null;
  const { data, error, refetch } = useQuery({
    ...leaseQuery(address),
    retry: false,
    refetchInterval: ({ state }) =>
      state.data === undefined && (mayAppear || !isNotFound(state.error)) ? askAgainMs : false,
  });
  const isUnknown = isNotFound(error);
  if (data !== undefined) {
    return (
      <>
        {view.component !== null ? (
          createElement(view.component, { detail: data, handle, takeOver })
        ) : view.failed ? (
          <ViewMissing tryAgain={view.tryAgain} />
        ) : (
          <LeaseSkeleton />
        )}
        <FeedLost />
      </>
    );
  }
  if (error === null || (isUnknown && mayAppear)) return <LeaseSkeleton />;
  if (isUnknown) {
    return (
      <PlaceUnknown title="There is no such lease">
        The chain of this site has never had a lease at this address. It may be of another network, or cut
        when it was copied.
      </PlaceUnknown>
    );
  }
  return (
    <Page narrow>
      <h1 className="text-2xl font-semibold">Lease</h1>
      <Notice
        tone="error"
        title="The lease cannot be read just now."
        next={
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        }
      >
        {error.message} The lease itself is on chain and goes on.
      </Notice>
    </Page>
  );
}

function ViewMissing({ tryAgain }: { readonly tryAgain: () => void }) {
  return (
    <Page narrow>
      <h1 className="text-2xl font-semibold">Lease</h1>
      <PartMissing tryAgain={tryAgain} />
    </Page>
  );
}

function isNotFound(error: Error | null): boolean {
  return error instanceof IndexError && error.status === unknownStatus;
}
