import { type Address } from '@solana/kit';
import { fetchToken, getTransferInstruction } from '@solana-program/token';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { pingLease } from '@/lib/actions/ping-lease';
import { redeemVoucher } from '@/lib/actions/redeem-voucher';
import { stopLease } from '@/lib/actions/stop-lease';
import { type Located } from '@/lib/actions/plan';
import { contentDigest } from '@/lib/domain/commitment';
import {
  EndReason,
  FailoverState,
  fetchBurnAuctionFromSeeds,
  fetchMaybeSeizure,
  findParkingPda,
  findTreasuryVaultPda,
  findVaultPda,
  type Lease,
  LeaseState,
  type Seizure,
} from '@/lib/pyronet/generated';
import { absentAddress } from '@/lib/pyronet/absent-address';
import { biddingSlots } from '@/lib/pyronet/failover-phase';
import { duesOf } from '@/lib/pyronet/lease-dues';

import { sessionScope } from '@/lib/pyronet/session-scope';
import { signVoucher } from '@/lib/session/signed-order';
import { type SessionRecord } from '@/lib/session/session-record';

import { AbandonedProvider, instructionsOf, openedPlan } from '../testing/abandoned-provider';
import { type LocalNetwork, startLocalNetwork } from '../testing/local-network';
import { pacedEngine } from '../testing/paced-engine';
import { eventually, type Job, noiseJob, Renter } from '../testing/renter';
import { type OwnFleet, startFleet, startFleetProcess } from '../testing/running-fleet';
import { newFolder, runWorker } from '../testing/running-worker';

// Starts a fleet and a process.
vi.setConfig({ testTimeout: 120_000 });

/** Bids count for 50 of them: long enough on a busy computer. */
const slotMs = 300;
const day = 86_400;
/** Segments of the failed lease that its renter had accepted. */
const acknowledged = 4;
/** As before and after a restart, so that the market has the same offers. */
const seats = { gpus_at_once: 4, gpu_count: 4 };
const confirmed = { commitment: 'confirmed' } as const;
const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let fleet: OwnFleet;
/** Of one machine that lost its power: two were pinged, two were stopped. */
let unbid: Address, stopped: readonly Address[];
/** What its renter knows of one of the pinged, and of the job. */
let failed: SessionRecord, job: Job;
/** Attested by a provider that then closed its account. */
let closedPayee: AbandonedProvider, unpayable: Address;
let seizure: Located<Seizure>;
/** The job that another provider takes over takes some time. */
let mayEnd = (): void => undefined;
const untilItMayEnd = new Promise<void>((resolve) => (mayEnd = resolve));
let heldBeforeSeizure: bigint;

beforeAll(async () => {
  network = await startLocalNetwork(slotMs);
  renter = await Renter.open(network);
  await leaveMarket(['gone', 'closed', 'liar', 'keeper']);
  await abandonLeases();
  heldBeforeSeizure = await renter.usdcAtoms();
  await giveFees(3n * renter.chain.network.params.burnLotAtoms);
  await network.travel(7 * day + 600);
  const keeper = { split_fees_from_usdc: '200', park_from_usdc: '0.000001' };
  const plan = { ...seats, machines: ['keeper'], failover: true, keeper };
  const paced = pacedEngine(20);
  const held = {
    ...paced,
    run: (...job: Parameters<typeof paced.run>) => untilItMayEnd.then(() => paced.run(...job)),
  };
  fleet = await startFleet(network, plan, async () => held, await newFolder());
}, 120_000);
afterAll(async () => {
  mayEnd();
  await fleet?.stop();
  renter?.close();
  await network?.stop();
});

/** Machines whose power fails while their offers are on the market. */
async function leaveMarket(machines: readonly string[]): Promise<void> {
  const plan = { ...seats, machines };
  await (await startFleetProcess(network, plan, 20, await newFolder())).kill();
}

async function abandonLeases(): Promise<void> {
  job = await noiseJob(engine);
  const [gone, closed, liar] = await Promise.all(
    (['gone', 'closed', 'liar'] as const).map((id) => AbandonedProvider.named(renter, id)),
  );
  if (gone === undefined || closed === undefined || liar === undefined) throw new Error('no providers');
  const started = async (ratePerHourMax: bigint) =>
    gone.startedLease(job, { failover: { hopsMax: 1, ratePerHourMax }, tipLamports: 200_000n });
  const ofClosed = closed.startedLease(job);
  const ofLiar = liar.startedLease(job);
  const [bidFor, ...others] = await Promise.all([10_000_000n, ...[1n, 1n, 1n]].map(started));
  if (bidFor === undefined) throw new Error('no lease');
  failed = bidFor;
  [unbid = failed.lease, ...stopped] = others.map(({ lease }) => lease);
  [closedPayee, unpayable] = [closed, (await ofClosed).lease];
  await network.travel(5);
  await acceptFirst(acknowledged);
  seizure = await liar.convict((await ofLiar).lease, job);
  await closed.attest(unpayable, job, 'all', job.plan.segmentCount);
  await closed.closePayout((await renter.lease(unpayable)).providerPayout);
  await Promise.all([...stopped.map(stop), ...[unbid, failed.lease].map(ping)]);
}

/** The renter accepts the first segments of the lease that is to fail: its successor is not paid for them. */
async function acceptFirst(segments: number): Promise<void> {
  const lease = await renter.located(failed.lease);
  const { unixSeconds: servedUntil } = await renter.now();
  const voucher = {
    ...{ servedUntil, coveredSeconds: servedUntil - lease.data.startedAt },
    ...{ deliveredSegments: BigInt(segments), acceptedSegments: BigInt(segments) },
    deliveredRoot: contentDigest(new Uint8Array(1)),
  };
  const scope = sessionScope(renter.chain.network, lease);
  const signed = await signVoucher(scope, failed.sessionKey, voucher);
  const redeemed = await redeemVoucher({ lease, ...signed, accepted: openedPlan(job, segments) });
  await renter.chain.again('accept', renter.wallet, instructionsOf(redeemed));
}

async function stop(address: Address): Promise<void> {
  const approval = { by: 'signature', signer: renter.wallet } as const;
  const plan = await stopLease({ approval, lease: await renter.located(address) });
  await renter.chain.again(`stop ${address}`, renter.wallet, instructionsOf(plan));
}

async function ping(address: Address): Promise<void> {
  const approval = { by: 'signature', signer: renter.wallet } as const;
  const lease = await renter.located(address);
  const plan = await pingLease({ approval, payer: renter.wallet, lease });
  await renter.chain.again(`ping ${address}`, renter.wallet, instructionsOf(plan));
}

/** Into the vault where claimed fees gather; a donation counts as a fee. */
async function giveFees(amount: bigint): Promise<void> {
  const { chain, wallet, usdcAccount: source } = renter;
  const before = await renter.usdcAtoms();
  await network.call('pyronet_faucet', wallet.address, { usdcAtoms: Number(amount) });
  await eventually(async () => (await renter.usdcAtoms()) >= before + amount, 'the faucet');
  const gift = { source, authority: wallet, amount, destination: chain.network.feeVault };
  await chain.again('gift', wallet, [getTransferInstruction(gift)]);
}

const paidOut = ({ renterClaimed, providerClaimed, feeClaimed }: Lease): bigint =>
  renterClaimed + providerClaimed + feeClaimed;

describe('the keeper', () => {
  test('fails a lease whose ping stayed unanswered, and awards it to a worker that bids and finishes the job', async () => {
    await eventually(async () => (await renter.lease(failed.lease)).bestOffer !== absentAddress, 'the bid');
    await network.travelSlots(Number(biddingSlots));
    await eventually(
      async () => (await renter.lease(failed.lease)).failoverState === FailoverState.Awarded,
      'the award',
    );
    const { successor: address, endReason } = await renter.lease(failed.lease);
    expect(endReason).toBe(EndReason.Failed);
    const record = { ...failed, lease: address };
    const scope = sessionScope(renter.chain.network, await renter.located(address));
    await renter.upload({ url: await fleet.urlOf('keeper') }, job, record, scope);
    await eventually(async () => (await renter.lease(address)).state === LeaseState.Active, 'the start');
    await network.travel(20);
    mayEnd();
    await eventually(async () => (await renter.lease(address)).state === LeaseState.Auditing, 'the result');
    expect((await renter.lease(address)).attestedSegments).toBe(BigInt(job.plan.segmentCount));
    await network.travel(900);
    await eventually(
      async () => (await renter.lease(failed.lease)).failoverState === FailoverState.Carried,
      'the last carry',
    );
    await eventually(
      async () => (await renter.lease(address)).state === LeaseState.Settled,
      'the end of the successor',
    );
    await eventually(async () => {
      const { data } = await renter.located(address);
      return data.funded === paidOut(data);
    }, 'the payout');
    const [former, successor] = [await renter.lease(failed.lease), await renter.lease(address)];
    expect(successor.provider).toBe(await fleet.providerOf('keeper'));
    expect(former.ackSegment).toBe(BigInt(acknowledged));
    expect(successor.baseUnits).toBe(job.plan.cumulativeUnits[acknowledged - 1]);
    expect(former.providerClaimed, 'for what was accepted').toBeGreaterThan(0n);
    expect(successor.providerClaimed, 'for the rest').toBeGreaterThan(0n);
    expect(successor.funded).toBe(former.movedOut);
    expect(paidOut(former) + paidOut(successor), 'all that the renter paid in').toBe(former.funded);
    for (const { vault } of [former, successor]) expect(await renter.usdcAtoms(vault)).toBe(0n);
  });

  test('ends a search in which nobody bid, and the renter is paid', async () => {
    await eventually(
      async () => (await renter.lease(unbid)).failoverState === FailoverState.NoFit,
      'the end of the search',
    );
    const lease = await renter.lease(unbid);
    expect(lease.endReason).toBe(EndReason.Failed);
    expect(lease.renterClaimed).toBeGreaterThan(0n);
    expect(duesOf(lease).renter, 'more than can still be proved is paid').toBe(0n);
  });

  test('settles several stopped leases of one silent provider in one transaction, and pays everybody', async () => {
    for (const lease of stopped)
      await eventually(async () => {
        const { state, funded, renterClaimed, providerClaimed, feeClaimed } = await renter.lease(lease);
        return state === LeaseState.Settled && renterClaimed + providerClaimed + feeClaimed === funded;
      }, 'the payout');
    expect(fleet.log()).toContain('settled leases of a silent provider together leases=2');
  });

  test('splits fees once enough have gathered, and opens the next lot of the burn auction', async () => {
    const { rpc } = renter.chain.client;
    const [treasury] = await findTreasuryVaultPda();
    await eventually(async () => (await fetchToken(rpc, treasury, confirmed)).data.amount > 0n, 'the split');
    await eventually(async () => (await fetchBurnAuctionFromSeeds(rpc)).data.openedSlot > 0n, 'the lot');
  });

  test('gives out a seizure once it has rested: burned, and its challenger paid', async () => {
    const { rpc } = renter.chain.client;
    const isGone = async () => !(await fetchMaybeSeizure(rpc, seizure.address, confirmed)).exists;
    await eventually(isGone, 'the end of the seizure');
    expect(fleet.log()).toContain('burned what a seizure burns');
    expect(seizure.data.challengerDue).toBeGreaterThan(0n);
    expect(await renter.usdcAtoms()).toBeGreaterThanOrEqual(heldBeforeSeizure + seizure.data.challengerDue);
  });

  test('has the renter paid although the silent provider’s account is gone, and in time parks what that is due', async () => {
    await eventually(async () => (await renter.lease(unpayable)).state === LeaseState.Settled, 'the release');
    const { provider: due, renter: renterDue } = duesOf(await renter.lease(unpayable));
    expect(due).toBeGreaterThan(0n);
    expect(renterDue).toBe(0n);
    await network.travel(40 * day);
    const [parking] = await findParkingPda({ owner: closedPayee.keys.authority.address });
    const [vault] = await findVaultPda({ lease: parking });
    await eventually(async () => (await renter.usdcAtoms(vault)) === due, 'the parking');
    expect(duesOf(await renter.lease(unpayable)).provider).toBe(0n);
  });

  test('shows what it earned in tips, what its machine bid for and won, and what is parked for an owner', async () => {
    const ofClosed = await runWorker(network, 'closed', await newFolder(), 'status', async () => engine);
    expect(ofClosed).toMatch(/payout account did not take are parked address=\S+ usdc=0\.\d+/);
    const shown = await fleet.status();
    expect(shown).toMatch(/machine=keeper bids=1 won=1/);
    // Two failed, two settled and one awarded, at 20,000 lamports each.
    const [, steps = '', tips = ''] = /keeper steps=(\d+) tips_sol=(\S+)/.exec(shown) ?? [];
    expect(Number(steps)).toBeGreaterThan(5);
    expect(Number(tips)).toBeGreaterThanOrEqual(0.0001);
  });
});
