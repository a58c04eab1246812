import { type Address } from '@solana/kit';
import { fetchToken } from '@solana-program/token';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { attestResult } from '@/lib/actions/attest-result';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { proveContradiction } from '@/lib/actions/prove-contradiction';
import { startLease } from '@/lib/actions/start-lease';
import { findContradiction } from '@/lib/domain/contradiction';
import { contentDigest, planLeaf } from '@/lib/domain/commitment';
import { merkleProof, merkleRoot, merkleTree } from '@/lib/domain/merkle';
import { type Result } from '@/lib/domain/result';
import {
  type Attestation,
  fetchAttestation,
  fetchMaybeSeizure,
  fetchSeizure,
  findAttestationPda,
  findBurnVaultPda,
  type Lease,
  type Seizure,
} from '@/lib/pyronet/generated';

import { loadKeys } from '../keys/worker-keys';
import { type LocalNetwork, startLocalNetwork } from '../testing/local-network';
import { pacedEngine } from '../testing/paced-engine';
import { eventually, type Job, noiseJob, Renter } from '../testing/renter';
import { startFleet, startFleetProcess } from '../testing/running-fleet';
import { newFolder } from '../testing/running-worker';

// Starts a fleet and a process.
vi.setConfig({ testTimeout: 120_000 });

const engine = pacedEngine(20);
const confirmed = { commitment: 'confirmed' } as const;
const secret = new Uint8Array(32).fill(7);
const week = 604_800;
let network: LocalNetwork;
let renter: Renter;
let stopKeeper: (() => Promise<void>) | undefined;

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
}, 120_000);
afterAll(async () => {
  await stopKeeper?.();
  renter?.close();
  await network?.stop();
});

function instructionsOf(plan: Result<ActionPlan>): ActionPlan['instructions'] {
  if (!plan.ok) throw new Error(plan.problem.message);
  return plan.value.instructions;
}

const leavesOf = (text: string, count: number) =>
  Array.from({ length: count }, (_, index) => contentDigest(new TextEncoder().encode(`${text} ${index}`)));

const leaseAt = async (address: Address): Promise<Located<Lease>> => ({
  address,
  data: await renter.lease(address),
});

/** A lease of a provider that is gone from the market's machines, started with its worker key by the test. */
async function startedLease(id: string, job: Job): Promise<Address> {
  const plan = { gpus_at_once: 1, machines: [id] };
  const machine = await startFleetProcess(network, plan, 20, await newFolder());
  const provider = await machine.providerOf(id);
  await machine.kill();
  const { lease } = (await renter.take(provider, job)).record;
  const { worker } = await loadKeys({ kind: 'local', name: id });
  const start = startLease({ worker, provider, lease: await leaseAt(lease), secret });
  await renter.chain.again('start', worker, instructionsOf(start));
  return lease;
}

/** Attests the first `count` segments; `text` is what is said of them. */
async function attest(
  id: string,
  address: Address,
  { plan: { cumulativeUnits } }: Job,
  text: string,
  count: number,
): Promise<Located<Attestation>> {
  const { worker } = await loadKeys({ kind: 'local', name: id });
  const planTree = merkleTree(cumulativeUnits.map((units, index) => planLeaf(BigInt(index + 1), units)));
  const lease = await leaseAt(address);
  const attested = await attestResult({
    ...{ worker, payer: worker, lease, segments: BigInt(count), providerSecret: secret },
    units: cumulativeUnits[count - 1] ?? 0n,
    planProof: merkleProof(planTree, count - 1),
    segmentsRoot: merkleRoot(leavesOf(text, count)),
    ...{ resultRoot: contentDigest(secret), resultBytes: 100n },
  });
  const seq = lease.data.attestationSeq;
  await renter.chain.again(`attest ${seq}`, worker, instructionsOf(attested));
  const [at] = await findAttestationPda({ lease: address, seq });
  return fetchAttestation(renter.chain.client.rpc, at, confirmed);
}

/** Has a provider contradict itself, and convicts it; the renter is the challenger. */
async function seize(id: string): Promise<Located<Seizure>> {
  const job = await noiseJob(engine);
  const address = await startedLease(id, job);
  await network.travel(5);
  const first = await attest(id, address, job, 'one', 4);
  const second = await attest(id, address, job, 'other', 8);
  const contradiction = findContradiction(merkleTree(leavesOf('one', 4)), merkleTree(leavesOf('other', 8)));
  if (contradiction === undefined) throw new Error('they agree');
  const { chain, wallet: challenger, usdcAccount: challengerPayout } = renter;
  const { unixSeconds: now } = await renter.now();
  const lease = await leaseAt(address);
  const proof = { challenger, challengerPayout, lease, first, second, contradiction, now };
  const convicted = await proveContradiction(proof);
  if (!convicted.ok) throw new Error(convicted.problem.message);
  await chain.again('convict', challenger, convicted.value.instructions);
  return fetchSeizure(chain.client.rpc, convicted.value.seizure, confirmed);
}

test('the keeper gives out a seizure once it has rested: burned, and its challenger paid', async () => {
  const { rpc } = renter.chain.client;
  const seizure = await seize('liar');
  const held = await renter.usdcAtoms();
  await network.travel(week + 600);
  const plan = { gpus_at_once: 1, machines: ['other'] };
  const fleet = await startFleet(network, plan, async () => engine, await newFolder());
  stopKeeper = fleet.stop;
  const isGone = async () => !(await fetchMaybeSeizure(rpc, seizure.address, confirmed)).exists;
  await eventually(isGone, 'the end of the seizure');
  expect(seizure.data.challengerDue).toBeGreaterThan(0n);
  expect(await renter.usdcAtoms()).toBeGreaterThanOrEqual(held + seizure.data.challengerDue);
  const [burnVault] = await findBurnVaultPda();
  expect((await fetchToken(rpc, burnVault, confirmed)).data.amount).toBe(seizure.data.burnDue);
});
