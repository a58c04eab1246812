import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { goToMarket } from '@/lib/actions/go-to-market';
import { machineTerms } from '@/lib/actions/machine-terms';
import { sha256ToBytes } from '@/lib/blobs/digest';
import { fetchLeaseStatus } from '@/lib/blobs/lease-client';
import { readWorkerCard } from '@/lib/blobs/worker-card-folder';
import {
  EndReason,
  fetchGpuClassFromSeeds,
  fetchMaybeProvider,
  fetchProvider,
  LeaseState,
} from '@/lib/pyronet/generated';
import { gpuClassId } from '@/lib/pyronet/gpu-classes';
import { fetchHoldings } from '@/lib/pyronet/holdings';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { personaKeyName } from '@/lib/pyronet/local-personas';

import { providerAddress } from '../provider/registration';
import { type LocalNetwork, startLocalNetwork } from '../testing/local-network';
import { pacedEngine } from '../testing/paced-engine';
import { eventually, type Job, noiseJob, Renter } from '../testing/renter';
import { startFleet, startFleetProcess } from '../testing/running-fleet';
import { newFolder } from '../testing/running-worker';

// Each test starts a fleet, some a process.
vi.setConfig({ testTimeout: 180_000 });

const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
const toStop: (() => Promise<void>)[] = [];

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
}, 120_000);
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop();
});
afterAll(async () => {
  renter?.close();
  await network?.stop();
});

type Taken = Awaited<ReturnType<Renter['take']>>;

const stateOf = async ({ record }: Taken): Promise<LeaseState> => (await renter.lease(record.lease)).state;

const upload = (url: string, job: Job, { record, scope }: Taken): Promise<void> =>
  renter.upload({ url }, job, record, scope);

const isPaidOut = async ({ record }: Taken): Promise<boolean> => {
  const { state, funded, providerClaimed, feeClaimed, renterClaimed } = await renter.lease(record.lease);
  return state === LeaseState.Settled && providerClaimed + feeClaimed + renterClaimed === funded;
};

describe('a fleet', () => {
  test('serves leases of several machines at once, each at its own address', async () => {
    const plan = { gpus_at_once: 2, machines: ['both-a', 'both-b'] };
    const fleet = await startFleet(network, plan, async () => pacedEngine(150), await newFolder());
    toStop.push(fleet.stop);
    const sessions: { readonly taken: Taken; readonly running: Promise<{ readonly kind: string }> }[] = [];
    for (const id of plan.machines) {
      const job = await noiseJob(engine);
      const provider = await fleet.providerOf(id);
      const taken = await renter.take(provider, job);
      const running = renter.session(provider, await fleet.urlOf(id), engine, job, taken.record).run();
      sessions.push({ taken, running });
    }
    await eventually(async () => {
      const states = await Promise.all(sessions.map(({ taken }) => stateOf(taken)));
      return states.every((state) => state === LeaseState.Active);
    }, 'both running');
    for (const { taken, running } of sessions) {
      expect((await running).kind).toBe('completed');
      await eventually(() => isPaidOut(taken), 'the payout');
    }
    const foreign = await fetchLeaseStatus(
      { url: await fleet.urlOf('both-a') },
      sessions[1]?.taken.record.lease ?? (await fleet.providerOf('both-a')),
    ).catch((problem: unknown) => problem);
    expect(foreign, 'the other machine knows nothing of it').toMatchObject({ code: 'not_found' });
  });

  test('with all seats taken lets the next lease wait, unbilled, and starts it when one is free', async () => {
    const plan = { gpus_at_once: 1, machines: ['queue-a', 'queue-b'] };
    const paced = pacedEngine(50);
    let mayEnd = (): void => undefined;
    const untilItMayEnd = new Promise<void>((resolve) => (mayEnd = resolve));
    let runs = 0;
    let mostRuns = 0;
    const held: typeof paced = {
      ...paced,
      run: async (request) => {
        runs += 1;
        mostRuns = Math.max(mostRuns, runs);
        await untilItMayEnd;
        await paced.run(request).finally(() => (runs -= 1));
      },
    };
    const fleet = await startFleet(network, plan, async () => held, await newFolder());
    toStop.push(fleet.stop);
    const job = await noiseJob(engine);
    const [first, second] = [
      await renter.take(await fleet.providerOf('queue-a'), job),
      await renter.take(await fleet.providerOf('queue-b'), job),
    ];
    await upload(await fleet.urlOf('queue-a'), job, first);
    await eventually(async () => (await stateOf(first)) === LeaseState.Active, 'the first');
    await upload(await fleet.urlOf('queue-b'), job, second);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await stateOf(second), 'while the first computes').toBe(LeaseState.Open);
    mayEnd();
    await eventually(async () => (await stateOf(first)) !== LeaseState.Active, 'the first to end');
    await eventually(async () => (await stateOf(second)) === LeaseState.Active, 'the second');
    await eventually(async () => (await stateOf(second)) !== LeaseState.Active, 'the second to end');
    expect(mostRuns, 'jobs computed at once').toBe(1);
    const [one, other] = [await renter.lease(first.record.lease), await renter.lease(second.record.lease)];
    expect(other.startedAt).toBeGreaterThan(one.startedAt);
  });

  test('proves service of several leases in one transaction, and each stays covered to the second', async () => {
    const plan = { gpus_at_once: 3, gpu_count: 3, machines: ['many'] };
    const paced = pacedEngine(20);
    let mayStart = (): void => undefined;
    const untilTheyMayStart = new Promise<void>((resolve) => (mayStart = resolve));
    let mayEnd = (): void => undefined;
    const untilTheyMayEnd = new Promise<void>((resolve) => (mayEnd = resolve));
    const held: typeof paced = {
      ...paced,
      plan: (...request) => untilTheyMayStart.then(() => paced.plan(...request)),
      run: (request) => untilTheyMayEnd.then(() => paced.run(request)),
    };
    const fleet = await startFleet(network, plan, async () => held, await newFolder());
    toStop.push(async () => {
      mayEnd();
      await fleet.stop();
    });
    const provider = await fleet.providerOf('many');
    const url = await fleet.urlOf('many');
    const leases = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const job = await noiseJob(engine);
        const taken = await renter.take(provider, job);
        await upload(url, job, taken);
        return taken.record.lease;
      }),
    );
    mayStart();
    const read = () => Promise.all(leases.map((address) => renter.lease(address)));
    await eventually(async () => (await read()).every(({ state }) => state === LeaseState.Active), 'starts');
    const signatures = async () => {
      const { rpc } = renter.chain.client;
      const found = await Promise.all(leases.map((lease) => rpc.getSignaturesForAddress(lease).send()));
      return found.flat().map(({ signature }) => signature);
    };
    const before = new Set(await signatures());
    for (let round = 0; round < 3; round += 1) {
      const anchors = (await read()).map(({ anchorAt }) => anchorAt);
      const due = anchors.reduce((first, at) => (at < first ? at : first)) + 36n;
      await network.travel(Math.max(Number(due - (await renter.now()).unixSeconds), 0));
      await eventually(
        async () => (await read()).every(({ anchorAt }, index) => anchorAt > (anchors[index] ?? 0n)),
        'the proofs',
      );
    }
    for (const { coveredS, anchorAt, startedAt } of await read()) expect(coveredS).toBe(anchorAt - startedAt);
    const proofs = (await signatures()).filter((signature) => !before.has(signature));
    expect(proofs.length).toBeGreaterThanOrEqual(9);
    // However they began, they go together from the second round on.
    expect(new Set(proofs).size, 'transactions').toBeLessThanOrEqual(proofs.length - 4);
  });

  test('killed in the middle of two leases goes on with both', async () => {
    const plan = { gpus_at_once: 2, machines: ['killed-a', 'killed-b'] };
    const folder = await newFolder();
    const fleet = await startFleetProcess(network, plan, 300, folder);
    toStop.push(() => fleet.kill());
    const leases: { readonly id: string; readonly job: Job; readonly taken: Taken }[] = [];
    for (const id of plan.machines) {
      const job = await noiseJob(engine);
      const taken = await renter.take(await fleet.providerOf(id), job);
      await upload(await fleet.urlOf(id), job, taken);
      leases.push({ id, job, taken });
    }
    for (const { id, taken } of leases) {
      const url = await fleet.urlOf(id);
      await eventually(async () => {
        const { delivered_segments: delivered } = await fetchLeaseStatus({ url }, taken.record.lease);
        return delivered >= 2;
      }, 'some segments');
    }
    await fleet.kill();
    const again = await startFleetProcess(network, plan, 20, folder);
    toStop.push(() => again.kill());
    expect(again.log(), 'nothing is done twice').not.toMatch(/registered|staked|listed/);
    for (const { id, job, taken } of leases) {
      const url = await again.urlOf(id);
      expect(url, 'where it was').toBe(await fleet.urlOf(id));
      const { record } = taken;
      const outcome = await renter.session(await again.providerOf(id), url, engine, job, record).run();
      expect(outcome.kind).toBe('completed');
      await eventually(() => isPaidOut(taken), 'the payout');
    }
  });

  test('shows itself again soon after the clock has jumped', async () => {
    const fleet = await startFleet(
      network,
      { gpus_at_once: 1, machines: ['jump'] },
      async () => pacedEngine(20),
      await newFolder(),
    );
    toStop.push(fleet.stop);
    const provider = await fleet.providerOf('jump');
    await network.travel(30 * 86_400);
    await eventually(async () => {
      const { unixSeconds } = await renter.now();
      const { data } = await fetchProvider(renter.chain.client.rpc, provider, { commitment: 'confirmed' });
      return data.liveUntil > unixSeconds;
    }, 'the sign of life');
  });

  test('ends the wait of a lease whose provider is silent, and the renter has its money back', async () => {
    const plan = { gpus_at_once: 1, machines: ['silent'] };
    const silent = await startFleetProcess(network, plan, 20, await newFolder());
    // As of a machine that lost its power: the offer is still on the market.
    await silent.kill();
    const taken = await renter.take(await silent.providerOf('silent'), await noiseJob(engine));
    const keeper = await startFleet(
      network,
      { gpus_at_once: 1, machines: ['other'] },
      async () => pacedEngine(20),
      await newFolder(),
    );
    toStop.push(keeper.stop);
    await network.travel(300);
    await eventually(() => isPaidOut(taken), 'the refund');
    const { endReason, renterClaimed, funded } = await renter.lease(taken.record.lease);
    expect([endReason, renterClaimed]).toEqual([EndReason.Silent, funded]);
  });
});

describe('a machine without the authority’s key', () => {
  test('waits for its provider to register, then serves what the provider lists', async () => {
    const fleet = await startFleet(
      network,
      { gpus_at_once: 1, local_personas: true, machines: [] },
      async () => pacedEngine(20),
      await newFolder(),
    );
    toStop.push(fleet.stop);
    const pia = await worthlessLocalKey(personaKeyName('pia'));
    let card = await readWorkerCard(fleet.cardsFolder, pia.address);
    await eventually(async () => {
      card = await readWorkerCard(fleet.cardsFolder, pia.address);
      return card !== undefined;
    }, 'the card');
    if (card === undefined || card.record_sha256 === null) throw new Error('the card names no record');
    await network.call('requestAirdrop', pia.address, 5_000_000_000);
    await network.call('pyronet_faucet', pia.address, { usdcAtoms: 1_000_000_000, pyroAtoms: 5_000_000_000 });
    const { chain } = renter;
    const { client, network: net } = chain;
    const purse = () => fetchHoldings(client.rpc, net, pia.address);
    await eventually(async () => (await purse()).pyroAtoms > 0n, 'the faucet');
    const gpuClass = await fetchGpuClassFromSeeds(client.rpc, { classId: gpuClassId.cpu });
    const facts = {
      gpuCount: card.gpu_count,
      vramMib: card.vram_mib,
      workUnitsPerSecond: BigInt(card.score_units_per_s),
      guaranteedUnitsPerSecond: BigInt(card.guaranteed_units_per_s),
      memoryBytes: BigInt(card.memory_bytes),
      diskBytes: BigInt(card.disk_bytes),
      maxUploadBytes: BigInt(card.max_upload_bytes),
      upMbps: card.up_mbps,
      downMbps: card.down_mbps,
      localOnly: card.local_only,
    };
    const choice = { pricePerHour: 100_000n, minDurationSeconds: 60n, maxDurationSeconds: 86_400n };
    const plan = await goToMarket({
      network: net,
      wallet: pia,
      holdings: await purse(),
      provider: null,
      steps: {
        registration: {
          workerKey: card.worker_key,
          recordHash: sha256ToBytes(card.record_sha256),
          region: 4,
          workerPurseLamports: 0n,
        },
        stakePyroAtoms: 1_000_000_000n,
        bondUsdcAtoms: 100_000_000n,
        listing: { gpuClass, terms: machineTerms(facts, choice, net.params) },
      },
    });
    if (!plan.ok) throw new Error(plan.problem.message);
    await chain.again('to market', pia, plan.value.instructions);
    const provider = await providerAddress({ authority: pia });
    await eventually(async () => {
      const account = await fetchMaybeProvider(client.rpc, provider, { commitment: 'confirmed' });
      return account.exists && account.data.liveUntil > (await renter.now()).unixSeconds;
    }, 'the sign of life');
    const job = await noiseJob(engine);
    const taken = await renter.take(provider, job);
    const url = `${(await fleet.urlOf('pia')).split('/').slice(0, 3).join('/')}/${provider}`;
    const outcome = await renter.session(provider, url, engine, job, taken.record).run();
    expect(outcome.kind).toBe('completed');
    await eventually(() => isPaidOut(taken), 'the payout');
    expect((await renter.lease(taken.record.lease)).provider).toBe(provider);
  });
});

describe('a local chain that is begun anew', () => {
  test('has its market back by itself', async () => {
    const own = await startLocalNetwork();
    toStop.push(own.stop);
    const fleet = await startFleet(
      own,
      { gpus_at_once: 1, local_personas: true, machines: ['phoenix'] },
      async () => pacedEngine(20),
      await newFolder(),
    );
    toStop.unshift(fleet.stop);
    const first = await Renter.open(own);
    const { genesisHash } = first.chain;
    first.close();
    const pia = (await worthlessLocalKey(personaKeyName('pia'))).address;
    await own.call('pyronet_reset');
    await eventually(async () => fleet.log().split(' serving ').length > 2, 'the market');
    const second = await Renter.open(own);
    toStop.unshift(async () => second.close());
    expect(second.chain.genesisHash).not.toBe(genesisHash);
    await eventually(async () => {
      const card = await readWorkerCard(fleet.cardsFolder, pia);
      return card?.genesis_hash === second.chain.genesisHash;
    }, 'the new cards');
    const job = await noiseJob(engine);
    const provider = await fleet.providerOf('phoenix');
    const { record } = await second.take(provider, job);
    const session = second.session(provider, await fleet.urlOf('phoenix'), engine, job, record);
    expect((await session.run()).kind).toBe('completed');
  });
});
