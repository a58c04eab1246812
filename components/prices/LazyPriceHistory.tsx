'use client';

import dynamic from 'next/dynamic';

import { Skeleton } from '@/components/ui/Skeleton';

/** `PriceHistoryPanel` for a page whose subject is another: its code comes after the page can be read. */
export const LazyPriceHistory = dynamic(
  () => import('./PriceHistoryPanel').then(({ PriceHistoryPanel }) => PriceHistoryPanel),
  { ssr: false, loading: () => <Skeleton className="h-[26.5rem]" /> },
);
