import { queryOptions } from '@tanstack/react-query';

import { askIndex } from '@/lib/index-api/client';
import {
  leaseDetail,
  leaseList,
  marketSnapshot,
  priceHistory,
  providerDetail,
  transactionDetail,
} from '@/lib/index-api/shapes';

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
  transaction: (signature: string) => ['index', 'transaction', signature] as const,
};

const fedByStream = { staleTime: Infinity, refetchOnReconnect: true } as const;

export const marketQuery = () =>
  queryOptions({
    queryKey: queryKeys.market(),
    queryFn: ({ signal }) => askIndex('/api/market', marketSnapshot, signal),
    ...fedByStream,
  });

export const priceHistoryQuery = (classId: number) =>
  queryOptions({
    queryKey: queryKeys.prices(classId),
    queryFn: ({ signal }) => askIndex(`/api/prices?class_id=${classId}`, priceHistory, signal),
    ...fedByStream,
  });

export const leaseQuery = (address: string) =>
  queryOptions({
    queryKey: queryKeys.lease(address),
    queryFn: ({ signal }) => askIndex(`/api/leases/${encodeURIComponent(address)}`, leaseDetail, signal),
    ...fedByStream,
  });

export const leasesQuery = (party: LeaseParty) =>
  queryOptions({
    queryKey: queryKeys.leases(party),
    queryFn: ({ signal }) => {
      const [name, address] =
        party.renter === undefined ? ['provider', party.provider] : ['renter', party.renter];
      return askIndex(`/api/leases?${name}=${encodeURIComponent(address)}`, leaseList, signal);
    },
    ...fedByStream,
  });

export const providerQuery = (address: string) =>
  queryOptions({
    queryKey: queryKeys.provider(address),
    queryFn: ({ signal }) =>
      askIndex(`/api/providers/${encodeURIComponent(address)}`, providerDetail, signal),
    ...fedByStream,
  });

/** A transaction that landed does not change; one that is not known yet is asked for again by the page. */
export const transactionQuery = (signature: string) =>
  queryOptions({
    queryKey: queryKeys.transaction(signature),
    queryFn: ({ signal }) =>
      askIndex(`/api/transactions/${encodeURIComponent(signature)}`, transactionDetail, signal),
    staleTime: Infinity,
  });
