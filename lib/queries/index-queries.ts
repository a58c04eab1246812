import { queryOptions } from '@tanstack/react-query';

import { askIndex } from '@/lib/index-api/client';
import { leaseDetail, leaseList, marketSnapshot, priceHistory, providerDetail } from '@/lib/index-api/shapes';

import { leaseAfter, leasesAfter, marketAfter, pricesAfter, providerAfter } from './apply-event';
import { topicsOf, withHeard } from './heard';

/** Who a list of leases is about. */
export type LeaseParty =
  | { readonly renter: string; readonly provider?: never }
  | { readonly provider: string; readonly renter?: never };

/** Keys are strings and numbers alone. What the stream keeps fresh is never stale by age. */
export const queryKeys = {
  market: () => ['index', 'market'] as const,
  prices: (classId: number) => ['index', 'prices', classId] as const,
  lease: (address: string) => ['index', 'lease', address] as const,
  leases: (party: LeaseParty) =>
    party.renter === undefined
      ? (['index', 'leases', 'provider', party.provider] as const)
      : (['index', 'leases', 'renter', party.renter] as const),
  provider: (address: string) => ['index', 'provider', address] as const,
};

/** Rows that did not change keep their identity by themselves; comparing all of a long book would take longer than a frame. */
const fedByStream = { staleTime: Infinity, structuralSharing: false } as const;

export const marketQuery = () =>
  queryOptions({
    queryKey: queryKeys.market(),
    queryFn: async ({ signal, queryKey }) =>
      withHeard(await askIndex('/api/market', marketSnapshot, signal), topicsOf(queryKey), marketAfter),
    ...fedByStream,
  });

export const priceHistoryQuery = (classId: number) =>
  queryOptions({
    queryKey: queryKeys.prices(classId),
    queryFn: async ({ signal, queryKey }) =>
      withHeard(
        await askIndex(`/api/prices?class_id=${classId}`, priceHistory, signal),
        topicsOf(queryKey),
        (history, event) => pricesAfter(history, classId, event),
      ),
    ...fedByStream,
  });

export const leaseQuery = (address: string) =>
  queryOptions({
    queryKey: queryKeys.lease(address),
    queryFn: async ({ signal, queryKey }) =>
      withHeard(
        await askIndex(`/api/leases/${encodeURIComponent(address)}`, leaseDetail, signal),
        topicsOf(queryKey),
        leaseAfter,
      ),
    ...fedByStream,
  });

export const leasesQuery = (party: LeaseParty) =>
  queryOptions({
    queryKey: queryKeys.leases(party),
    queryFn: async ({ signal, queryKey }) => {
      const [, , name, address] = queryKey;
      return withHeard(
        await askIndex(`/api/leases?${name}=${encodeURIComponent(address)}`, leaseList, signal),
        topicsOf(queryKey),
        (list, event) => leasesAfter(list, (lease) => lease[name] === address, event),
      );
    },
    ...fedByStream,
  });

export const providerQuery = (address: string) =>
  queryOptions({
    queryKey: queryKeys.provider(address),
    queryFn: async ({ signal, queryKey }) =>
      withHeard(
        await askIndex(`/api/providers/${encodeURIComponent(address)}`, providerDetail, signal),
        topicsOf(queryKey),
        providerAfter,
      ),
    ...fedByStream,
  });
