import { type Address } from '@solana/kit';
import { fetchToken, getTransferInstruction } from '@solana-program/token';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { bidFailover } from '@/lib/actions/bid-failover';
import { pingLease } from '@/lib/actions/ping-lease';
import { stopLease } from '@/lib/actions/stop-lease';
import { type Located } from '@/lib/actions/plan';
import {
  EndReason,
  FailoverState,
  fetchBurnAuctionFromSeeds,
  fetchMaybeSeizure,
  findParkingPda,
  findTreasuryVaultPda,
  findVaultPda,
  LeaseState,
  type Seizure,
} from '@/lib/pyronet/generated';
import { biddingSlots } from '@/lib/pyronet/failover-phase';
import { duesOf } from '@/lib/pyronet/lease-dues';

import { fetchOwnOffers } from '../provider/own-accounts';
import { AbandonedProvider, instructionsOf } from '../testing/abandoned-provider';
import { type LocalNetwork, startLocalNetwork } from '../testing/local-network';
import { pacedEngine } from '../testing/paced-engine';
import { eventually, noiseJob, Renter } from '../testing/renter';
import { type RunningFleet, startFleet, startFleetProcess } from '../testing/running-fleet';
import { newFolder } from '../testing/running-worker';

// Starts a fleet and a process.
vi.setConfig({ testTimeout: 120_000 });

/** Bids count for 50 of them: long enough on a busy computer. */
const slotMs = 250;
const day = 86_400;
const confirmed = { commitment: 'confirmed' } as const;
const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let fleet: RunningFleet & { readonly stop: () => Promise<void> };
/** Of one machine that lost its power: two were pinged, two were stopped. */
let unbid: Address, bidFor: Address, stopped: readonly Address[];
/** Attested by a provider that then closed its account. */
let closedPayee: AbandonedProvider, unpayable: Address;
let seizure: Located<Seizure>;
let heldBeforeSeizure: bigint;

beforeAll(async () => {
  network = await startLocalNetwork(slotMs);
  renter = await Renter.open(network);
  await leaveMarket(['gone', 'closed', 'liar']);
  await abandonLeases();
  heldBeforeSeizure = await renter.usdcAtoms();
  await giveFees(3n * renter.chain.network.params.burnLotAtoms);
  await network.travel(7 * day + 600);
  const keeper = { split_fees_from_usdc: '200', park_from_usdc: '0.000001' };
  const plan = { gpus_at_once: 1, machines: ['keeper'], keeper };
  fleet = await startFleet(network, plan, async () => pacedEngine(20), await newFolder());
}, 120_000);
afterAll(async () => {
  await fleet?.stop();
  renter?.close();
  await network?.stop();
});

/** Machines whose power fails while their offers are on the market. */
async function leaveMarket(machines: readonly string[]): Promise<void> {
  const plan = { gpus_at_once: 4, gpu_count: 4, machines };
  await (await startFleetProcess(network, plan, 20, await newFolder())).kill();
}

async function abandonLeases(): Promise<void> {
  const job = await noiseJob(engine);
  const [gone, closed, liar] = await Promise.all(
    (['gone', 'closed', 'liar'] as const).map((id) => AbandonedProvider.named(renter, id)),
  );
  if (gone === undefined || closed === undefined || liar === undefined) throw new Error('no providers');
  const failover = { hopsMax: 1, ratePerHourMax: 10_000_000n };
  const started = () => gone.startedLease(job, { failover });
  const ofClosed = closed.startedLease(job);
  const ofLiar = liar.startedLease(job);
  [unbid, bidFor, ...stopped] = await Promise.all([started(), started(), started(), started()]);
  [closedPayee, unpayable] = [closed, await ofClosed];
  await network.travel(5);
  seizure = await liar.convict(await ofLiar, job);
  await closed.attest(unpayable, job, 'all', job.plan.segmentCount);
  await closed.closePayout((await renter.lease(unpayable)).providerPayout);
  await Promise.all([...stopped.map(stop), ...[unbid, bidFor].map(ping)]);
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

describe('the keeper', () => {
  test('fails a lease whose ping stayed unanswered and awards it to the offer that bid; its money follows', async () => {
    await eventually(
      async () => (await renter.lease(bidFor)).failoverState === FailoverState.Bidding,
      'the search',
    );
    const [offer] = await fetchOwnOffers(renter.chain, await fleet.providerOf('keeper'));
    if (offer === undefined) throw new Error('no offer');
    const lease = await renter.located(bidFor);
    const bid = await bidFailover({ lease, offer, now: await renter.now() });
    await renter.chain.again('bid', renter.wallet, instructionsOf(bid));
    await network.travelSlots(Number(biddingSlots));
    await eventually(
      async () => (await renter.lease(bidFor)).failoverState >= FailoverState.Awarded,
      'the award',
    );
    const former = await renter.lease(bidFor);
    const successor = await renter.lease(former.successor);
    expect(former.endReason).toBe(EndReason.Failed);
    expect(successor.provider).toBe(offer.data.provider);
    expect(successor.funded).toBe(former.movedOut);
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
});
