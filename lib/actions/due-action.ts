import { type Address, type TransactionSigner } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';
import { type Result } from '@/lib/domain/result';
import { fetchMaybeAttestation, findAttestationPda, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { dueLeaseStep } from './due/lease-step';
import { endLease } from './end-lease';
import { expireLease } from './expire-lease';
import { failLease } from './fail-lease';
import { type ActionPlan, type Located } from './plan';
import { settleLease } from './settle-lease';

/**
 * The step that anyone may take now because a deadline has passed, in seconds and in slots: a provider that never starts,
 * never attests, never answers or never comes back must not hold the escrow. Whoever takes it is tipped by the lease.
 *
 * @returns null when nothing is due
 * @throws RpcError when the chain cannot be asked
 */
export async function dueAction(request: {
  readonly rpc: Parameters<typeof fetchMaybeAttestation>[0];
  readonly cranker: TransactionSigner;
  readonly lease: Located<Lease>;
  readonly now: ChainInstant;
}): Promise<Result<ActionPlan> | null> {
  const { rpc, cranker, lease, now } = request;
  const auditing = lease.data.state === LeaseState.Auditing ? await latestAttestation(rpc, lease) : undefined;
  switch (dueLeaseStep(lease.data, auditing?.windowEnd, now)) {
    case 'expire':
      return expireLease({ cranker, lease });
    case 'fail':
      return failLease({ cranker, lease });
    case 'end':
      return endLease({ cranker, lease });
    case 'settle':
      return settleLease({ cranker, lease });
    case 'release':
      return auditing === undefined ? null : settleLease({ cranker, lease, attestation: auditing.address });
    case null:
      return null;
  }
}

/** Where the latest attestation of a lease is and when its window ends; undefined where there is none. @throws RpcError */
export async function latestAttestation(
  rpc: Parameters<typeof fetchMaybeAttestation>[0],
  lease: Located<Lease>,
): Promise<{ readonly address: Address; readonly windowEnd: ChainInstant } | undefined> {
  if (lease.data.attestationSeq === 0) return undefined;
  const [address] = await findAttestationPda({ lease: lease.address, seq: lease.data.attestationSeq - 1 });
  const attestation = await fetchMaybeAttestation(rpc, address, { commitment: 'confirmed' });
  if (!attestation.exists) return undefined;
  const { windowEndAt, windowEndSlot } = attestation.data;
  return { address, windowEnd: { unixSeconds: windowEndAt, slot: windowEndSlot } };
}
