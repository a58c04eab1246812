import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchLeaseStatus } from '@/lib/blobs/lease-client';
import { leaseDues } from '@/lib/domain/fee';
import { EndReason, fetchProvider, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { openDataFolder } from './data-folder';
import { type LocalNetwork, startLocalNetwork } from './testing/local-network';
import { pacedEngine } from './testing/paced-engine';
import { eventually, noiseJob, Renter } from './testing/renter';
import { newFolder, type RunningWorker, startWorker } from './testing/running-worker';

const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let worker: RunningWorker;
let folder: string;

const netOf = ({ released, feeBps }: Lease): bigint => released - (released * BigInt(feeBps)) / 10_000n;

/** Everything that came in is owed or paid to somebody, and the provider has its part. */
const expectPaid = async (address: Parameters<Renter['lease']>[0]): Promise<Lease> => {
  await eventually(async () => {
    const lease = await renter.lease(address);
    return lease.state === LeaseState.Settled && lease.providerClaimed === netOf(lease);
  }, 'the payout');
  const lease = await renter.lease(address);
  const dues = leaseDues(lease, 0n);
  expect(lease.providerClaimed + dues.fee + dues.renter).toBe(lease.funded);
  return lease;
};

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
  folder = await newFolder();
  worker = await startWorker(network, 'serving', async () => pacedEngine(100), folder);
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  renter?.close();
  await network?.stop();
});

describe('a worker and a renter', () => {
  test('go through a job together: computed, vouched, attested, accepted, paid to the atom', async () => {
    const job = await noiseJob(engine);
    const { record } = await renter.take(worker.provider, job);
    const outcome = await renter.session(worker.provider, worker.url, engine, job, record).run();
    expect(outcome.kind).toBe('completed');
    const lease = await expectPaid(record.lease);
    expect(lease.endReason).toBe(EndReason.Completed);
    expect(lease.released).toBeGreaterThan(0n);
    expect(lease.attestationSeq).toBe(1);
  });

  test('a stopped job is paid for the prefix that was delivered', async () => {
    const job = await noiseJob(engine);
    const { record } = await renter.take(worker.provider, job);
    const session = renter.session(worker.provider, worker.url, engine, job, record);
    const running = session.run();
    await eventually(async () => {
      const { delivered_segments: delivered } = await fetchLeaseStatus({ url: worker.url }, record.lease);
      return delivered >= 3;
    }, 'the third segment');
    await network.travel(20);
    session.stop();
    await running;
    const lease = await expectPaid(record.lease);
    expect(lease.endReason).toBe(EndReason.Stopped);
    expect(lease.attestedSegments).toBeGreaterThanOrEqual(3n);
    expect(lease.attestedSegments).toBeLessThan(lease.segmentCount);
    expect(lease.released).toBeGreaterThan(0n);
  });

  test('when the renter vanishes, the worker proves its service on chain and is paid after the window', async () => {
    const job = await noiseJob(engine, { width: 160, height: 160 });
    const { record, scope } = await renter.take(worker.provider, job);
    await renter.upload({ url: worker.url }, job, record, scope);
    await eventually(async () => (await renter.lease(record.lease)).state === LeaseState.Active, 'the start');
    await network.travel(45);
    await eventually(async () => (await renter.lease(record.lease)).deliveredSegments > 0n, 'a checkpoint');
    await eventually(
      async () => (await renter.lease(record.lease)).state === LeaseState.Auditing,
      'attesting',
    );
    const { coveredS, startedAt, anchorAt } = await renter.lease(record.lease);
    expect(coveredS).toBe(anchorAt - startedAt);
    expect(coveredS).toBeGreaterThanOrEqual(45n);
    await network.travel(660);
    const lease = await expectPaid(record.lease);
    expect(lease.released).toBeGreaterThan(0n);
  });
});

describe('a worker declines, at no cost to either side,', () => {
  const rejected = async (record: { readonly lease: Lease['offer'] }): Promise<Lease> => {
    await eventually(
      async () => (await renter.lease(record.lease)).state === LeaseState.Settled,
      'the rejection',
    );
    const lease = await renter.lease(record.lease);
    expect(lease.endReason).toBe(EndReason.Rejected);
    expect(leaseDues(lease, 0n).renter).toBe(lease.funded);
    return lease;
  };

  test.each([
    ['another plan root', { planRoot: new Uint8Array(32).fill(7) }],
    ['another job root', { jobRoot: new Uint8Array(32).fill(7) }],
    ['fewer segments', { segmentCount: 15n }],
    ['less work paid than there is', { unitCap: 15_999_999n }],
  ])('a lease that names %s than its job has', async (_, lie) => {
    const job = await noiseJob(engine);
    const { record, scope } = await renter.take(worker.provider, job, lie);
    await renter.upload({ url: worker.url }, job, record, scope);
    await rejected(record);
    const { phase, problem } = await fetchLeaseStatus({ url: worker.url }, record.lease);
    expect([phase, problem?.code]).toEqual(['refused', 'job_not_as_agreed']);
  });

  test('a job whose result would fill the disk', async () => {
    const { record } = await renter.take(worker.provider, await noiseJob(engine), {
      outputBytesMax: 2n ** 50n,
    });
    await rejected(record);
    const { problem } = await fetchLeaseStatus({ url: worker.url }, record.lease);
    expect(problem?.code).toBe('disk_full');
  });

  test('a job that cannot finish in its time at the guaranteed speed', async () => {
    const job = await noiseJob(engine, { width: 640, height: 640 });
    const { record } = await renter.take(worker.provider, job, { completeWithinSeconds: 60n });
    await rejected(record);
    const { problem } = await fetchLeaseStatus({ url: worker.url }, record.lease);
    expect(problem?.code).toBe('deadline_too_short');
  });

  test('a lease whose inputs never come, before silence would cost reputation', async () => {
    const { record } = await renter.take(worker.provider, await noiseJob(engine));
    await network.travel(100);
    await rejected(record);
    const { rpc } = renter.chain.client;
    const { data } = await fetchProvider(rpc, worker.provider, { commitment: 'confirmed' });
    expect([data.silent, data.noStart, data.missedCompletion]).toEqual([0, 0, 0]);
  });
});

describe('a data folder', () => {
  test('serves one worker at a time', async () => {
    const second = startWorker(network, 'serving', async () => pacedEngine(1), folder);
    await expect(second).rejects.toMatchObject({ code: 'data_folder_in_use' });
  });

  test('of another network is refused', async () => {
    const other = await newFolder();
    const { facts } = await openDataFolder(other);
    await facts.set('network', 'another genesis and program');
    const started = startWorker(network, 'elsewhere', async () => pacedEngine(1), other);
    await expect(started).rejects.toMatchObject({ code: 'other_network' });
  });

  test('gives its log no secret', async () => {
    const seed = await readFile(path.join(folder, 'keys', 'lease-seed'));
    const log = worker.log();
    for (const encoding of ['hex', 'base64'] as const) expect(log).not.toContain(seed.toString(encoding));
    expect(log).not.toMatch(/\[\d+(,\d+){20,}/);
  });
});
