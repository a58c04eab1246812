'use client';

import { type RefObject, useSyncExternalStore } from 'react';

/** The rows to render of a long list in the page's own scroll: from `first` up to, not including, `end`. */
export interface BookWindow {
  readonly first: number;
  readonly end: number;
}

const serverRows = 24;
/** Rows rendered beyond both edges of the screen, and the step in which the window moves. */
const stepRows = 8;

/**
 * Rows near the visible part of the page, all of one height in CSS pixels. It asks the layout where the list is, so that
 * whatever grows or shrinks above the list needs no telling.
 */
export function useBookWindow(
  place: RefObject<HTMLElement | null>,
  count: number,
  rowPx: number,
): BookWindow {
  const shown = useSyncExternalStore(
    followScroll,
    () => {
      const topPx = place.current?.getBoundingClientRect().top;
      return topPx === undefined ? `0:${serverRows}` : windowText(topPx, window.innerHeight, rowPx);
    },
    () => `0:${serverRows}`,
  );
  const [first = 0, end = serverRows] = shown.split(':').map(Number);
  return { first: Math.min(first, Math.max(0, count - stepRows)), end: Math.min(end, count) };
}

/** `first:end` for a list whose top is at `topPx` of a screen; a text, because a snapshot is compared by identity. */
export function windowText(topPx: number, screenPx: number, rowPx: number): string {
  const above = Math.max(0, Math.floor(-topPx / rowPx));
  const first = Math.max(0, Math.floor(above / stepRows) * stepRows - stepRows);
  const visible = Math.ceil(screenPx / rowPx);
  return `${first}:${Math.ceil((above + visible) / stepRows) * stepRows + stepRows}`;
}

function followScroll(changed: () => void): () => void {
  window.addEventListener('scroll', changed, { passive: true });
  window.addEventListener('resize', changed);
  return () => {
    window.removeEventListener('scroll', changed);
    window.removeEventListener('resize', changed);
  };
}
