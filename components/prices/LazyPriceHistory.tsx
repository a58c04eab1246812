'use client';

import { Late } from '@/components/ui/Late';
import { Skeleton } from '@/components/ui/Skeleton';

import { type PriceHistoryPanelProps } from './PriceHistoryPanel';

const loadPanel = async () => ({ default: (await import('./PriceHistoryPanel')).PriceHistoryPanel });

/** `PriceHistoryPanel` for a page whose subject is another: its code comes after the page can be read. */
export function LazyPriceHistory(props: PriceHistoryPanelProps) {
  return <Late load={loadPanel} props={props} fallback={<Skeleton className="h-[26.5rem]" />} />;
}
