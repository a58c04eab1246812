import { queryOptions } from '@tanstack/react-query';

/** A lease with the attestation of its result, as the chain has them now; null where one of them is not there. */
export const attestationQuery = (lease: string) =>
  queryOptions({
    queryKey: ['chain', 'attestation', lease],
    queryFn: async () => {
      const { readAttestation } = await import('./read-attestation');
      return readAttestation(lease);
    },
    staleTime: 5_000,
  });
