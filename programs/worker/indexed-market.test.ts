import { type Address } from '@solana/kit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import WebSocket from 'ws';

import { closeAttestation } from '@/lib/actions/close-attestation';
import { closeLease } from '@/lib/actions/close-lease';
import { releaseBond } from '@/lib/actions/release-bond';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { type StreamEvent } from '@/lib/index-api/shapes';
import { ChainIndex } from '@/lib/indexer/chain-index';
import { closedLeasesIn } from '@/lib/indexer/closed-leases';
import { IndexServer } from '@/lib/indexer/index-server';
import { fetchAttestation, fetchOffer, findAttestationPda, LeaseState } from '@/lib/pyronet/generated';
import { createChainClient, type ChainClient } from '@/lib/rpc/chain-client';

import { loadKeys } from './keys/worker-keys';
import { type LocalNetwork, startLocalNetwork } from './testing/local-network';
import { pacedEngine } from './testing/paced-engine';
import { eventually, noiseJob, Renter } from './testing/renter';
import { newFolder, type RunningWorker, startWorker } from './testing/running-worker';
import { Wire } from './testing/wire';

/** The index of `lib/indexer` beside a chain, a worker and a renter who do what they do in the product. */

vi.setConfig({ testTimeout: 180_000 });

const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let worker: RunningWorker | null = null;
let provider: Address;
let http: Wire;
let websocket: Wire;
let index: ChainIndex;
let folder: string;

const closedLeases = (genesisHash: string) => closedLeasesIn(folder, genesisHash);
const readBlob = (): Promise<never> => Promise.reject(new Error('no records are kept here'));

function openClient(rpcUrl = network.rpcUrl, wsUrl = network.wsUrl): ChainClient {
  return createChainClient({
    rpcUrls: [rpcUrl],
    wsUrls: [wsUrl],
    webSocket: WebSocket,
    retryForMs: 1_000,
    silenceMs: 3_000,
  });
}

const serving = (): RunningWorker => {
  if (worker === null) throw new Error('the worker has ended');
  return worker;
};

/** All that an index says except when it learnt it. */
async function saidBy(one: ChainIndex, leases: readonly Address[]): Promise<unknown> {
  const { classes, offers, prices, trades } = one.market();
  const told = {
    classes,
    offers,
    prices,
    trades,
    provider: await one.provider(serving().provider as Address),
    renter: one.leases('renter', renter.wallet.address).leases,
    leases: await Promise.all(leases.map((address) => one.lease(address))),
  };
  const text = JSON.stringify(told, (name, value: unknown) => {
    if (['as_of', 'slot', 'unix_s'].includes(name)) return undefined;
    return typeof value === 'bigint' ? value.toString() : value;
  });
  return JSON.parse(text);
}

/** Waits until both say the same: what one has heard already, the other may be about to hear. */
const agreed = (one: ChainIndex, other: ChainIndex, leases: readonly Address[]): Promise<void> =>
  vi.waitFor(async () => expect(await saidBy(one, leases)).toEqual(await saidBy(other, leases)), {
    timeout: 60_000,
    interval: 200,
  });

/** Changes the price of the worker's offer past the index. */
async function reprice(pricePerHour: bigint): Promise<void> {
  const { chain } = renter;
  const keys = await loadKeys({ kind: 'local', name: 'indexed' });
  const [row] = index.market().offers;
  if (row === undefined) throw new Error('nothing is offered');
  const plan = await repriceOffer({
    network: chain.network,
    authority: keys.authority,
    offer: await fetchOffer(chain.client.rpc, row.address as Address, { commitment: 'confirmed' }),
    pricePerHour,
    now: (await renter.now()).unixSeconds,
  });
  if (!plan.ok) throw new Error(plan.problem.message);
  await chain.again('reprice', keys.authority, plan.value.instructions);
}

/** Closes a lease that is paid out as anybody may. */
async function close(address: Address): Promise<void> {
  const { chain, wallet } = renter;
  const [attestation] = await findAttestationPda({ lease: address, seq: 0 });
  const { data } = await fetchAttestation(chain.client.rpc, attestation, { commitment: 'confirmed' });
  const first = closeAttestation({ address: attestation, data });
  await chain.again('close attestation', wallet, first.instructions);
  const bond = releaseBond({ address, data: await renter.lease(address) });
  await chain.again('release bond', wallet, bond.instructions);
  const then = closeLease({ address, data: await renter.lease(address) });
  if (!then.ok) throw new Error(then.problem.message);
  await chain.again('close', wallet, then.value.instructions);
}

const shownPrice = (): bigint | undefined => index.market().offers[0]?.price_per_hour_usdc_atoms;

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
  worker = await startWorker(network, 'indexed', async () => pacedEngine(50), await newFolder());
  provider = worker.provider;
  folder = await newFolder();
  http = await Wire.to(network.rpcUrl);
  websocket = await Wire.to(network.wsUrl);
  index = await ChainIndex.open({
    client: openClient(http.url, websocket.url),
    readBlob,
    closedLeases,
    reconcileMs: 3_000,
  });
}, 120_000);
afterAll(async () => {
  index?.close();
  await worker?.stop();
  renter?.close();
  await Promise.all([http?.close(), websocket?.close(), network?.stop()]);
});

test('a lease is told from its taking to its closing, and its money to the atom', async () => {
  const heard: StreamEvent[] = [];
  const job = await noiseJob(engine);
  const stop = index.log.follow(new Set(['market', `renter:${renter.wallet.address}`]), ({ event }) => {
    heard.push(event);
  });
  const { record } = await renter.take(serving().provider, job);
  const { lease: address } = record;
  await index.lease(address);
  const outcome = await renter.session(serving().provider, serving().url, engine, job, record).run();
  expect(outcome.kind).toBe('completed');
  await eventually(async () => {
    const { state, providerClaimed, feeClaimed, renterClaimed, funded } = await renter.lease(address);
    return state === LeaseState.Settled && providerClaimed + feeClaimed + renterClaimed === funded;
  }, 'the payout');
  const onChain = await renter.lease(address);
  await eventually(
    async () => (await index.lease(address))?.lease.renter_claimed_usdc_atoms === onChain.renterClaimed,
    'the index’s news of the payout',
  );
  stop();

  const states = heard.flatMap((event) => (event.name === 'lease' ? [event.data.state] : []));
  expect(states).toEqual([...states].sort());
  expect(new Set(states)).toContain(LeaseState.Active);
  expect(heard.filter(({ name }) => name === 'trade')).toHaveLength(1);

  await eventually(async () => {
    const names = (await index.lease(address))?.events.flatMap(({ instructions }) => instructions) ?? [];
    return ['takeOffer', 'startLease', 'attestResult', 'claimProvider', 'claimRenter'].every((name) =>
      names.includes(name),
    );
  }, 'the transactions');
  const detail = await index.lease(address);
  const moves = detail?.events.flatMap(({ usdc }) => usdc) ?? [];
  const total = (party: string): bigint =>
    moves.reduce((sum, move) => sum + (move.party === party ? move.usdc_atoms : 0n), 0n);
  expect(total('escrow')).toBe(0n);
  expect(total('provider')).toBe(onChain.providerClaimed);
  expect(total('fees')).toBe(onChain.feeClaimed);
  expect(total('renter')).toBe(onChain.renterClaimed - onChain.funded);
  const earned = (await index.provider(serving().provider))?.earnings ?? [];
  expect(earned.map(({ lease, usdc_atoms }) => [lease, usdc_atoms])).toEqual([
    [address, onChain.providerClaimed],
  ]);

  const fresh = await ChainIndex.open({ client: openClient(), readBlob });
  await agreed(fresh, index, [address]);
  fresh.close();

  await network.travel(Number(onChain.evidenceUntil - (await renter.now()).unixSeconds) + 60);
  await close(address);
  await eventually(async () => (await index.lease(address))?.lease.closed === true, 'the closing');
  await eventually(
    async () => (await index.lease(address))?.events.at(-1)?.instructions.includes('closeLease') === true,
    'the last transaction',
  );
  const closed = (await index.lease(address))?.lease;
  expect(closed).toMatchObject({
    state: LeaseState.Settled,
    provider_due_usdc_atoms: 0n,
    renter_due_usdc_atoms: 0n,
    provider_claimed_usdc_atoms: onChain.providerClaimed,
    renter_claimed_usdc_atoms: onChain.renterClaimed,
  });
  expect(index.leases('renter', renter.wallet.address).leases.map((row) => row.address)).toEqual([address]);

  await eventually(async () => (await closedLeases(index.genesisHash).read()).length === 1, 'the file');
  const later = await ChainIndex.open({ client: openClient(), readBlob, closedLeases });
  // The leap in time made the provider look silent until it showed itself again.
  await eventually(async () => index.market().offers.length === 1, 'the sign of life after the leap');
  await agreed(later, index, [address]);
  later.close();
});

test('a change that nobody could tell is found when the chain can be asked again', async () => {
  const before = shownPrice() ?? 0n;
  websocket.cut();
  http.cut();
  await reprice(before - 1_000n);
  await eventually(async () => index.asOf.age_s !== undefined, 'the silence');
  expect(shownPrice()).toBe(before);
  http.mend();
  // Without notifications the state is polled.
  await eventually(async () => shownPrice() === before - 1_000n, 'the poll');
  await eventually(async () => index.asOf.age_s === undefined, 'the clock');
  await reprice(before - 2_000n);
  await eventually(async () => shownPrice() === before - 2_000n, 'the next poll');
  websocket.mend();
  const fresh = await ChainIndex.open({ client: openClient(), readBlob, closedLeases });
  await agreed(fresh, index, []);
  fresh.close();
});

test('an offer that is withdrawn leaves the book without waiting for everything to be read again', async () => {
  const client = openClient();
  const watching = await ChainIndex.open({ client, readBlob, reconcileMs: 3_600_000 });
  expect(watching.market().offers).toHaveLength(1);
  await worker?.stop();
  worker = null;
  await eventually(async () => watching.market().offers.length === 0, 'the withdrawal');
  watching.close();
});

test('a chain that replaces another begins a new life of the index', async () => {
  const server = new IndexServer({ openChain: () => openClient(), readBlob, replaceable: true });
  const first = await server.index(30_000);
  let replaced = 0;
  server.onReplaced(() => (replaced += 1));
  expect(await first?.provider(provider)).not.toBeNull();
  await network.call('pyronet_reset');
  await eventually(async () => replaced === 1, 'the end of the first life');
  const second = await server.index(30_000);
  expect(second?.log.boot).not.toBe(first?.log.boot);
  expect(second?.genesisHash).not.toBe(first?.genesisHash);
  expect(await second?.provider(provider)).toBeNull();
  server.close();
});
