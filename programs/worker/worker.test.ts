import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { EndReason, LeaseState } from '@/lib/pyronet/generated';

import { type LocalNetwork, startLocalNetwork } from './testing/local-network';
import { pacedEngine } from './testing/paced-engine';
import { eventually, noiseJob, Renter } from './testing/renter';
import { type RunningWorker, startWorker } from './testing/running-worker';

const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let worker: RunningWorker;

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
  worker = await startWorker(network, 'tracer', async () => pacedEngine(20));
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  renter?.close();
  await network?.stop();
});

describe('a worker and a renter', () => {
  test('run a job to the end: computed, vouched, attested, accepted, paid to the atom', async () => {
    const job = await noiseJob(engine);
    const before = await renter.usdcAtoms();
    const { record } = await renter.take(worker.provider, job);
    const outcome = await renter.session(worker.provider, worker.url, engine, job, record).run();
    expect(outcome.kind).toBe('completed');
    await eventually(async () => {
      const lease = await renter.lease(record.lease);
      return lease.state === LeaseState.Settled && lease.providerClaimed > 0n;
    }, 'the payout');
    const lease = await renter.lease(record.lease);
    expect(lease.endReason).toBe(EndReason.Completed);
    expect(lease.released).toBeGreaterThan(0n);
    expect(await renter.usdcAtoms()).toBe(before - lease.funded);
    expect(lease.providerClaimed).toBe(lease.released - (lease.released * BigInt(lease.feeBps)) / 10_000n);
  });
});
