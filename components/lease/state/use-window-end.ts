'use client';

import { useQuery } from '@tanstack/react-query';

import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

import { attestationQuery } from '../attestation-query';

/** Until when the result can be contested, in unix seconds; null where there is none, or while it is not known. */
export function useWindowEnd({ address, state, closed }: LeaseRow): number | null {
  const { data } = useQuery({
    ...attestationQuery(address),
    enabled: state === LeaseState.Auditing && !closed,
  });
  return data === undefined || data === null ? null : Number(data.attestation.windowEndAt);
}
