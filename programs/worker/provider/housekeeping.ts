import { type Address } from '@solana/kit';

import { closeAttestation } from '@/lib/actions/close-attestation';
import { type Located } from '@/lib/actions/plan';
import { releaseBond } from '@/lib/actions/release-bond';
import { fetchMaybeAttestation, findAttestationPda, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type ChainClock } from '../chain/chain-clock';
import { type WorkerChain } from '../chain/worker-chain';
import { type WorkerKeys } from '../keys/worker-keys';
import { type Log, problemFacts } from '../log';
import { fetchOwnLeases } from './own-accounts';

/**
 * Gets back what settled leases still hold of ours, once no evidence against them counts any more: the bond, and the
 * rent of their attestations. @throws RpcError
 */
export async function reclaimDeposits(request: {
  readonly chain: WorkerChain;
  readonly clock: ChainClock;
  readonly keys: Pick<WorkerKeys, 'worker'>;
  readonly provider: Address;
  readonly log: Log;
}): Promise<void> {
  const { chain, clock, keys, provider, log } = request;
  const { unixSeconds } = await clock.now();
  for (const lease of await fetchOwnLeases(chain, provider)) {
    const { state, evidenceUntil, openDisputes, bondLocked } = lease.data;
    if (state !== LeaseState.Settled || evidenceUntil > unixSeconds || openDisputes > 0) continue;
    try {
      if (bondLocked > 0n) {
        await chain.again(`release ${lease.address}`, keys.worker, releaseBond(lease).instructions);
        log.info('got the bond of a lease back', { lease: lease.address, usdcAtoms: bondLocked });
      }
      await closeAttestations(chain, keys, lease);
    } catch (problem) {
      log.warn('a deposit could not be reclaimed yet', { lease: lease.address, ...problemFacts(problem) });
    }
  }
}

async function closeAttestations(
  chain: WorkerChain,
  { worker }: Pick<WorkerKeys, 'worker'>,
  { address, data }: Located<Lease>,
): Promise<void> {
  if (data.openAttestations === 0) return;
  for (let seq = 0; seq < data.attestationSeq; seq += 1) {
    const [at] = await findAttestationPda({ lease: address, seq });
    const attestation = await fetchMaybeAttestation(chain.client.rpc, at, { commitment: 'confirmed' });
    if (attestation.exists)
      await chain.again(`close ${at}`, worker, closeAttestation(attestation).instructions);
  }
}
