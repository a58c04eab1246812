'use client';

import { useRef } from 'react';

import { useMedia } from '@/components/primitives/use-media';
import { type BookOffer } from '@/lib/matching/book-offer';
import { type BookOrder } from '@/lib/matching/sort-offers';

import { BookHead } from './BookHead';
import { BookRow } from './BookRow';
import { useBookWindow } from './use-book-window';
import { useHeldRows } from './use-held-rows';

/** Heights of a row, equal to `h-15` and `h-44` in BookRow and to the spacers below. */
const tableRowPx = 60;
const cardRowPx = 176;

export interface BookTableProps {
  readonly label: string;
  /** Sorted. */
  readonly offers: readonly BookOffer[];
  readonly order: BookOrder;
  readonly onOrder?: (order: BookOrder) => void;
}

/** Offers as a table, or as cards on a phone; only what is near the screen is in the page. */
export function BookTable({ label, offers, order, onOrder }: BookTableProps) {
  const place = useRef<HTMLDivElement>(null);
  const isTable = useMedia('(min-width: 64rem)', true);
  const { rows, waiting, handlers } = useHeldRows(offers);
  const { first, end } = useBookWindow(place, rows.length, isTable ? tableRowPx : cardRowPx);
  const last = Math.min(end, rows.length);
  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      className="rounded-panel border-line lg:border lg:bg-panel"
    >
      <BookHead order={order} {...(onOrder === undefined ? {} : { onOrder })} />
      <div role="rowgroup" ref={place} {...handlers}>
        <Spacer rows={first} />
        {rows.slice(first, last).map(({ offer, gone }, index) => (
          <BookRow key={offer.row.address} offer={offer} gone={gone} position={first + index + 2} />
        ))}
        <Spacer rows={rows.length - last} />
      </div>
      {waiting > 0 && (
        <p className="pointer-events-none sticky bottom-3 z-20 mx-auto w-fit rounded-control border border-line bg-raised px-3 py-1.5 text-xs shadow-lg">
          {waiting} {waiting === 1 ? 'change waits' : 'changes wait'} until the pointer leaves the rows
        </p>
      )}
    </div>
  );
}

/** The height of rows that are not in the page, right for cards and table without asking which it is. */
function Spacer({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null;
  return (
    <div
      aria-hidden
      className="h-[calc(var(--rows)*11rem)] lg:h-[calc(var(--rows)*3.75rem)]"
      style={{ '--rows': rows } as React.CSSProperties}
    />
  );
}
