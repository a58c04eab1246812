import { type Address, type TransactionSigner } from '@solana/kit';

import { absentDigest, type Digest } from '@/lib/domain/commitment';
import { failure, type Result, success } from '@/lib/domain/result';
import {
  findAttestationPda,
  findParamsPda,
  getAttestResultInstructionAsync,
  type Lease,
  LeaseState,
} from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

export type AttestResultCode = LeaseStateCode | 'segments_out_of_range';

/** An attestation in the making. */
export interface AttestResultPlan extends ActionPlan {
  /** Where the attestation will stand. */
  readonly attestation: Address;
}

/** The provider commits to its result, of all segments or, after a stop, of a prefix. */
export async function attestResult(request: {
  readonly worker: TransactionSigner;
  /** Pays the attestation's rent and gets it back when it is closed. */
  readonly payer: TransactionSigner;
  readonly lease: Located<Lease>;
  /** Number of segments attested, from the first. */
  readonly segments: bigint;
  /** The plan's cumulative work units after the last of them, and the proof that the plan says so. */
  readonly units: bigint;
  readonly planProof: readonly Digest[];
  readonly segmentsRoot: Digest;
  readonly resultRoot: Digest;
  readonly resultBytes: bigint;
  /** Of a session: how many requests were served since the attestation before, and the root over them. */
  readonly requests?: { readonly count: number; readonly root: Digest };
  /** Opens the commitment made when the lease was accepted or started. */
  readonly providerSecret: Uint8Array;
}): Promise<Result<AttestResultPlan, AttestResultCode>> {
  const { lease, planProof, requests, ...attested } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active, LeaseState.Stopping]);
  if (!state.ok) return state;
  if (attested.segments <= lease.data.attestedSegments || attested.segments > lease.data.segmentCount) {
    return failure(
      'segments_out_of_range',
      `${attested.segments} segments is not more than the ${lease.data.attestedSegments} attested, or beyond the ${lease.data.segmentCount} of the job.`,
      'Attest the segments that were computed, counted from the first.',
    );
  }
  const seq = lease.data.attestationSeq;
  const attestation = await findAttestationPda({ lease: lease.address, seq });
  const [params] = await findParamsPda({ paramsVersion: lease.data.paramsVersion });
  const instruction = await getAttestResultInstructionAsync({
    ...attested,
    provider: lease.data.provider,
    offer: lease.data.offer,
    lease: lease.address,
    attestation,
    params,
    seq,
    requestsRoot: requests?.root ?? absentDigest(),
    requestCount: requests?.count ?? 0,
    proof: [...planProof],
  });
  return success({ instructions: [instruction], attestation: attestation[0] });
}
