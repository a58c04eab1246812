import { address } from '@solana/kit';

import {
  type Attestation,
  fetchMaybeAttestation,
  fetchMaybeLease,
  findAttestationPda,
  type Lease,
} from '@/lib/pyronet/generated';
import { browserChain } from '@/lib/rpc/browser-chain';

export interface AttestedLease {
  readonly lease: Lease;
  readonly attestation: Attestation;
}

/** The lease and its newest attestation; null where one of them is not, or not any more. @throws RpcError */
export async function readAttestation(leaseAddress: string): Promise<AttestedLease | null> {
  const { rpc } = await browserChain();
  const at = address(leaseAddress);
  const lease = await fetchMaybeLease(rpc, at, { commitment: 'confirmed' });
  if (!lease.exists || lease.data.attestationSeq === 0) return null;
  const [place] = await findAttestationPda({ lease: at, seq: lease.data.attestationSeq - 1 });
  const attestation = await fetchMaybeAttestation(rpc, place, { commitment: 'confirmed' });
  return attestation.exists ? { lease: lease.data, attestation: attestation.data } : null;
}
