import { beforeEach, expect, test } from 'vitest';

import { type GoToMarketPlan, goToMarket } from '@/lib/actions/go-to-market';
import { type MachineFacts, machineTerms } from '@/lib/actions/machine-terms';
import { type MarketSteps } from '@/lib/actions/market-steps';
import { type Located } from '@/lib/actions/plan';
import { findGpuClassPda, findProviderPda, OfferStatus, type Provider } from '@/lib/pyronet/generated';
import { gpuClassId } from '@/lib/pyronet/gpu-classes';
import { type Holdings } from '@/lib/pyronet/holdings';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { confirmed, valueOf } from '../testing/expectation';
import { fundedKey, type Market, openMarket, read } from '../testing/market';
import { placeTokens, tokenAddress, tokenBalance } from '../testing/tokens';

const thousandPyro = 1_000_000_000n;
const hundredUsdc = 100_000_000n;
const machine: MachineFacts = {
  gpuCount: 1,
  vramMib: 8_192,
  workUnitsPerSecond: 1_000_000n,
  guaranteedUnitsPerSecond: 700_000n,
  memoryBytes: 1n << 32n,
  diskBytes: 1n << 36n,
  maxUploadBytes: 1n << 28n,
  upMbps: 10,
  downMbps: 10,
  localOnly: true,
};

let market: Market;
let wallet: Awaited<ReturnType<typeof fundedKey>>;
let worker: Awaited<ReturnType<typeof worthlessLocalKey>>;

beforeEach(async () => {
  market = await openMarket();
  wallet = await fundedKey(market.chain, 'newcomer');
  worker = await worthlessLocalKey('machine of the newcomer');
  const { usdcMint, pyroMint } = market.network;
  await placeTokens(market.chain, { owner: wallet.address, mint: pyroMint, atoms: 5n * thousandPyro });
  await placeTokens(market.chain, { owner: wallet.address, mint: usdcMint, atoms: 2n * hundredUsdc });
});

const holdings = async (): Promise<Holdings> => {
  const usdcAccount = await tokenAddress(wallet.address, market.network.usdcMint);
  const pyroAccount = await tokenAddress(wallet.address, market.network.pyroMint);
  return {
    lamports: market.chain.balance(wallet.address),
    usdcAccount,
    usdcAtoms: tokenBalance(market.chain, usdcAccount),
    hasUsdcAccount: true,
    pyroAccount,
    pyroAtoms: tokenBalance(market.chain, pyroAccount),
    hasPyroAccount: true,
  };
};

const provider = async (): Promise<Located<Provider>> => {
  const [address] = await findProviderPda({ authority: wallet.address });
  return { address, data: read.provider(market.chain, address) };
};

async function steps(part: Partial<MarketSteps> = {}): Promise<MarketSteps> {
  const [gpuClass] = await findGpuClassPda({ classId: gpuClassId.cpu });
  const choice = { pricePerHour: 50_000n, minDurationSeconds: 60n, maxDurationSeconds: 86_400n };
  return {
    registration: {
      workerKey: worker.address,
      recordHash: new Uint8Array(32).fill(5),
      region: 4,
      workerPurseLamports: 100_000_000n,
    },
    stakePyroAtoms: thousandPyro,
    bondUsdcAtoms: hundredUsdc,
    listing: {
      gpuClass: { address: gpuClass, data: read.gpuClass(market.chain, gpuClass) },
      terms: machineTerms(machine, choice, market.network.params),
    },
    ...part,
  };
}

const plan = async (chosen: MarketSteps, known: Located<Provider> | null = null) =>
  goToMarket({
    network: market.network,
    wallet,
    holdings: await holdings(),
    provider: known,
    steps: chosen,
  });

const sign = async ({ instructions }: GoToMarketPlan) =>
  confirmed(await market.chain.send(wallet, instructions));

test('one signature registers, stakes, bonds and lists, and takes what the quote says to the lamport', async () => {
  const before = await holdings();
  const going = valueOf(await plan(await steps()));
  await sign(going);
  const after = await holdings();
  const fee = 5_000n;
  expect(before.lamports - after.lamports).toBe(going.quote.totalLamports + fee);
  expect(before.pyroAtoms - after.pyroAtoms).toBe(thousandPyro);
  expect(before.usdcAtoms - after.usdcAtoms).toBe(hundredUsdc);
  expect(market.chain.balance(worker.address)).toBe(100_000_000n);
  const { data } = await provider();
  expect(data).toMatchObject({ tier: 1, bondFree: hundredUsdc, region: 4, offers: 1 });
  const offer = read.offer(market.chain, going.offer ?? going.provider);
  expect(offer).toMatchObject({ status: OfferStatus.Listed, pricePerHour: 50_000n, region: 4 });
});

test('the steps can be taken one at a time, with the same result', async () => {
  const nothing = { registration: null, stakePyroAtoms: 0n, bondUsdcAtoms: 0n, listing: null };
  const all = await steps();
  await sign(valueOf(await plan({ ...nothing, registration: all.registration })));
  await sign(valueOf(await plan({ ...nothing, stakePyroAtoms: thousandPyro }, await provider())));
  await sign(valueOf(await plan({ ...nothing, bondUsdcAtoms: hundredUsdc }, await provider())));
  await sign(valueOf(await plan({ ...nothing, listing: all.listing }, await provider())));
  expect((await provider()).data).toMatchObject({ tier: 1, bondFree: hundredUsdc, offers: 1 });
});

test('a wallet that has too little is told what it lacks, before anything is signed', async () => {
  const refused = await plan(await steps({ stakePyroAtoms: 7n * thousandPyro, bondUsdcAtoms: 201_500_000n }));
  expect(refused).toMatchObject({
    ok: false,
    problem: { code: 'not_enough_funds', message: 'The wallet lacks 1.50 USDC, 2,000 PYRO.' },
  });
});

test('a stake below what the class asks for is refused', async () => {
  const refused = await plan(await steps({ stakePyroAtoms: thousandPyro - 1n }));
  expect(refused).toMatchObject({ ok: false, problem: { code: 'tier_too_low' } });
});

test('a wallet that another tab registered meanwhile is not registered twice', async () => {
  await sign(valueOf(await plan(await steps())));
  expect(await plan(await steps(), await provider())).toMatchObject({
    ok: false,
    problem: { code: 'already_registered' },
  });
});
