import { type Attestation, getCloseAttestationInstruction } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/** Closes a settled attestation; its rent goes back to who paid it. Anyone may. */
export function closeAttestation(attestation: Located<Attestation>): ActionPlan {
  const { lease, rentPayer } = attestation.data;
  return {
    instructions: [getCloseAttestationInstruction({ lease, attestation: attestation.address, rentPayer })],
  };
}
