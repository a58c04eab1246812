import { equalBytes } from '@/lib/domain/bytes';
import { EndReason, LeaseState, SeizurePayee } from '@/lib/pyronet/generated';

import { type Outcome } from '../chain';
import { type Deal } from '../deal';
import { burnSeizure, convict, paySeizure, seizureAddress, type Statement } from '../fraud';
import { isStanding } from '../invariants';
import { type SampleJob, sampleJob } from '../job';
import { read } from '../market';

import { attempt } from './lease-attempts';
import { type World } from './world';

/** As the fuzz's job, but for the first segment. */
const lyingJob = sampleJob(32, 2_000n, 0);

/** What somebody tries about fraud; `size` chooses how much or which. */
export const fraudAttempts: Readonly<Record<string, (world: World, size: bigint) => Promise<Outcome>>> = {
  attestLie: async (world, size) => {
    const deal = serving(world);
    if (deal.lease.data.attestedSegments === 0n) await deal.attest(1n);
    return deal.attest(deal.lease.data.attestedSegments + 1n + (size % 4n), lyingJob);
  },
  convict: async (world) => {
    for (const deal of world.deals.filter(isStanding)) {
      const statements = await contradicting(deal);
      if (statements === undefined || deal.lease.data.endReason === EndReason.Fraud) continue;
      const at = await seizureAddress(deal);
      const outcome = await convict(deal, world.challenger, statements);
      if (outcome.ok) world.seizures.push(at);
      return outcome;
    }
    throw new Error('nothing contradicts');
  },
};

/** The latest deal whose job runs. @throws where there is none */
function serving({ deals }: World): Deal {
  const deal = deals
    .filter(isStanding)
    .findLast(({ lease: { data } }) => data.state === LeaseState.Active && data.segmentCount > 0n);
  if (deal === undefined) throw new Error('no job runs');
  return deal;
}

/** Two results of which one lies, if there are. */
async function contradicting(deal: Deal): Promise<readonly [Statement, Statement] | undefined> {
  const { chain } = deal.market;
  const statements: Statement[] = [];
  for (let seq = 0; seq < deal.lease.data.attestationSeq; seq += 1) {
    const address = await deal.attestation(seq);
    if (!chain.account(address).exists) continue;
    const { segmentTo, segmentsRoot } = read.attestation(chain, address);
    const says = (job: SampleJob) => equalBytes(job.segmentsRoot(segmentTo), Uint8Array.from(segmentsRoot));
    statements.push({ seq, segments: segmentTo, job: says(deal.job) ? deal.job : lyingJob });
  }
  const truth = statements.find(({ job }) => job === deal.job);
  const untruth = statements.find(({ job }) => job === lyingJob);
  return truth === undefined || untruth === undefined ? undefined : [truth, untruth];
}

/** After every rest: each seizure burns, and pays whoever can be paid. */
export async function distributeAll(world: World, succeeded: (action: string) => void): Promise<void> {
  const { market, seizures } = world;
  market.chain.passSeconds(8n * 86_400n);
  for (const at of seizures) {
    for (const [action, act] of [
      ['pay the renter', () => paySeizure(market, at, SeizurePayee.Renter)],
      ['burn', () => burnSeizure(market, at)],
      ['pay the challenger', () => paySeizure(market, at, SeizurePayee.Challenger)],
    ] as const) {
      if (market.chain.account(at).exists && (await attempt(act))) succeeded(action);
    }
  }
}
