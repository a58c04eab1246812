import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LeaseState } from '@/lib/pyronet/generated';

import { type Bid, placeBid } from '../testing/bid';
import { type Outcome } from '../testing/chain';
import { type Deal, openDeal } from '../testing/deal';
import { confirmed } from '../testing/expectation';
import { allUsdc, type Cast, expectInvariants, isStanding } from '../testing/invariants';
import { sampleJob } from '../testing/job';
import { openMarket, read } from '../testing/market';
import { joinAsProvider } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { tokenBalance } from '../testing/tokens';

/**
 * Random instructions by everybody at random times: whatever happens, no atom appears or disappears, and in the end
 * every atom can be taken out. PYRONET_FUZZ_RUNS and PYRONET_FUZZ_SEED run more, or the same again.
 */
const runs = Number(process.env['PYRONET_FUZZ_RUNS'] ?? 10);
const seed = Number(process.env['PYRONET_FUZZ_SEED'] ?? 20_261_122);

const job = sampleJob(32, 2_000n);

/** What somebody tries with a deal; `size` and `fraction` (0 to 1,000) choose how much. */
const attempts: Readonly<Record<string, (deal: Deal, size: bigint, fraction: bigint) => Promise<Outcome>>> = {
  accept: (deal) => deal.accept(),
  start: (deal) => deal.start(),
  reject: (deal) => deal.reject(),
  expire: (deal) => deal.expire(),
  cancel: async (deal) => deal.cancel(await deal.order('cancel')),
  heartbeat: (deal) => deal.heartbeat(),
  checkpoint: (deal, size) => deal.checkpoint(size),
  voucher: (deal, size, fraction) => deal.redeem(voucherTerms(deal, size, fraction)),
  attest: (deal, size) => deal.attest(size === 0n ? 1n : size),
  attestAll: (deal) => deal.attest(),
  acceptResult: (deal, size) => deal.acceptResult(deal.sessionApproval, latest(deal, size)),
  stop: (deal) => deal.stop(),
  end: (deal) => deal.end(),
  ping: (deal, size) => (size % 2n === 0n ? deal.ping() : orderedPing(deal)),
  fail: (deal) => patientFail(deal),
  noticeExit: (deal) => deal.noticeExit(),
  exit: (deal) => deal.exit(),
  settle: (deal) => deal.settle(),
  settleResult: (deal, size) => deal.settle(Number(size % 8n)),
  topUp: (deal, size) => deal.topUp(size * 10n, deal.lease.data.unitCap === 0n ? 0n : size * 100n),
  claimProvider: (deal) => deal.claimProvider(),
  claimFees: (deal) => deal.claimFees(),
  claimRenter: (deal) => deal.claimRenter(),
  releaseBond: (deal) => deal.releaseBond(),
  closeAttestation: (deal, size) => deal.closeAttestation(Number(size % 8n)),
  close: (deal) => deal.close(),
};

/** Fails the lease, after the time to answer where a ping waits. */
async function patientFail(deal: Deal): Promise<Outcome> {
  const { pingSlot, intervalS, state } = deal.lease.data;
  if (pingSlot !== 0n && state === LeaseState.Active) deal.market.chain.passSeconds(BigInt(intervalS) + 1n);
  return deal.fail();
}

async function orderedPing(deal: Deal): Promise<Outcome> {
  return deal.ping(await deal.order('ping'));
}

/** One of the latest attestations. */
function latest(deal: Deal, size: bigint): number {
  return Math.max(0, deal.lease.data.attestationSeq - 1 - Number(size % 2n));
}

function voucherTerms(deal: Deal, size: bigint, fraction: bigint) {
  const elapsed = deal.market.chain.now - deal.lease.data.startedAt;
  const servedFor = (elapsed * fraction) / 1_000n;
  if (deal.lease.data.segmentCount === 0n) return { servedFor };
  return { servedFor, delivered: size, accepted: (size * fraction) / 1_000n };
}

/** A transaction that the action already refuses counts as refused. */
async function attempt(act: () => Promise<Outcome>): Promise<boolean> {
  try {
    return (await act()).ok;
  } catch {
    return false;
  }
}

async function open(
  cast: Cast & { readonly deals: Deal[] },
  renterIndex: number,
  rent: boolean,
): Promise<boolean> {
  const renter = cast.renters[renterIndex];
  if (renter === undefined) return false;
  const nonce = BigInt(cast.deals.length);
  const duration = rent ? { rentSeconds: 300n } : { completeWithinSeconds: 200n };
  return attempt(async () => {
    const { deal, outcome } = await openDeal(cast.market, cast.provider, renter, { ...duration, job, nonce });
    if (outcome.ok) cast.deals.push(deal);
    return outcome;
  });
}

/** What somebody tries with an order; a match adds a deal. */
const orderAttempts: Readonly<Record<string, (cast: OpenCast, renter: RenterActor) => Promise<Outcome>>> = {
  placeOrder: async (cast, renter) => {
    const { bid, outcome } = await placeBid(cast.market, renter, {
      nonce: 500_000n + BigInt(cast.bids.length) * 1_000n,
      work: { mode: 'rent', durationSeconds: 300n },
      startPrice: 355_000n,
      expirySlot: cast.market.chain.slot + 2_000n,
    });
    if (outcome.ok) cast.bids.push(bid);
    return outcome;
  },
  matchOrder: async (cast) => {
    const { deal, outcome } = await standing(cast).match(cast.provider);
    if (outcome.ok) cast.deals.push(deal);
    return outcome;
  },
  cancelOrder: (cast, renter) => standing(cast).cancel(renter.wallet),
};

/** The latest order that stands. @throws where there is none */
function standing({ bids }: OpenCast): Bid {
  const bid = bids.findLast(({ stands }) => stands);
  if (bid === undefined) throw new Error('no order stands');
  return bid;
}

async function tryOrder(cast: OpenCast, action: string, renterIndex: number): Promise<boolean> {
  const renter = cast.renters[renterIndex];
  const act = orderAttempts[action];
  return renter !== undefined && act !== undefined && attempt(() => act(cast, renter));
}

type OpenCast = Cast & { readonly deals: Deal[]; readonly bids: Bid[] };

async function newCast(): Promise<OpenCast> {
  const market = await openMarket({ evidenceS: 120, unbondingS: 240, windowS: 60, windowSlots: 60 });
  const provider = await joinAsProvider(market, { terms: { gpuCount: 4, acceptWithinSeconds: 300 } });
  const renters = [await joinAsRenter(market), await joinAsRenter(market, { name: 'second renter' })];
  return { market, provider, renters, deals: [], bids: [] };
}

/** Tries one action with a deal and remembers whether it ever succeeded. */
type Try = (action: string, deal: Deal, size?: bigint, fraction?: bigint) => Promise<void>;

/** After every deadline has passed, anyone can bring everything to an end. */
async function finishAll(cast: Cast, tryOne: Try): Promise<void> {
  const { chain } = cast.market;
  const phases = [
    ['expire', 'end'],
    ['settleResult', 'settle'],
    ['claimProvider', 'claimFees', 'claimRenter', 'releaseBond', 'closeAttestation', 'close'],
  ];
  for (const actions of phases) {
    chain.passSeconds(10_000n);
    for (const deal of cast.deals.filter(isStanding)) {
      const attestations = BigInt(deal.lease.data.attestationSeq);
      for (const action of actions) {
        const ofEach = action === 'settleResult' || action === 'closeAttestation';
        for (let seq = 0n; seq < (ofEach ? attestations : 1n); seq += 1n) await tryOne(action, deal, seq);
      }
    }
  }
}

/** How often each is tried: what ends a lease is rare, so that some live long enough to be paid. */
const weights: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.keys(attempts).map((action) => [action, 1])),
  placeOrder: 2,
  matchOrder: 5,
  cancelOrder: 1,
  open: 4,
  openRent: 2,
  accept: 3,
  start: 8,
  heartbeat: 4,
  checkpoint: 3,
  voucher: 6,
  attest: 5,
  attestAll: 2,
  acceptResult: 4,
  stop: 2,
  end: 3,
  ping: 3,
  fail: 6,
  noticeExit: 2,
  reject: 2,
  settle: 6,
  settleResult: 6,
  claimProvider: 2,
  claimRenter: 2,
  closeAttestation: 3,
  close: 2,
};

const step = fc.record({
  action: fc.oneof(
    ...Object.entries(weights).map(([action, weight]) => ({ weight, arbitrary: fc.constant(action) })),
  ),
  who: fc.constantFrom(0, 0, 0, 1, 2),
  size: fc.bigInt({ min: 0n, max: 32n }),
  fraction: fc.constantFrom(0n, 250n, 500n, 900n, 1_000n, 1_000n),
  wait: fc.constantFrom(0n, 0n, 1n, 5n, 10n, 30n, 61n),
});

test('no sequence of instructions creates, loses or locks up money', async () => {
  const succeeded = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 100, maxLength: 160, size: 'max' }), async (steps) => {
      const cast = await newCast();
      const before = allUsdc(cast);
      const tryOne: Try = async (action, deal, size = 0n, fraction = 0n) => {
        const act = attempts[action];
        if (act !== undefined && isStanding(deal) && (await attempt(() => act(deal, size, fraction)))) {
          succeeded.add(action);
        }
      };
      for (const { action, who, size, fraction, wait } of steps) {
        cast.market.chain.passSeconds(wait);
        const deal = cast.deals.at(-1 - (who % Math.max(1, cast.deals.length)));
        if (action === 'open' || action === 'openRent') {
          if (await open(cast, who % 2, action === 'openRent')) succeeded.add(action);
        } else if (orderAttempts[action] !== undefined) {
          if (await tryOrder(cast, action, who % 2)) succeeded.add(action);
        } else if (deal !== undefined) {
          await tryOne(action, deal, size, fraction);
        }
        expectInvariants(cast);
        expect(allUsdc(cast)).toBe(before);
      }
      await finishAll(cast, tryOne);
      for (const bid of cast.bids.filter(({ stands }) => stands)) {
        confirmed(await bid.cancel(cast.market.relayer));
      }
      expectInvariants(cast);
      expect(allUsdc(cast)).toBe(before);
      for (const deal of cast.deals) {
        expect(isStanding(deal) ? LeaseState[deal.lease.data.state] : 'closed').toBe('closed');
        expect(tokenBalance(cast.market.chain, deal.vault)).toBe(0n);
      }
      expect(read.provider(cast.market.chain, cast.provider.address).bondLocked).toBe(0n);
    }),
    { numRuns: runs, seed, endOnFailure: false },
  );
  // A walk in which nothing ever happens would prove nothing.
  expect([...succeeded].sort()).toEqual(Object.keys(weights).sort());
}, 600_000);
