import { claimFees } from '@/lib/actions/claim-fees';
import { claimRenter } from '@/lib/actions/claim-renter';
import { crankTip } from '@/lib/actions/due/crank-tip';
import { settleBatches } from '@/lib/actions/due/settle-batches';
import { dueLeaseStep } from '@/lib/actions/due/lease-step';
import { dueAction, latestAttestation } from '@/lib/actions/due-action';
import { payDues } from '@/lib/actions/pay-dues';
import { type Located } from '@/lib/actions/plan';
import { type Settleable, settleLeases } from '@/lib/actions/settle-leases';
import { type ChainInstant } from '@/lib/domain/deadline';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type WorkerChain } from '../chain/worker-chain';
import { type Log } from '../log';
import { type Cranker } from './cranker';

const keyOf = ({ address, data }: Located<Lease>): string =>
  `end wait ${address} ${data.openedSlot} ${data.state}`;

/**
 * Ends the waits of leases whose provider is silent: those of one provider that only wait to be settled in one
 * transaction, every other by itself. @throws WorkerError, RpcError
 */
export async function endWaits(
  chain: WorkerChain,
  cranker: Cranker,
  leases: Iterable<Located<Lease>>,
  now: ChainInstant,
  log: Log,
): Promise<void> {
  const settleable: Settleable[] = [];
  for (const lease of leases) {
    if (lease.data.state === LeaseState.Settled) continue;
    if (!cranker.mayTry({ key: keyOf(lease), tipLamports: crankTip(lease.data) }, now.unixSeconds)) continue;
    if (lease.data.state === LeaseState.Stopping || lease.data.state === LeaseState.Auditing) {
      const entry = await settleableNow(chain, lease, now);
      if (entry !== undefined) settleable.push(entry);
    } else await endWait(chain, cranker, lease, now, log);
  }
  for (const batch of settleBatches(settleable)) {
    const isDone = batch.length > 1 && (await settleBatch(cranker, batch, now, log));
    if (!isDone) for (const { lease } of batch) await endWait(chain, cranker, lease, now, log);
  }
}

/** The stopped or attested lease as an entry of a batch, once its wait is over. @throws RpcError */
async function settleableNow(
  { client }: WorkerChain,
  lease: Located<Lease>,
  now: ChainInstant,
): Promise<Settleable | undefined> {
  if (lease.data.state === LeaseState.Stopping)
    return dueLeaseStep(lease.data, undefined, now) === 'settle' ? { lease } : undefined;
  const latest = await latestAttestation(client.rpc, lease);
  if (latest === undefined || dueLeaseStep(lease.data, latest.windowEnd, now) !== 'release') return undefined;
  return { lease, attestation: latest.address };
}

async function settleBatch(
  cranker: Cranker,
  batch: readonly Settleable[],
  now: ChainInstant,
  log: Log,
): Promise<boolean> {
  const planned = settleLeases({ cranker: cranker.keeper, entries: batch });
  if (!planned.ok) return false;
  const key = `settle ${batch.map(({ lease }) => lease.address).join(' ')}`;
  const tipLamports = batch.reduce((sum, { lease }) => sum + crankTip(lease.data), 0n);
  if (!(await cranker.take({ key, tipLamports, plan: planned.value }, now.unixSeconds))) return false;
  log.info('settled leases of a silent provider together', { leases: batch.length });
  // The provider was paid by the batch. The others are paid by a transaction each, which tips have paid for; the renter
  // without the fees' claim beside it is never kept waiting by an account of somebody else.
  for (const { lease } of batch) {
    const key = `pay ${lease.address} ${lease.data.openedSlot}`;
    const crank = { key, tipLamports: 0n, plan: claimRenter(lease), along: [await claimFees(lease)] };
    await cranker.take(crank, now.unixSeconds);
  }
  return true;
}

async function endWait(
  { client }: WorkerChain,
  cranker: Cranker,
  lease: Located<Lease>,
  now: ChainInstant,
  log: Log,
): Promise<void> {
  const due = await dueAction({ rpc: client.rpc, cranker: cranker.keeper, lease, now });
  if (due?.ok !== true) return;
  const taken = await cranker.take(
    // With all payments it is refused where one payee's account is gone. The renter is paid and the wait ends all the same.
    {
      key: keyOf(lease),
      tipLamports: crankTip(lease.data),
      plan: due.value,
      along: [await payDues(lease), claimRenter(lease)],
    },
    now.unixSeconds,
  );
  if (!taken) return;
  const facts = { lease: lease.address, state: LeaseState[lease.data.state] };
  log.info('ended a wait of a silent provider', facts);
}
