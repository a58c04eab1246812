import { beforeEach, describe, expect, test } from 'vitest';

import { buyBurnLot } from '@/lib/actions/buy-burn-lot';
import { burnCost } from '@/lib/domain/burn-auction';
import {
  findBurnVaultPda,
  findConfigPda,
  getBuyBurnLotInstructionAsync,
  getOpenBurnLotInstructionAsync,
} from '@/lib/pyronet/generated';

import {
  auctionOf,
  type Buyer,
  burnVaultAtoms,
  buyLot,
  joinAsBuyer,
  openLot,
  planPurchase,
} from '../testing/burn';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { placeTokens, tokenBalance } from '../testing/tokens';

/** Lots of 10 USDC around 3 PYRO for one, falling from twice that to half of it in 201 slots. */
const terms = {
  burnLotAtoms: 10_000_000n,
  burnFirstPrice: 3_000_000n,
  burnFallSlots: 201,
  burnStartBps: 20_000,
};
let market: Market;
let buyer: Buyer;

beforeEach(async () => {
  market = await openMarket(terms);
  buyer = await joinAsBuyer(market);
  await fill(25_000_000n);
});

async function fill(atoms: bigint): Promise<void> {
  const [owner] = await findConfigPda();
  const [at] = await findBurnVaultPda();
  await placeTokens(market.chain, { owner, mint: market.network.usdcMint, atoms, at });
}

function passSlots(slots: bigint): void {
  market.chain.setTime(market.chain.now + slots, market.chain.slot + slots);
}

/** PYRO atoms that buying the open lot burned. */
async function paid(): Promise<bigint> {
  const before = tokenBalance(market.chain, buyer.pyro);
  confirmed(await buyLot(market, buyer));
  return before - tokenBalance(market.chain, buyer.pyro);
}

describe('a lot', () => {
  test.each([
    [0n, 60_000_000n],
    [100n, 37_500_000n],
    [200n, 15_000_000n],
    [201n, 30_000_000n],
    [401n, 7_500_000n],
  ])('costs after %d slots %d PYRO atoms, as the calculator says', async (slots, pyro) => {
    confirmed(await openLot(market));
    passSlots(slots);
    const cost = burnCost(await auctionOf(market), market.chain.slot);
    expect(cost).toBe(pyro);
    expect(await paid()).toBe(pyro);
    expect(tokenBalance(market.chain, buyer.usdc)).toBe(10_000_000n);
    expect(await burnVaultAtoms(market)).toBe(15_000_000n);
  });

  test('that follows another starts at twice what was paid and falls to half of it', async () => {
    confirmed(await openLot(market));
    passSlots(100n);
    expect(await paid()).toBe(37_500_000n);
    passSlots(1_000n);
    confirmed(await openLot(market));
    expect(burnCost(await auctionOf(market), market.chain.slot)).toBe(75_000_000n);
    passSlots(200n);
    expect(await paid()).toBe(18_750_000n);
    const auction = await auctionOf(market);
    expect([auction.lotsSold, auction.usdcSold, auction.pyroBurned]).toEqual([2n, 20_000_000n, 56_250_000n]);
  });

  test('is opened only where the vault holds a whole one, and one at a time', async () => {
    confirmed(await openLot(market));
    const again = await getOpenBurnLotInstructionAsync({ params: market.network.paramsAddress });
    expect(verdict(await market.send([again]))).toBe('lotOpen');
    confirmed(await buyLot(market, buyer));
    await fill(9_999_999n);
    expect(verdict(await market.send([again]))).toBe('lotNotFull');
    await fill(10_000_000n);
    confirmed(await market.send([again]));
  });

  test('waits for nobody’s silence to become cheap: its price falls only while it is for sale', async () => {
    passSlots(1_000_000n);
    confirmed(await openLot(market));
    expect(burnCost(await auctionOf(market), market.chain.slot)).toBe(60_000_000n);
  });
});

describe('a buyer', () => {
  test('never pays more than it signed for, and never for another lot than it saw', async () => {
    confirmed(await openLot(market));
    const cheap = await planPurchase(market, buyer);
    const [instruction] = cheap.instructions;
    if (instruction === undefined) throw new Error('one instruction was expected');
    const limited = await getBuyBurnLotInstructionAsync({
      buyer: buyer.wallet,
      source: buyer.pyro,
      destination: buyer.usdc,
      pyroMint: market.network.pyroMint,
      lot: 1n,
      pyroMax: 59_999_999n,
    });
    expect(verdict(await market.send([limited]))).toBe('lotTooDear');
    confirmed(await market.send([instruction]));
    expect(verdict(await market.send([instruction]))).toBe('noLot');
    confirmed(await openLot(market));
    expect(verdict(await market.send([instruction]))).toBe('lotMoved');
  });

  test('without the PYRO gets nothing', async () => {
    confirmed(await openLot(market));
    const poor = await placeTokens(market.chain, {
      owner: buyer.wallet.address,
      mint: market.network.pyroMint,
      atoms: 59_999_999n,
    });
    const purchase = { buyer: buyer.wallet, source: poor, destination: buyer.usdc, pyroMaxAtoms: 10n ** 15n };
    const auction = await auctionOf(market);
    const plan = valueOf(
      await buyBurnLot({ network: market.network, ...purchase, auction, slot: market.chain.slot }),
    );
    expect(verdict(await market.send(plan.instructions))).toBe('notEnoughFunds');
    expect(await burnVaultAtoms(market)).toBe(25_000_000n);
  });
});
