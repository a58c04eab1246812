'use client';

import { usePathname, useSearchParams } from 'next/navigation';

import { type BookView, readBookView, writeBookView } from '@/lib/matching/requirement-url';

/** The view of the book that the address tells, and how to change both. The address is the only place it is kept. */
export function useBookView(): readonly [BookView, (next: BookView) => void] {
  const path = usePathname();
  const parameters = useSearchParams();
  const view = readBookView(new URLSearchParams(parameters.toString()));
  function change(next: BookView): void {
    const text = writeBookView(next, new URLSearchParams(window.location.search)).toString();
    window.history.replaceState(null, '', text === '' ? path : `${path}?${text}`);
  }
  return [view, change];
}
