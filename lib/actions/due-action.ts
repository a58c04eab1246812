import { type TransactionSigner } from '@solana/kit';

import { type ChainInstant, hasPassed } from '@/lib/domain/deadline';
import { type Result } from '@/lib/domain/result';
import { fetchMaybeAttestation, findAttestationPda, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { endLease } from './end-lease';
import { expireLease } from './expire-lease';
import { failLease, pingIsUnanswered } from './fail-lease';
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
  const { data } = lease;
  const passed = (unixSeconds: bigint, slot: bigint): boolean => hasPassed({ unixSeconds, slot }, now);
  switch (data.state) {
    case LeaseState.Open:
      return passed(data.acceptBy, data.acceptBySlot) ? expireLease({ cranker, lease }) : null;
    case LeaseState.Accepted:
      return passed(data.startBy, data.startBySlot) ? expireLease({ cranker, lease }) : null;
    case LeaseState.Active:
      if (pingIsUnanswered(data, now)) return failLease({ cranker, lease });
      return passed(data.endAt, data.endSlot) ? endLease({ cranker, lease }) : null;
    case LeaseState.Stopping:
      return passed(data.prefixBy, data.prefixBySlot) ? settleLease({ cranker, lease }) : null;
    case LeaseState.Auditing: {
      const [address] = await findAttestationPda({ lease: lease.address, seq: data.attestationSeq - 1 });
      const attestation = await fetchMaybeAttestation(rpc, address, { commitment: 'confirmed' });
      if (!attestation.exists) return null;
      const { windowEndAt, windowEndSlot } = attestation.data;
      return passed(windowEndAt, windowEndSlot)
        ? settleLease({ cranker, lease, attestation: address })
        : null;
    }
    default:
      return null;
  }
}
