import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { fetchLeaseStatus, uploadBlob } from '@/lib/blobs/lease-client';
import { BlobRole } from '@/lib/blobs/permit';
import { EndReason, fetchProvider, LeaseState } from '@/lib/pyronet/generated';

import { endProcess, type LocalNetwork, startLocalNetwork } from './testing/local-network';
import { pacedEngine } from './testing/paced-engine';
import { eventually, type Job, noiseJob, Renter } from './testing/renter';
import { newFolder, startWorkerProcess } from './testing/running-worker';

// Each test starts several processes.
vi.setConfig({ testTimeout: 240_000 });

const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let running: Awaited<ReturnType<typeof startWorkerProcess>> | undefined;

type Taken = Awaited<ReturnType<Renter['take']>>;

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
}, 120_000);
afterEach(() => running?.kill());
afterAll(async () => {
  renter?.close();
  await network?.stop();
});

const start = async (name: string, msPerSegment: number, folder: string) =>
  (running = await startWorkerProcess(network, name, msPerSegment, folder));

const delivered = async (url: string, { record }: Taken): Promise<number> =>
  (await fetchLeaseStatus({ url, answerWithinMs: 2000 }, record.lease)).delivered_segments;

const sawLine = (text: string) => eventually(async () => running?.log().includes(text) ?? false, text);

/** The renter's side from here to the end, and what must be so whatever happened in between. */
async function finish(name: string, url: string, job: Job, { record }: Taken): Promise<void> {
  const provider = running?.provider;
  if (provider === undefined) throw new Error('no worker');
  const outcome = await renter.session(provider, url, engine, job, record).run();
  expect(outcome.kind, name).toBe('completed');
  // A job of less than a second may have earned nothing, which is then paid at once.
  await eventually(async () => {
    const { state, providerClaimed, released, feeBps } = await renter.lease(record.lease);
    return (
      state === LeaseState.Settled && providerClaimed === released - (released * BigInt(feeBps)) / 10_000n
    );
  }, 'the payout');
  const lease = await renter.lease(record.lease);
  expect(lease.state).toBe(LeaseState.Settled);
  expect(lease.endReason).toBe(EndReason.Completed);
  expect(lease.attestationSeq, 'attested once').toBe(1);
  const { data } = await fetchProvider(renter.chain.client.rpc, provider, { commitment: 'confirmed' });
  expect([data.silent, data.noStart, data.missedCompletion, data.completed]).toEqual([0, 0, 0, 1]);
}

describe('a worker that is killed and started again', () => {
  test('between the inputs goes on with those it has', async () => {
    const folder = await newFolder();
    const job = await noiseJob(engine);
    const { provider, url, kill } = await start('killed-inputs', 20, folder);
    const taken = await renter.take(provider, job);
    const upload = {
      scope: taken.scope,
      sessionPrivateKey: taken.record.sessionKey.privateKey,
      role: BlobRole.input,
      bytes: job.scene,
      expiresAt: (await renter.now()).unixSeconds + 600n,
    };
    await uploadBlob({ url }, upload);
    await kill();
    const again = await start('killed-inputs', 20, folder);
    expect(again.url, 'renters find it where it was').toBe(url);
    await uploadBlob({ url }, { ...upload, role: BlobRole.job, bytes: job.job });
    await finish('inputs', url, job, taken);
  });

  test('in the middle of a job computes only what is missing, and the pause is not billed', async () => {
    const folder = await newFolder();
    const job = await noiseJob(engine, { width: 96, height: 96 });
    const { provider, url, kill } = await start('killed-middle', 150, folder);
    const taken = await renter.take(provider, job);
    await renter.upload({ url }, job, taken.record, taken.scope);
    await eventually(async () => (await delivered(url, taken)) >= 8, 'the eighth segment');
    await kill();
    await network.travel(300);
    const again = await start('killed-middle', 20, folder);
    expect(await delivered(again.url, taken)).toBeGreaterThanOrEqual(8);
    await finish('middle', url, job, taken);
    const { coveredS, startedAt, stopAt } = await renter.lease(taken.record.lease);
    expect(stopAt - startedAt).toBeGreaterThan(300n);
    expect(coveredS).toBeLessThan(120n);
  });

  test('when the result is whole but not attested attests it once', async () => {
    const folder = await newFolder();
    const job = await noiseJob(engine);
    const { provider, url, kill } = await start('killed-whole', 150, folder);
    const taken = await renter.take(provider, job);
    await renter.upload({ url }, job, taken.record, taken.scope);
    await sawLine('put the result together');
    await kill();
    await start('killed-whole', 20, folder);
    await finish('whole', url, job, taken);
  });

  test('after attesting still delivers, is accepted and is paid', async () => {
    const folder = await newFolder();
    const job = await noiseJob(engine);
    const { provider, url, kill } = await start('killed-attested', 150, folder);
    const taken = await renter.take(provider, job);
    await renter.upload({ url }, job, taken.record, taken.scope);
    await sawLine(' attested ');
    await kill();
    await start('killed-attested', 20, folder);
    await finish('attested', url, job, taken);
  });

  test('again and again, at moments nobody chose, loses and doubles nothing', async () => {
    const folder = await newFolder();
    const job = await noiseJob(engine, { width: 96, height: 96 });
    const first = await start('killed-often', 60, folder);
    const taken = await renter.take(first.provider, job);
    const session = renter.session(first.provider, first.url, engine, job, taken.record).run();
    for (const ms of [300, 900, 1700]) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      await running?.kill();
      await start('killed-often', 60, folder);
    }
    expect((await session).kind).toBe('completed');
    await finish('often', first.url, job, taken);
  });
});

describe('a worker whose chain is gone for ten seconds', () => {
  test('goes on computing, and with the lease when the chain is back', async () => {
    const folder = await newFolder();
    const job = await noiseJob(engine);
    const { provider, url } = await start('chain-gone', 100, folder);
    const taken = await renter.take(provider, job);
    await renter.upload({ url }, job, taken.record, taken.scope);
    await eventually(async () => (await delivered(url, taken)) >= 1, 'the first segment');
    network.child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    expect(await delivered(url, taken)).toBe(16);
    network.child.kill('SIGCONT');
    await finish('chain gone', url, job, taken);
  });
});

describe('a worker that is told to stop', () => {
  test('takes its offer down first and ends by itself', async () => {
    const folder = await newFolder();
    const { provider, child } = await start('told-to-stop', 20, folder);
    await endProcess(child, 'SIGTERM');
    expect(child.exitCode).toBe(0);
    await expect(renter.take(provider, await noiseJob(engine))).rejects.toThrow('the provider has no offer');
  });
});
