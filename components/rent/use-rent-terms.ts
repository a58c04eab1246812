'use client';

import { type Address } from '@solana/kit';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';

import { readRentTerms } from './read-rent-terms';
import { type RentTerms } from './rent-terms';

/** Between two looks at the chain while a quote is open. */
const refetchIntervalMs = 5_000;
/** How long a look may take before the quote is said to be old. */
const patienceMs = 10_000;

export const rentTermsKey = (offer: string, renter: string | null) =>
  ['rent-terms', offer, renter ?? 'nobody'] as const;

/**
 * What the quote rests on, read from the chain again and again while it is shown, and at once when the index hears of a
 * change of the offer (`offerSlot`). Null where the chain has no such offer.
 */
export function useRentTerms(
  offer: Address,
  renter: Address | null,
  offerSlot: bigint | null,
): UseQueryResult<RentTerms | null> {
  const terms = useQuery({
    queryKey: rentTermsKey(offer, renter),
    queryFn: () => withinPatience(readRentTerms(offer, renter)),
    staleTime: 0,
    retry: false,
    refetchInterval: refetchIntervalMs,
    refetchOnWindowFocus: true,
    placeholderData: (earlier: RentTerms | null | undefined) => forAnybody(earlier, offer),
  });
  const { refetch } = terms;
  const heardOf = offerSlot?.toString();
  useEffect(() => {
    if (heardOf !== undefined) void refetch();
  }, [refetch, heardOf]);
  return terms;
}

/** What another account saw of the same offer: its purse is nobody else's business. */
function forAnybody(terms: RentTerms | null | undefined, offer: Address): RentTerms | undefined {
  return terms?.offer.address === offer ? { ...terms, holdings: null } : undefined;
}

/** The chain's door tries for longer than a reader of a quote should wait without a word. */
function withinPatience<Answer>(answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The chain does not answer.')), patienceMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
