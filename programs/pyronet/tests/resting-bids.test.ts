import { type KeyPairSigner } from '@solana/kit';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { cancelOrder } from '@/lib/actions/cancel-order';
import { matchOrder } from '@/lib/actions/match-order';
import { type OrderRequirement } from '@/lib/actions/order-requirement';
import { type PlaceOrderRequest } from '@/lib/actions/place-order';
import {
  getCancelOrderInstruction,
  Isolation,
  LeaseState,
  Privacy,
  type PyronetErrorName,
} from '@/lib/pyronet/generated';
import { initialParams } from '@/lib/pyronet/initial-params';

import { type Bid, clock, placeBid } from '../testing/bid';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { expectInvariants } from '../testing/invariants';
import { fundedKey, type Market, openMarket, read } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { placeTokens, tokenBalance } from '../testing/tokens';

/** Orders climb from 100,000 to 500,000 by 1,000 a slot; the deposit for 300,000 units at the limit is 41,666 atoms. */
let market: Market;
let renter: RenterActor;

beforeEach(async () => {
  market = await openMarket();
  renter = await joinAsRenter(market);
});

async function bid(changes: Partial<PlaceOrderRequest> = {}): Promise<Bid> {
  const placed = await placeBid(market, renter, changes);
  confirmed(placed.outcome);
  return placed.bid;
}

function passSlots(slots: bigint): void {
  market.chain.setTime(market.chain.now + 1n, market.chain.slot + slots);
}

const renterAtoms = () => tokenBalance(market.chain, renter.source);

const lowestTierAtoms = initialParams.tierStakeMin[0] ?? 0n;

/** Sends the match whatever the client thinks of it. */
async function forceMatch(
  resting: Bid,
  provider: ProviderActor,
  matcher = market.relayer,
  vault = resting.plan.vault,
) {
  const { chain, network } = market;
  const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
  const now = { unixSeconds: 0n, slot: 1n << 40n };
  const eternal = { ...resting.order, data: { ...resting.order.data, vault, expirySlot: 1n << 50n } };
  const plan = await matchOrder({ network, matcher, order: eternal, offer, now });
  return market.send(valueOf(plan).instructions);
}

describe('an order', () => {
  test('deposits what the lease costs at its limit, and what was quoted', async () => {
    const lamports = market.chain.balance(renter.wallet.address);
    const resting = await bid();
    expect(resting.plan.deposit).toBe(41_666n);
    expect(renterAtoms()).toBe(1_000_000_000n - 41_666n);
    expect(tokenBalance(market.chain, resting.plan.vault)).toBe(41_666n);
    expect(lamports - market.chain.balance(renter.wallet.address)).toBe(resting.plan.lamports);
  });

  test('comes back whole when its renter cancels it, with everything that was sent to its vault', async () => {
    const lamports = market.chain.balance(renter.wallet.address);
    const resting = await bid();
    const { usdcMint } = market.network;
    const { order, vault } = resting.plan;
    await placeTokens(market.chain, { owner: order, mint: usdcMint, atoms: 41_666n + 5n, at: vault });
    confirmed(await resting.cancel());
    expect(renterAtoms()).toBe(1_000_000_005n);
    expect(market.chain.balance(renter.wallet.address)).toBe(lamports);
    expect(resting.stands).toBe(false);
  });

  test('is nobody else’s to cancel before it has expired, and anyone’s afterwards, for a tip', async () => {
    const cranker = await fundedKey(market.chain, 'cranker');
    const resting = await bid();
    const refused = cancelOrder({ canceller: cranker, order: resting.order, now: clock(market) });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'order_rests' } });
    const { vault, renterPayout, rentPayer } = resting.order.data;
    const accounts = { canceller: cranker, order: resting.plan.order, vault, renterPayout, rentPayer };
    const forced = getCancelOrderInstruction(accounts);
    expect(verdict(await market.send([forced]))).toBe('wrongAuthority');
    passSlots(1_001n);
    const lamports = market.chain.balance(cranker.address);
    const tip = resting.order.data.crankTipLamports;
    confirmed(await resting.cancel(cranker));
    expect(market.chain.balance(cranker.address)).toBe(lamports + tip);
    expect(renterAtoms()).toBe(1_000_000_000n);
  });

  test('deposits USDC and nothing else', async () => {
    const { chain, network } = market;
    const owner = renter.wallet.address;
    const source = await placeTokens(chain, { owner, mint: network.pyroMint, atoms: 10n ** 9n });
    const pyroNetwork = { ...network, usdcMint: network.pyroMint };
    const renterPayout = renter.source;
    const placed = await placeBid(market, renter, { network: pyroNetwork, source, renterPayout });
    expect(verdict(placed.outcome)).toBe('wrongAccount');
  });

  test('is never closed or matched with another account of its own in the vault’s place', async () => {
    const provider = await joinAsProvider(market);
    const resting = await bid();
    const { order } = resting.plan;
    const decoy = await placeTokens(market.chain, {
      owner: order,
      mint: market.network.usdcMint,
      atoms: 10n ** 6n,
    });
    const { renterPayout, rentPayer } = resting.order.data;
    const accounts = { canceller: renter.wallet, order, vault: decoy, renterPayout, rentPayer };
    expect(verdict(await market.send([getCancelOrderInstruction(accounts)]))).toBe('wrongAccount');
    passSlots(300n);
    expect(verdict(await forceMatch(resting, provider, market.relayer, decoy))).toBe('wrongAccount');
  });

  test.each<[string, Partial<PlaceOrderRequest>, PyronetErrorName]>([
    ['a limit above all prices', { limitPrice: 1n << 50n, startPrice: 1n << 49n }, 'invalidTerms'],
    ['no GPU', { gpuCount: 0, work: { mode: 'rent', durationSeconds: 600n } }, 'invalidTerms'],
    ['a last slot that is gone', { expirySlot: 1n }, 'orderExpired'],
    ['a last second that is gone', { expiresAt: 1n }, 'orderExpired'],
    ['more than a year', { work: { mode: 'rent', durationSeconds: 400n * 86_400n } }, 'invalidTerms'],
    ['a tip above the limit', { tipLamports: 1_000_000_001n }, 'tipTooHigh'],
  ])('for %s is refused', async (_, changes, error) => {
    const rich = await joinAsRenter(market, { name: 'rich', atoms: 1n << 60n });
    const placed = await placeBid(market, rich, changes);
    expect(verdict(placed.outcome)).toBe(error);
    expect(tokenBalance(market.chain, rich.source)).toBe(1n << 60n);
  });
});

describe('a match', () => {
  let provider: ProviderActor;

  beforeEach(async () => {
    provider = await joinAsProvider(market);
  });

  test('pays the ask, not what the order would have paid, and gives the rest back at once', async () => {
    const resting = await bid();
    passSlots(300n);
    const { deal, outcome } = await resting.match(provider);
    confirmed(outcome);
    expect(deal.lease.data).toMatchObject({
      state: LeaseState.Open,
      pricePerHour: 360_000n,
      funded: 30_000n,
      renter: renter.wallet.address,
      rentPayer: renter.wallet.address,
      sessionKey: renter.session.address,
    });
    expect(deal.vaultAtoms).toBe(30_000n);
    expect(renterAtoms()).toBe(1_000_000_000n - 30_000n);
    expect(resting.stands).toBe(false);
    expectInvariants({ market, provider, renters: [renter], deals: [deal] });
  });

  test('costs the matcher nothing and pays it the tip; the renter’s lamports all come back', async () => {
    const matcher = await fundedKey(market.chain, 'matcher');
    const lamports = market.chain.balance(renter.wallet.address);
    const held = market.chain.balance(matcher.address);
    const resting = await bid();
    const tip = resting.order.data.crankTipLamports;
    expect(tip).toBeGreaterThan(0n);
    passSlots(260n);
    const { deal, outcome } = await resting.match(provider, matcher);
    confirmed(outcome);
    expect(market.chain.balance(matcher.address)).toBe(held + tip);
    expect(deal.lease.data.tipLamports).toBe(1_000_000n - tip);
    const inLease = market.chain.balance(deal.address) + market.chain.balance(deal.vault);
    expect(market.chain.balance(renter.wallet.address)).toBe(lamports - inLease - tip);
  });

  test('leads to a lease like any other', async () => {
    const resting = await bid();
    passSlots(260n);
    const { deal } = await resting.match(provider);
    confirmed(await deal.start());
    market.chain.passSeconds(300n);
    confirmed(await deal.redeem({ servedFor: 300n, delivered: 300n, accepted: 300n }));
    confirmed(await deal.attest());
    confirmed(await deal.acceptResult(deal.sessionApproval));
    confirmed(await deal.claimProvider());
    expect(tokenBalance(market.chain, provider.payout)).toBe(28_500n);
  });

  test('waits for the slot in which the order pays the ask', async () => {
    const resting = await bid();
    passSlots(259n);
    expect(verdict(await forceMatch(resting, provider))).toBe('aboveLimit');
    passSlots(1n);
    confirmed((await resting.match(provider)).outcome);
  });

  test('comes too late in seconds or in slots', async () => {
    const bySlot = await bid({ expirySlot: market.chain.slot + 300n });
    const bySecond = await bid({ nonce: 8_000n, expiresAt: market.chain.now + 10n });
    passSlots(301n);
    expect(verdict(await forceMatch(bySlot, provider))).toBe('orderExpired');
    market.chain.setTime(market.chain.now + 60n, market.chain.slot);
    expect(verdict(await forceMatch(bySecond, provider))).toBe('orderExpired');
  });

  test('happens once', async () => {
    const resting = await bid();
    passSlots(260n);
    const { chain, network } = market;
    const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
    const request = { network, matcher: market.relayer, order: resting.order, offer, now: clock(market) };
    const { instructions } = valueOf(await matchOrder(request));
    expect(verdict(await market.send([...instructions, ...instructions]))).not.toBe('confirmed');
    confirmed(await market.send(instructions));
    expect(verdict(await market.send(instructions))).toBe('wrongOwner');
  });

  const base = { isolationMin: Isolation.Process, privacy: Privacy.Public, localOnly: true };
  const speed = { guaranteedUnitsPerSecondMin: 1_000n };
  test.each<[string, Partial<OrderRequirement>, PyronetErrorName]>([
    ['another class', { classIds: [3, 101] }, 'classMismatch'],
    ['another region', { regionIds: [4] }, 'regionMismatch'],
    ['more memory per GPU', { vramMibMin: 8_193 }, 'vramTooSmall'],
    ['a reputation', { reputationMin: 1 }, 'reputationTooLow'],
    ['a stricter isolation', { isolationMin: Isolation.Sandbox }, 'tierTooLow'],
    ['another privacy', { privacy: Privacy.Renter }, 'termsMoved'],
    ['other terms', { termsHash: new Uint8Array(32).fill(99) }, 'termsMoved'],
    ['a higher score', { scoreMin: 1_001n }, 'belowRequirement'],
    ['more speed', { guaranteedUnitsPerSecondMin: 1_001n }, 'belowRequirement'],
    ['more memory', { memoryMinBytes: (1n << 34n) + 1n }, 'belowRequirement'],
    ['more disk', { diskMinBytes: (1n << 36n) + 1n }, 'belowRequirement'],
    ['shorter intervals', { intervalSecondsMax: 59 }, 'belowRequirement'],
    ['a quicker start', { startWithinSecondsMax: 659 }, 'belowRequirement'],
    ['a machine of the open network', { localOnly: false }, 'belowRequirement'],
  ])('with an offer that is not what it asks for, %s, is refused', async (_, asked, error) => {
    const resting = await bid({ requirement: { ...base, ...speed, ...asked } });
    passSlots(300n);
    expect(verdict(await forceMatch(resting, provider))).toBe(error);
    expect(resting.stands).toBe(true);
  });

  test('with a provider of a lower tier than asked for is refused', async () => {
    const small = await joinAsProvider(market, { name: 'small', stakeAtoms: lowestTierAtoms });
    const resting = await bid({ requirement: { ...base, ...speed, tierMin: 2 } });
    passSlots(300n);
    expect(verdict(await forceMatch(resting, small))).toBe('tierTooLow');
  });

  test('with an offer that is exactly what it asks for succeeds', async () => {
    const resting = await bid({
      requirement: {
        ...base,
        ...speed,
        classIds: [3, 100],
        vramMibMin: 8_192,
        isolationMin: Isolation.Container,
        scoreMin: 1_000n,
        memoryMinBytes: 1n << 34n,
        diskMinBytes: 1n << 36n,
        intervalSecondsMax: 60,
        startWithinSecondsMax: 660,
        termsHash: new Uint8Array(32).fill(2),
      },
    });
    passSlots(260n);
    confirmed((await resting.match(provider)).outcome);
  });
});

test('the cheapest offer that fits wins, whoever matches and in whatever order they try', async () => {
  const prices = [231_000n, 187_000n, 405_000n, 260_500n];
  const providers = await Promise.all(
    prices.map((pricePerHour, index) =>
      joinAsProvider(market, { name: `p${index}`, terms: { pricePerHour, gpuCount: 16 } }),
    ),
  );
  const unfit = await joinAsProvider(market, { name: 'slow', terms: { pricePerHour: 110_000n, score: 1n } });
  const matchers = await Promise.all(['m0', 'm1', 'm2'].map((name) => fundedKey(market.chain, name)));
  const everyone = [...providers, unfit];
  let nonce = 20_000n;
  const tries = fc.array(fc.record({ who: fc.nat(everyone.length - 1), by: fc.nat(2) }), {
    minLength: 4,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(tries, fc.bigInt({ min: 6_000n, max: 40_000n }), async (order, climbPerSlot) => {
      nonce += 1_000n;
      const requirement = { isolationMin: Isolation.Process, privacy: Privacy.Public, localOnly: true };
      const wanted = { ...requirement, guaranteedUnitsPerSecondMin: 1_000n, scoreMin: 1_000n };
      const resting = await bid({ nonce, climbPerSlot, requirement: wanted });
      const winner = await firstMatch(resting, everyone, matchers, order);
      expect(winner).toBe(providers[1]?.address);
    }),
    { numRuns: 5, seed: 20_261_123, endOnFailure: true },
  );
}, 120_000);

/** Lets everyone try in every slot, the dear ones as eagerly as the cheap, until somebody succeeds. */
async function firstMatch(
  resting: Bid,
  providers: readonly ProviderActor[],
  matchers: readonly KeyPairSigner[],
  order: readonly { readonly who: number; readonly by: number }[],
) {
  const eager = [
    ...order.map(({ who, by }) => [who, by] as const),
    ...providers.map((_, who) => [who, 0] as const),
  ];
  for (let slot = 0; slot < 1_000; slot += 1) {
    for (const [who, by] of eager) {
      const provider = providers[who];
      if (provider === undefined) throw new Error('everyone is a provider');
      const outcome = await forceMatch(resting, provider, matchers[by]);
      if (outcome.ok) return provider.address;
    }
    passSlots(1n);
  }
  throw new Error('nobody was matched');
}
