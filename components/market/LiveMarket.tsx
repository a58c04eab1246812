'use client';

import { FeedLost } from '@/components/primitives/FeedLost';
import { Freshness } from '@/components/primitives/Freshness';
import { PageHeading } from '@/components/ui/PageHeading';
import { type FirstMarket } from '@/lib/queries/first-market';

import { MarketBoard } from './MarketBoard';
import { MarketSkeleton } from './MarketSkeleton';
import { MarketUnreachable } from './MarketUnreachable';
import { useMarket } from './use-market';

/** The market page: the server's market first, then the stream's. */
export function LiveMarket({ first }: { readonly first: FirstMarket | null }) {
  const { market, isWhole, error, readAgain } = useMarket(first);
  return (
    <>
      <PageHeading
        title="Market"
        lead="Every offer here can be taken now, at this price, in one transaction. Billed by the second."
        aside={<Freshness firstSlot={market?.as_of.slot} />}
      />
      {market !== undefined ? (
        <MarketBoard market={market} isWhole={isWhole} />
      ) : error !== null ? (
        <MarketUnreachable error={error} onRetry={readAgain} />
      ) : (
        <MarketSkeleton />
      )}
      <FeedLost />
    </>
  );
}
