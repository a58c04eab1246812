'use client';

import { type PointerEvent, useState } from 'react';

import { type BookOffer } from '@/lib/matching/book-offer';

/** A row as shown: an offer, and whether it has left the book while its place was held. */
export interface ShownRow {
  readonly offer: BookOffer;
  readonly gone: boolean;
}

export interface HeldRows {
  readonly rows: readonly ShownRow[];
  /** Offers that have come or gone and show when the pointer leaves. */
  readonly waiting: number;
  /** For the element around the rows. */
  readonly handlers: {
    readonly onPointerEnter: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
  };
}

/**
 * Keeps rows where they are while a mouse points at them, so that nobody clicks what slid under the pointer: figures
 * change in place, rows that left turn dim, new ones wait.
 */
export function useHeldRows(offers: readonly BookOffer[]): HeldRows {
  const [held, setHeld] = useState<readonly BookOffer[] | null>(null);
  return {
    ...(held === null ? { rows: offers.map(present), waiting: 0 } : heldAgainst(held, offers)),
    handlers: {
      onPointerEnter: ({ pointerType }) => {
        if (pointerType === 'mouse') setHeld(offers);
      },
      onPointerLeave: () => setHeld(null),
    },
  };
}

/** Held places filled with what the offers are now. */
export function heldAgainst(
  held: readonly BookOffer[],
  offers: readonly BookOffer[],
): Pick<HeldRows, 'rows' | 'waiting'> {
  const now = new Map(offers.map((offer) => [offer.row.address, offer]));
  const rows = held.map((offer) => {
    const newer = now.get(offer.row.address);
    return newer === undefined ? { offer, gone: true } : present(newer);
  });
  const gone = rows.filter((row) => row.gone).length;
  return { rows, waiting: gone + (offers.length - (held.length - gone)) };
}

function present(offer: BookOffer): ShownRow {
  return { offer, gone: false };
}
