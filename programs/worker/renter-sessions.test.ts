import { type Address } from '@solana/kit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { cancelLease } from '@/lib/actions/cancel-lease';
import { rotateSession } from '@/lib/actions/rotate-session';
import { LeaseState, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { LeaseSession, type LeaseSessionOptions } from '@/lib/session/lease-session';
import { LeaseView } from '@/lib/session/lease-view';
import { type SessionEvent } from '@/lib/session/session-event';
import {
  createSessionSecrets,
  loadSession,
  saveSession,
  type SessionRecord,
} from '@/lib/session/session-record';
import { memoryStore } from '@/lib/storage/key-value-store';

import { type LocalNetwork, startLocalNetwork } from './testing/local-network';
import { pacedEngine } from './testing/paced-engine';
import { eventually, type Job, noiseJob, Renter } from './testing/renter';
import { newFolder, type RunningWorker, startWorker } from './testing/running-worker';

vi.setConfig({ testTimeout: 180_000 });

/** What two sessions of one lease do to each other, as two tabs or two browsers of one renter are. */
const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let worker: RunningWorker;

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
  worker = await startWorker(network, 'sessions', async () => pacedEngine(100), await newFolder());
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  renter?.close();
  await network?.stop();
});

interface Watched {
  readonly session: LeaseSession;
  readonly events: SessionEvent[];
}

const isActive = async (lease: Address): Promise<boolean> =>
  (await renter.lease(lease)).state === LeaseState.Active;

function watched(job: Job, record: SessionRecord, options: Partial<LeaseSessionOptions> = {}): Watched {
  const events: SessionEvent[] = [];
  const session = new LeaseSession({
    client: renter.chain.client,
    programAddress: PYRONET_PROGRAM_ADDRESS,
    provider: worker.provider,
    record,
    store: memoryStore(),
    engine,
    job: job.job,
    input: job.scene,
    workerAddresses: async () => [worker.url],
    voucherEveryMs: 300,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { session, events };
}

test('a session whose key was replaced watches to the end, and signs nothing any more', async () => {
  const job = await noiseJob(engine, { width: 160, height: 160 });
  const { record } = await renter.take(worker.provider, job);
  const old = watched(job, record);
  const running = old.session.run();
  await eventually(() => isActive(record.lease), 'the start');
  const secrets = await createSessionSecrets();
  const lease = { address: record.lease, data: await renter.lease(record.lease) };
  const { instructions } = rotateSession({
    renter: renter.wallet,
    lease,
    sessionKey: secrets.sessionKey.address,
  });
  await renter.chain.again('rotate', renter.wallet, instructions);
  await eventually(async () => old.events.some(({ type }) => type === 'replaced'), 'word of the new key');
  const replacedAt = old.events.findIndex(({ type }) => type === 'replaced');

  const next = watched(job, { ...record, ...secrets });
  const [before, after] = await Promise.all([running, next.session.run()]);
  expect(after.kind).toBe('completed');
  expect(before.kind).toBe('completed');
  // A voucher that was being signed as the key changed may still be told of.
  const signedAfter = old.events.slice(replacedAt).filter(({ type }) => type === 'vouched');
  expect(signedAfter.length).toBeLessThanOrEqual(1);
  expect(old.events.some(({ type }) => type === 'mismatch' || type === 'accepting')).toBe(false);
  expect(next.events.some(({ type }) => type === 'accepting')).toBe(true);
});

test('a session that does not lead sees every tile and the end, and neither uploads nor signs', async () => {
  const job = await noiseJob(engine);
  const { record } = await renter.take(worker.provider, job);
  const follower = watched(job, record, { leads: false });
  const leader = watched(job, record);
  const outcomes = await Promise.all([follower.session.run(), leader.session.run()]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['completed', 'completed']);
  const kinds = new Set(follower.events.map(({ type }) => type));
  expect(follower.events.filter(({ type }) => type === 'delivered')).toHaveLength(job.plan.segmentCount);
  for (const kind of ['uploaded', 'vouched', 'accepting'])
    expect(kinds.has(kind as SessionEvent['type'])).toBe(false);
});

test('a look at a lease shows an end that the watching has not heard of', async () => {
  const { record } = await renter.take(worker.provider, await noiseJob(engine));
  const client: ChainClient = {
    ...renter.chain.client,
    pubSub: null,
    clock: { ...renter.chain.client.clock, sleep: () => new Promise(() => undefined) },
  };
  let heard = 0;
  const view = new LeaseView(client, record.lease, PYRONET_PROGRAM_ADDRESS, () => (heard += 1));
  await eventually(async () => heard === 1, 'the first reading');
  const cancelled = await cancelLease({
    approval: { by: 'signature', signer: renter.wallet },
    lease: { address: record.lease, data: await renter.lease(record.lease) },
  });
  if (!cancelled.ok) throw new Error(cancelled.problem.message);
  await renter.chain.again('cancel', renter.wallet, cancelled.value.instructions);
  expect((await view.look()).lease?.state).toBe(LeaseState.Settled);
  expect(heard).toBe(1);
  view.close();
});

test('a session goes on from what was written down, with a key that cannot be read out', async () => {
  const store = memoryStore();
  const job = await noiseJob(engine, { width: 160, height: 160 });
  const { record } = await renter.take(worker.provider, job);
  await saveSession(store, record);
  const leave = new AbortController();
  const first = watched(job, record, { store });
  const running = first.session.run(leave.signal);
  await eventually(async () => first.events.some(({ type }) => type === 'vouched'), 'a voucher');
  leave.abort();
  expect((await running).kind).toBe('left');
  const kept = await loadSession(store, record.lease);
  if (kept === null) throw new Error('the session was not kept');
  expect(kept.sessionKey.privateKey.extractable).toBe(false);
  expect(kept.signed).not.toBeNull();
  expect((await watched(job, kept, { store }).session.run()).kind).toBe('completed');
});

test('what was refused once stays refused, however well the rest looks after a restart', async () => {
  const store = memoryStore();
  const job = await noiseJob(engine);
  const { record } = await renter.take(worker.provider, job);
  await saveSession(store, record);
  const suspicious = watched(job, record, {
    store,
    spotChecks: { sharePpm: 1_000_000, atLeast: 1 },
    engine: {
      plan: (...request) => engine.plan(...request),
      verifySegment: async ({ claimed }) => ({ matches: false, computed: claimed }),
    },
  });
  expect((await suspicious.session.run()).kind).toBe('refused');
  const kept = await loadSession(store, record.lease);
  expect(kept?.refused?.code).toBe('segment-recomputed-differs');
  if (kept === null) throw new Error('the session was not kept');
  const again = watched(job, kept, { store });
  expect((await again.session.run()).kind).toBe('refused');
  expect(again.events.some(({ type }) => type === 'accepting' || type === 'vouched')).toBe(false);
});
