'use client';

import { useQuery } from '@tanstack/react-query';

import { useTopics } from '@/components/primitives/use-topics';
import { type ClassRow, type MarketSnapshot, type OfferRow } from '@/lib/index-api/shapes';
import { marketQuery } from '@/lib/queries/index-queries';

/** An offer as the index tells of it. */
export interface Machine {
  readonly offer: OfferRow;
  /** Undefined where the class is younger than what this page read. */
  readonly gpuClass: ClassRow | undefined;
}

export type MachineState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable'; readonly message: string; readonly retry: () => void }
  | { readonly kind: 'gone' }
  | { readonly kind: 'present'; readonly machine: Machine };

/** The offer and what a renter wants to know of its provider, kept as new as the index. */
export function useMachine(address: string): MachineState {
  useTopics(['market']);
  const market = useQuery(marketQuery());
  if (market.data !== undefined) return machineOf(market.data, address);
  if (market.error === null) return { kind: 'loading' };
  return { kind: 'unreachable', message: market.error.message, retry: () => void market.refetch() };
}

function machineOf(market: MarketSnapshot, address: string): MachineState {
  const offer = market.offers.find((row) => row.address === address);
  if (offer === undefined) return { kind: 'gone' };
  const gpuClass = market.classes.find((row) => row.class_id === offer.class_id);
  return { kind: 'present', machine: { offer, gpuClass } };
}
