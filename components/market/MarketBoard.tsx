'use client';

import { useDeferredValue, useState } from 'react';

import { useChainTime } from '@/components/primitives/use-chain-time';
import { Button } from '@/components/ui/Button';
import { NativeSelect } from '@/components/ui/NativeSelect';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatCount } from '@/lib/domain/quantity';
import { type ClassRow, type MarketSnapshot } from '@/lib/index-api/shapes';
import { openBook } from '@/lib/matching/book-offer';
import { classDepths } from '@/lib/matching/class-depth';
import { type Matches, matchOffers } from '@/lib/matching/match-offers';
import { askedFor } from '@/lib/matching/requirement';
import { type BookView } from '@/lib/matching/requirement-url';
import { type BookOrder, sortKeys, sortOffers, startsDescending } from '@/lib/matching/sort-offers';

import { sortNames } from './book-columns';
import { BookTable } from './BookTable';
import { ClassStrip } from './ClassStrip';
import { FilterPanel } from './FilterPanel';
import { NothingMatches } from './NothingMatches';
import { useBookView } from './use-book-view';

/** Seconds between looks at the clock: an offer whose provider fell silent leaves the book within this time. */
const clockStepS = 2;

export interface MarketBoardProps {
  readonly market: MarketSnapshot;
  /** False while the market holds only the first offers of a long book. */
  readonly isWhole: boolean;
}

/** The order book with its filters, for a market as it is now. */
export function MarketBoard({ market, isWhole }: MarketBoardProps) {
  const [view, setView] = useBookView();
  // Typing stays quick however long the book is: the rows may come a moment later than the letters.
  const { requirement, order } = useDeferredValue(view);
  const nowUnixS = useChainTime(clockStepS);
  const book = openBook(
    market.offers,
    market.classes,
    nowUnixS === null ? market.as_of.chain_unix_s : BigInt(nowUnixS),
  );
  const matches = matchOffers(book, requirement);
  const offers = sortOffers(matches.offers, order);
  return (
    <>
      <ClassStrip depths={classDepths(book, market.classes)} isWhole={isWhole} />
      <section aria-labelledby="book" className="grid items-start gap-6 xl:grid-cols-[13.5rem_minmax(0,1fr)]">
        <h2 id="book" className="sr-only">
          Offers
        </h2>
        <Filters
          classes={market.classes}
          facets={isWhole ? matches.facets : null}
          view={view}
          onView={setView}
        />
        <div className="flex min-w-0 flex-col gap-3">
          <BookSummary
            matches={matches}
            isWhole={isWhole}
            order={view.order}
            onOrder={(next) => setView({ ...view, order: next })}
          />
          {offers.length === 0 && !isWhole ? (
            <Skeleton className="h-90" />
          ) : offers.length === 0 ? (
            <NothingMatches
              book={book}
              matches={matches}
              requirement={requirement}
              onChange={(next) => setView({ ...view, requirement: next })}
            />
          ) : (
            <BookTable
              label="Offers that can be taken now"
              offers={offers}
              order={order}
              onOrder={(next) => setView({ ...view, order: next })}
            />
          )}
        </div>
      </section>
    </>
  );
}

interface FiltersProps {
  readonly classes: readonly ClassRow[];
  readonly facets: Matches['facets'] | null;
  readonly view: BookView;
  readonly onView: (view: BookView) => void;
}

/** The filters beside the book on a wide screen, behind a button above it elsewhere. */
function Filters({ classes, facets, view, onView }: FiltersProps) {
  const [open, setOpen] = useState(false);
  const asked = askedFor(view.requirement).length;
  return (
    <div className="xl:sticky xl:top-18 xl:max-h-[calc(100dvh-5rem)] xl:overflow-y-auto xl:pr-1">
      <Button
        className="w-full xl:hidden"
        aria-expanded={open}
        aria-controls="market-filters"
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide filters' : asked === 0 ? 'Filters' : `Filters (${asked} set)`}
      </Button>
      <div id="market-filters" className={`${open ? 'block' : 'hidden'} pt-4 xl:block xl:pt-0`}>
        <FilterPanel
          classes={classes}
          facets={facets}
          requirement={view.requirement}
          onChange={(requirement) => onView({ ...view, requirement })}
        />
      </div>
    </div>
  );
}

interface BookSummaryProps {
  readonly matches: Matches;
  readonly isWhole: boolean;
  readonly order: BookOrder;
  readonly onOrder: (order: BookOrder) => void;
}

/** How much of the book shows, and the order of the cards on a phone. */
function BookSummary({ matches, isWhole, order, onOrder }: BookSummaryProps) {
  const shown = matches.offers.length;
  return (
    <div className="flex min-h-10 items-center justify-between gap-4">
      <p className="text-sm text-dim">
        {isWhole ? (
          <>
            <span className="figures text-ink">{formatCount(shown)}</span>
            {shown === matches.considered ? '' : ` of ${formatCount(matches.considered)}`}{' '}
            {matches.considered === 1 ? 'offer' : 'offers'} that can be taken now
          </>
        ) : (
          'The first offers; the others are on their way'
        )}
      </p>
      <NativeSelect
        aria-label="Sort by"
        className="lg:hidden"
        value={order.key}
        onChange={({ target }) => {
          const key = sortKeys.find((one) => one === target.value);
          if (key !== undefined) onOrder({ key, descending: startsDescending(key) });
        }}
      >
        {sortKeys.map((key) => (
          <option key={key} value={key}>
            {sortNames[key]}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
