import { type Address } from '@solana/kit';
import { fetchToken, getTransferInstruction } from '@solana-program/token';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { bidFailover } from '@/lib/actions/bid-failover';
import { pingLease } from '@/lib/actions/ping-lease';
import { stopLease } from '@/lib/actions/stop-lease';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { type Result } from '@/lib/domain/result';
import {
  EndReason,
  FailoverState,
  fetchBurnAuctionFromSeeds,
  findTreasuryVaultPda,
  type Lease,
  LeaseState,
} from '@/lib/pyronet/generated';
import { duesOf } from '@/lib/pyronet/lease-dues';

import { fetchOwnOffers } from '../provider/own-accounts';
import { type LocalNetwork, startLocalNetwork } from '../testing/local-network';
import { pacedEngine } from '../testing/paced-engine';
import { eventually, noiseJob, Renter } from '../testing/renter';
import { type RunningFleet, startFleet, startFleetProcess } from '../testing/running-fleet';
import { newFolder } from '../testing/running-worker';

// Starts a fleet and a process.
vi.setConfig({ testTimeout: 120_000 });

const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let fleet: RunningFleet & { readonly stop: () => Promise<void> };
/** Of one machine that lost its power: two were pinged, two were stopped. */
let unbid: Address, bidFor: Address, stopped: readonly Address[];

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
  [unbid, bidFor, ...stopped] = await abandonedLeases();
  const approval = { by: 'signature', signer: renter.wallet } as const;
  for (const lease of stopped)
    await send(`stop ${lease}`, await stopLease({ approval, lease: await located(lease) }));
  for (const address of [unbid, bidFor]) {
    const lease = await located(address);
    await send(`ping ${address}`, await pingLease({ approval, payer: renter.wallet, lease }));
  }
  await giveFees(3n * renter.chain.network.params.burnLotAtoms);
  await network.travel(1_200);
  const plan = { gpus_at_once: 1, machines: ['keeper'], keeper: { split_fees_from_usdc: '200' } };
  fleet = await startFleet(network, plan, async () => pacedEngine(20), await newFolder());
}, 120_000);
afterAll(async () => {
  await fleet?.stop();
  renter?.close();
  await network?.stop();
});

const located = async (address: Address): Promise<Located<Lease>> => ({
  address,
  data: await renter.lease(address),
});

async function send(key: string, plan: Result<ActionPlan>): Promise<void> {
  if (!plan.ok) throw new Error(plan.problem.message);
  await renter.chain.again(key, renter.wallet, plan.value.instructions);
}

/** Leases that a machine has started, whose power then fails while its offer is still on the market. */
async function abandonedLeases(): Promise<[Address, Address, ...Address[]]> {
  const job = await noiseJob(engine);
  const plan = { gpus_at_once: 4, gpu_count: 4, machines: ['gone'] };
  const machine = await startFleetProcess(network, plan, 60_000, await newFolder());
  const started = async (): Promise<Address> => {
    const terms = { failover: { hopsMax: 1, ratePerHourMax: 10_000_000n } };
    const { record, scope } = await renter.take(await machine.providerOf('gone'), job, {}, terms);
    await renter.upload({ url: await machine.urlOf('gone') }, job, record, scope);
    await eventually(async () => (await renter.lease(record.lease)).state === LeaseState.Active, 'a start');
    return record.lease;
  };
  try {
    return [await started(), await started(), await started(), await started()];
  } finally {
    await machine.kill();
  }
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
    await send('bid', await bidFailover({ lease: await located(bidFor), offer, now: await renter.now() }));
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
    await eventually(
      async () => (await fetchToken(rpc, treasury, { commitment: 'confirmed' })).data.amount > 0n,
      'the split',
    );
    await eventually(async () => (await fetchBurnAuctionFromSeeds(rpc)).data.openedSlot > 0n, 'the lot');
  });
});
