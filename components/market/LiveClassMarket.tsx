'use client';

import { type ReactNode, useState } from 'react';

import { FeedLost } from '@/components/primitives/FeedLost';
import { Freshness } from '@/components/primitives/Freshness';
import { useChainTime } from '@/components/primitives/use-chain-time';
import { Card } from '@/components/ui/Card';
import { Empty } from '@/components/ui/Empty';
import { PageHeading } from '@/components/ui/PageHeading';
import { PageLink } from '@/components/ui/PageLink';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { type ClassRow, type MarketSnapshot } from '@/lib/index-api/shapes';
import { openBook } from '@/lib/matching/book-offer';
import { classDepths } from '@/lib/matching/class-depth';
import { cheapestFirst, sortOffers } from '@/lib/matching/sort-offers';
import { type FirstMarket } from '@/lib/queries/first-market';

import { BookTable } from './BookTable';
import { ClassFigures } from './ClassFigures';
import { MarketSkeleton } from './MarketSkeleton';
import { MarketUnreachable } from './MarketUnreachable';
import { useMarket } from './use-market';

const clockStepS = 2;

export interface LiveClassMarketProps {
  readonly classRow: ClassRow;
  readonly first: FirstMarket | null;
  /** The price history, which another slice draws. */
  readonly chart: ReactNode;
}

/** One GPU model: what it costs now and has cost, and its offers. */
export function LiveClassMarket({ classRow, first, chart }: LiveClassMarketProps) {
  const { market, error, readAgain } = useMarket(first);
  return (
    <>
      <PageHeading
        legend={
          <PageLink href="/market" className="hover:underline">
            Market
          </PageLink>
        }
        title={`${classRow.name}, by the second`}
        aside={<Freshness firstSlot={market?.as_of.slot} />}
      />
      {market !== undefined ? (
        <ClassMarket classRow={classRow} market={market} chart={chart} />
      ) : error !== null ? (
        <MarketUnreachable error={error} onRetry={readAgain} />
      ) : (
        <MarketSkeleton />
      )}
      <FeedLost />
    </>
  );
}

interface ClassMarketProps {
  readonly classRow: ClassRow;
  readonly market: MarketSnapshot;
  readonly chart: ReactNode;
}

function ClassMarket({ classRow, market, chart }: ClassMarketProps) {
  const [order, setOrder] = useState(cheapestFirst);
  const nowUnixS = useChainTime(clockStepS);
  const ofClass = market.offers.filter(({ class_id }) => class_id === classRow.class_id);
  const book = openBook(
    ofClass,
    market.classes,
    nowUnixS === null ? market.as_of.chain_unix_s : BigInt(nowUnixS),
  );
  const [depth] = classDepths(book, [classRow]);
  return (
    <>
      {depth !== undefined && <ClassFigures {...depth} />}
      <section aria-labelledby="history" className="flex flex-col gap-4">
        <SectionHeading id="history" title="Price over time" />
        {chart}
      </section>
      <section aria-labelledby="offers" className="flex flex-col gap-4">
        <SectionHeading id="offers" title="Offers that can be taken now" />
        {book.length === 0 ? (
          <Card flush>
            <Empty
              title={`No ${classRow.name} is free`}
              next={
                <PageLink href="/market" className="text-sm text-ember underline underline-offset-4">
                  See every model
                </PageLink>
              }
            >
              An offer appears here by itself as soon as a GPU of this model is free and its worker is heard.
            </Empty>
          </Card>
        ) : (
          <BookTable
            label={`Offers of ${classRow.name}`}
            offers={sortOffers(book, order)}
            order={order}
            onOrder={setOrder}
          />
        )}
      </section>
    </>
  );
}
