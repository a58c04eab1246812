'use client';

import { useQuery } from '@tanstack/react-query';

import { useTopics } from '@/components/primitives/use-topics';
import { type MarketSnapshot } from '@/lib/index-api/shapes';
import { type FirstMarket } from '@/lib/queries/first-market';
import { marketQuery } from '@/lib/queries/index-queries';

const topics = ['market'] as const;
/** A market that nobody followed for longer than this, while another page was open, is read again. */
const keptMs = 5_000;

/** The market as the page has it now. */
export interface MarketReading {
  readonly market: MarketSnapshot | undefined;
  /** False while only the first offers of a long book are here: nothing may be counted over them. */
  readonly isWhole: boolean;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** The server's market first, then the stream's. */
export function useMarket(first: FirstMarket | null): MarketReading {
  const query = useQuery({
    ...marketQuery(),
    staleTime: keptMs,
    ...(first?.complete === true && { initialData: first.market }),
    ...(first?.complete === false && { placeholderData: first.market }),
  });
  useTopics(topics);
  return {
    market: query.data,
    isWhole: !query.isPlaceholderData,
    error: query.error,
    readAgain: () => void query.refetch(),
  };
}
