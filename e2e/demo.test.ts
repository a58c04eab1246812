import { readFileSync, writeFileSync } from 'node:fs';

import {
  address,
  type Address,
  createKeyPairSignerFromPrivateKeyBytes,
  getAddressEncoder,
  lamports,
} from '@solana/kit';
import { fetchMaybeToken, findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { fetchLeaseStatus } from '@/lib/blobs/lease-client';
import { accruedForWork } from '@/lib/domain/accrual';
import { leaseDues, protocolFee } from '@/lib/domain/fee';
import { EndReason, fetchLease, type Lease, LeaseState } from '@/lib/pyronet/generated';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { fetchNetwork } from '@/lib/pyronet/network';

import { CorruptingCarrier, CuttableLine } from './faulty-carrier';
import { type Spawned, TestNetwork, written } from './network';

const small = ['--width', '96', '--height', '64', '--samples', '4', '--tile', '16'];
/** Seconds of work: coverage counts whole seconds of the chain, so that what is done within one may be paid nothing. */
const paid = ['--width', '96', '--height', '64', '--samples', '256', '--tile', '16'];
/** Long enough that there is time to break something in the middle. */
const long = ['--width', '256', '--height', '192', '--samples', '120', '--tile', '32'];
const limitMs = 240_000;

let network: TestNetwork;

// One network for all: the tests run one after another, and the one that moves the clock comes last.
beforeAll(async () => {
  network = await TestNetwork.start();
}, limitMs);

// A lease of the test before may still hold the only machine.
beforeEach(() => network.offer(), limitMs);

afterAll(() => network.close());

async function leaseOf(demo: Spawned): Promise<Address> {
  return address((await written(demo, /Lease (\w{32,44}) is open/))[1] ?? '');
}

async function readLease(lease: Address): Promise<Lease> {
  return (await fetchLease(network.client.rpc, lease, { commitment: 'confirmed' })).data;
}

async function usdcOf(account: Address): Promise<bigint> {
  const token = await fetchMaybeToken(network.client.rpc, account, { commitment: 'confirmed' });
  return token.exists ? token.data.amount : 0n;
}

/** The first answer of something that is just starting. */
async function firstAnswer<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const giveUpAtMs = Date.now() + limitMs / 2;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > giveUpAtMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** A keypair file of a wallet that holds SOL and nothing else. */
async function walletWithoutUsdc(): Promise<string> {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const { address: owner } = await createKeyPairSignerFromPrivateKeyBytes(seed);
  await network.client.rpc.requestAirdrop(owner, lamports(1_000_000_000n)).send();
  const file = network.path('wallet.json');
  writeFileSync(file, JSON.stringify([...seed, ...getAddressEncoder().encode(owner)]));
  return file;
}

async function renterAccount(): Promise<Address> {
  const [{ address: owner }, { usdcMint: mint }] = [
    await worthlessLocalKey('demo renter'),
    await fetchNetwork(network.client.rpc),
  ];
  return (await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS }))[0];
}

/** Every atom of a settled lease is with its provider, its renter or the protocol, by the published rule. */
async function expectPaidToTheAtom(lease: Lease): Promise<void> {
  const gross = accruedForWork({
    ratePerHour: lease.ratePerHour,
    coveredSeconds: lease.coveredS,
    workUnits: lease.releasedUnits,
    guaranteedUnitsPerSecond: lease.guaranteedUnitsPerS,
  });
  expect(lease.released).toBe(gross);
  const fee = protocolFee(gross, lease.feeBps);
  expect(lease.providerClaimed).toBe(gross - fee);
  expect(lease.feeClaimed).toBe(fee);
  expect(lease.renterClaimed).toBe(lease.funded - gross);
  expect(leaseDues(lease, 0n)).toEqual({ provider: 0n, fee: 0n, renter: 0n });
  expect(await usdcOf(lease.vault)).toBe(0n);
}

test('a picture is rented, rendered, proved and paid for to the atom', { timeout: limitMs }, async () => {
  const { feeVault } = await fetchNetwork(network.client.rpc);
  const feesBefore = await usdcOf(feeVault);
  const demo = network.demo(paid);
  expect(await demo.ended, demo.output()).toBe(0);
  const lease = await readLease(await leaseOf(demo));
  expect(lease).toMatchObject({ state: LeaseState.Settled, endReason: EndReason.Completed });
  await expectPaidToTheAtom(lease);
  expect(lease.released).toBeGreaterThan(0n);
  expect((await usdcOf(feeVault)) - feesBefore).toBe(lease.feeClaimed);
  expect(await usdcOf(await renterAccount())).toBe(1_000_000_000n - lease.released);
  expect([...readFileSync(network.path('demo.png')).subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  expect(demo.output()).toMatch(/sum +0\n/);
});

test('a tile that arrives corrupted is refused, and the lease is stopped', { timeout: limitMs }, async () => {
  const carrier = await CorruptingCarrier.before(network.workerUrl);
  try {
    const demo = network.demo([...small, '--worker', carrier.url]);
    const address = await leaseOf(demo);
    expect(await demo.ended, demo.output()).toBe(1);
    const lease = await readLease(address);
    expect(lease.acceptedSegments).toBe(0n);
    expect(lease.state).toBeGreaterThan(LeaseState.Active);
  } finally {
    await carrier.close();
  }
});

test(
  'a worker that is killed and started again finishes without double work',
  { timeout: limitMs },
  async () => {
    const demo = network.demo(long);
    const address = await leaseOf(demo);
    await written(demo, /\d+ of \d+ tiles/);
    const worker = { url: network.workerUrl };
    const { delivered_segments: doneBefore } = await fetchLeaseStatus(worker, address);
    await network.killWorker();
    network.startWorker();
    const after = await firstAnswer(() => fetchLeaseStatus(worker, address));
    expect(doneBefore).toBeGreaterThan(0);
    expect(after.delivered_segments).toBeGreaterThanOrEqual(doneBefore);
    expect(await demo.ended, demo.output()).toBe(0);
    const lease = await readLease(address);
    expect(lease.endReason).toBe(EndReason.Completed);
    await expectPaidToTheAtom(lease);
  },
);

test('a renter that is killed goes on where it was', { timeout: limitMs }, async () => {
  const demo = network.demo(long);
  const address = await leaseOf(demo);
  await written(demo, /\d+ of \d+ tiles/);
  demo.process.kill('SIGKILL');
  await demo.ended;
  const resumed = network.demo(['--resume']);
  expect(await resumed.ended, resumed.output()).toBe(0);
  const lease = await readLease(address);
  expect(lease.endReason).toBe(EndReason.Completed);
  await expectPaidToTheAtom(lease);
});

test('a chain that is away for ten seconds delays and breaks nothing', { timeout: limitMs }, async () => {
  const rpc = await CuttableLine.to(Number(new URL(network.rpcUrl).port));
  const ws = await CuttableLine.to(Number(new URL(network.wsUrl).port));
  try {
    const away = ['--rpc', `http://127.0.0.1:${rpc.port}`, '--ws', `ws://127.0.0.1:${ws.port}`];
    const demo = network.demo([...long, ...away]);
    const address = await leaseOf(demo);
    await written(demo, /\d+ of \d+ tiles/);
    for (const line of [rpc, ws]) line.cut();
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    for (const line of [rpc, ws]) line.mend();
    expect(await demo.ended, demo.output()).toBe(0);
    await expectPaidToTheAtom(await readLease(address));
  } finally {
    await Promise.all([rpc.close(), ws.close()]);
  }
});

test('a renter that stops pays for what was served and no more', { timeout: limitMs }, async () => {
  const demo = network.demo(long);
  const address = await leaseOf(demo);
  await written(demo, /\d+ of \d+ tiles/);
  demo.process.kill('SIGINT');
  expect(await demo.ended, demo.output()).toBe(4);
  const lease = await readLease(address);
  expect(lease).toMatchObject({ state: LeaseState.Settled, endReason: EndReason.Stopped });
  expect(lease.released).toBeLessThan(lease.funded);
  await expectPaidToTheAtom(lease);
});

test('a job that nobody can take says what each offer lacks', { timeout: limitMs }, async () => {
  const demo = network.demo([...small, '--max-price', '0.000001']);
  expect(await demo.ended).toBe(3);
  expect(demo.output()).toMatch(/None of the 1 open offers/);
});

test('a wallet without USDC is told what the escrow is and what it holds', { timeout: limitMs }, async () => {
  const demo = network.demo([...small, '--keypair', await walletWithoutUsdc()]);
  expect(await demo.ended, demo.output()).toBe(3);
  expect(demo.output()).toMatch(/The escrow is [\d.]+ USDC and the account holds 0\.00/);
});

test(
  'of two renters who want the last machine, one gets it and the other keeps its money',
  {
    timeout: limitMs,
  },
  async () => {
    const before = await usdcOf(await renterAccount());
    const demos = [network.demo(long), network.demo([...long, '--out', network.path('other.png')])];
    const codes = await Promise.all(demos.map(({ ended }) => ended));
    expect([...codes].sort(), demos.map((demo) => demo.output()).join('\n')).toEqual([0, 3]);
    const winner = demos[codes.indexOf(0)];
    const lease = await readLease(winner === undefined ? address('') : await leaseOf(winner));
    expect(await usdcOf(await renterAccount())).toBe(before - lease.released);
  },
);

test('a renter that vanishes leaves the provider what it proved', { timeout: limitMs }, async () => {
  const demo = network.demo(long);
  const address = await leaseOf(demo);
  await written(demo, /\d+ of \d+ tiles/);
  demo.process.kill('SIGKILL');
  await demo.ended;
  const deadlineMs = Date.now() + limitMs / 2;
  const state = async (): Promise<LeaseState> => (await readLease(address)).state;
  while ((await state()) < LeaseState.Auditing && Date.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const { params } = await fetchNetwork(network.client.rpc);
  await network.travel(params.windowS + 1);
  while ((await state()) !== LeaseState.Settled && Date.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const lease = await readLease(address);
  expect(lease.state).toBe(LeaseState.Settled);
  expect(lease.released).toBeGreaterThan(0n);
});
