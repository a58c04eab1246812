import { type Address } from '@solana/kit';

import { endLease } from '@/lib/actions/end-lease';
import { expireLease } from '@/lib/actions/expire-lease';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { settleLease } from '@/lib/actions/settle-lease';
import { type Result } from '@/lib/domain/result';
import {
  fetchMaybeAttestation,
  fetchMaybeLease,
  findAttestationPda,
  type Lease,
  LeaseState,
} from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { type ChainTime, readChainTime } from '@/lib/rpc/chain-time';

import { type ChainWriter } from './chain-writer';

const lookEveryMs = 2_000;

/**
 * Ends waits that anyone may end, once their deadlines have passed: a provider that never starts, never attests or never
 * comes back must not hold the escrow. Runs until `signal`; whatever fails is tried again.
 */
export async function endWaits(
  client: ChainClient,
  writer: ChainWriter,
  lease: Address,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const account = await fetchMaybeLease(client.rpc, lease, {
        commitment: 'confirmed',
        abortSignal: signal,
      });
      if (account.exists) {
        const time = await readChainTime(client, signal);
        const due = await dueAction(client, { address: lease, data: account.data }, writer, time);
        if (due?.ok === true)
          await writer.send(`end-wait ${lease} ${account.data.state} ${attempt}`, due.value);
      }
    } catch {
      // The chain cannot be asked now; it will be.
    }
    await client.clock.sleep(lookEveryMs, signal);
  }
}

/** What may be done now that nobody needs to be asked for; null when nothing is due. */
async function dueAction(
  client: ChainClient,
  lease: Located<Lease>,
  { signer: cranker }: ChainWriter,
  now: ChainTime,
): Promise<Result<ActionPlan> | null> {
  const { data } = lease;
  const passed = (second: bigint, slot: bigint): boolean => now.unixSeconds > second && now.slot > slot;
  switch (data.state) {
    case LeaseState.Open:
      return passed(data.acceptBy, data.acceptBySlot) ? expireLease({ cranker, lease }) : null;
    case LeaseState.Accepted:
      return passed(data.startBy, data.startBySlot) ? expireLease({ cranker, lease }) : null;
    case LeaseState.Active:
      return passed(data.endAt, data.endSlot) ? endLease({ cranker, lease }) : null;
    case LeaseState.Stopping:
      return passed(data.prefixBy, data.prefixBySlot) ? settleLease({ cranker, lease }) : null;
    case LeaseState.Auditing: {
      const [address] = await findAttestationPda({ lease: lease.address, seq: data.attestationSeq - 1 });
      const attestation = await fetchMaybeAttestation(client.rpc, address, { commitment: 'confirmed' });
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
