import { awardFailover } from '@/lib/actions/award-failover';
import { carryLease } from '@/lib/actions/carry-lease';
import { claimRenter } from '@/lib/actions/claim-renter';
import { crankTip } from '@/lib/actions/due/crank-tip';
import { dueSuccessionStep, type SuccessionStep } from '@/lib/actions/due/succession-step';
import { payDues } from '@/lib/actions/pay-dues';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { type ChainInstant } from '@/lib/domain/deadline';
import { type Result, success } from '@/lib/domain/result';
import { FailoverState, fetchMaybeOffer, type Lease } from '@/lib/pyronet/generated';

import { type WorkerChain } from '../chain/worker-chain';
import { type LeaseFeed } from '../lease/lease-feed';
import { type Log } from '../log';
import { type Cranker } from './cranker';

const done: Readonly<Record<SuccessionStep, string>> = {
  award: 'awarded a lease to its cheapest bid',
  no_fit: 'ended a search without a successor',
  carry: 'carried money to a successor',
};

/**
 * Ends searches for successors by an award or by paying the renter, and carries over what comes afterwards.
 * @throws WorkerError, RpcError
 */
export async function keepSuccessions(
  chain: WorkerChain,
  cranker: Cranker,
  leases: LeaseFeed,
  now: ChainInstant,
  log: Log,
): Promise<void> {
  for (const lease of leases.all()) {
    const { failoverState } = lease.data;
    if (failoverState !== FailoverState.Bidding && failoverState !== FailoverState.Awarded) continue;
    const successor = leases.at(lease.data.successor);
    const step = dueSuccessionStep(lease.data, successor?.data, now);
    if (step === null) continue;
    // Only the award is tipped.
    const tipLamports = step === 'award' ? crankTip(lease.data) : 0n;
    // A refusal speaks of its own round of bids: the next one may be over sooner than its wait.
    const key = `${step} ${lease.address} ${lease.data.openedSlot} ${lease.data.failoverCloseSlot}`;
    if (!cranker.mayTry({ key, tipLamports }, now.unixSeconds)) continue;
    const plan = await planOf(chain, cranker, step, lease, now);
    if (plan?.ok !== true) continue;
    const along = step === 'carry' && successor !== undefined ? await payments(successor) : [];
    const taken = await cranker.take({ key, tipLamports, plan: plan.value, along }, now.unixSeconds);
    if (taken) log.info(done[step], { lease: lease.address });
  }
}

/** What is carried to a successor that was settled and paid before is due at once, and nobody else looks at it any more. */
async function payments(successor: Located<Lease>): Promise<readonly ActionPlan[]> {
  return [await payDues(successor), claimRenter(successor)];
}

async function planOf(
  { client, network }: WorkerChain,
  { keeper: awarder }: Cranker,
  step: SuccessionStep,
  lease: Located<Lease>,
  now: ChainInstant,
): Promise<Result<ActionPlan> | undefined> {
  if (step === 'carry') return carryLease(lease);
  if (step === 'no_fit') return success(claimRenter(lease));
  const offer = await fetchMaybeOffer(client.rpc, lease.data.bestOffer, { commitment: 'confirmed' });
  // Withdrawn: nothing can be awarded, and the search ends by itself.
  return offer.exists ? awardFailover({ network, awarder, lease, offer, now }) : undefined;
}
