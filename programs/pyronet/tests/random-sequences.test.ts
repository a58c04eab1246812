import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { protocolFee } from '@/lib/domain/fee';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type Deal } from '../testing/deal';
import { confirmed } from '../testing/expectation';
import { feeAttempts, splitAndBurn } from '../testing/fuzz/fee-attempts';
import { distributeAll, fraudAttempts } from '../testing/fuzz/fraud-attempts';
import { attempt, leaseAttempts, open } from '../testing/fuzz/lease-attempts';
import { cancelAllOrders, orderAttempts, tryOrder } from '../testing/fuzz/order-attempts';
import { closePairs, pairAttempts } from '../testing/fuzz/pair-attempts';
import { parkAll, takeAllParked } from '../testing/fuzz/parking-phase';
import { takeOverAttempts, tryTakeOver } from '../testing/fuzz/take-over-attempts';
import {
  bondDonations,
  newWorld,
  takeEverythingOut,
  thawAll,
  type World,
  worldAttempts,
} from '../testing/fuzz/world';
import { allUsdc, expectInvariants, expectOnlyGrows, isStanding } from '../testing/invariants';
import { read } from '../testing/market';
import { Follower } from '../testing/replayed';
import { expectReputationMovedByRule } from '../testing/reputation-invariants';
import { tokenBalance } from '../testing/tokens';

/**
 * Random instructions by everybody at random times: whatever happens, no atom appears or disappears, and in the end
 * every atom can be taken out. A failure is shrunk and printed with its seed and path. PYRONET_FUZZ_SEED and
 * PYRONET_FUZZ_PATH play it again, PYRONET_FUZZ_RUNS asks for more; `npm run fuzz -- --minutes N` for as many as fit.
 */
const minutes = Number(process.env['PYRONET_FUZZ_MINUTES'] ?? 0);
const runs = minutes > 0 ? 1_000_000 : Number(process.env['PYRONET_FUZZ_RUNS'] ?? 15);
const seed = Number(process.env['PYRONET_FUZZ_SEED'] ?? 20_261_122);
const path = process.env['PYRONET_FUZZ_PATH'];

/** Tries one action with a deal and remembers whether it ever succeeded. */
type Try = (action: string, deal: Deal, size?: bigint, fraction?: bigint) => Promise<void>;

/** After every deadline has passed, anyone can bring everything to an end. */
async function finishAll(cast: World, tryOne: Try): Promise<void> {
  const { chain } = cast.market;
  const phases = [
    ['expire', 'end'],
    ['settleResult', 'settle'],
    ['carry'],
    ['claimProvider', 'claimFees', 'claimRenter', 'credit', 'releaseBond', 'closeAttestation', 'close'],
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
  ...Object.fromEntries(Object.keys(leaseAttempts).map((action) => [action, 1])),
  ...Object.fromEntries(Object.keys(worldAttempts).map((action) => [action, 1])),
  ...Object.fromEntries(Object.keys(fraudAttempts).map((action) => [action, 1])),
  ...Object.fromEntries(Object.keys(feeAttempts).map((action) => [action, 1])),
  ...Object.fromEntries(Object.keys(pairAttempts).map((action) => [action, 1])),
  attestLie: 2,
  convict: 3,
  noticeExit: 2,
  exit: 2,
  ping: 4,
  pingByOrder: 3,
  fail: 5,
  placeOrder: 2,
  matchOrder: 7,
  cancelOrder: 2,
  thaw: 2,
  open: 12,
  openAutomatic: 8,
  takeOver: 8,
  migrate: 5,
  carry: 5,
  openRent: 4,
  reject: 3,
  cancel: 3,
  cancelByWallet: 3,
  stopByOrder: 4,
  accept: 3,
  start: 12,
  heartbeat: 7,
  checkpoint: 3,
  voucher: 6,
  attest: 6,
  attestAll: 4,
  acceptResult: 7,
  stop: 2,
  end: 3,
  settle: 6,
  settleResult: 6,
  claimProvider: 2,
  claimRenter: 2,
  closeAttestation: 3,
  credit: 2,
  close: 2,
};

/** What so few sequences are too few for; a take-over pings by order and fails a lease too. */
const rare: ReadonlySet<string> = new Set(['withdrawBond', 'withdrawStake', 'pingByOrder', 'closePair']);

interface Step {
  readonly action: string;
  readonly who: number;
  readonly size: bigint;
  readonly fraction: bigint;
  readonly wait: bigint;
}

/** Played first: what random steps seldom bring about, so that every walk has it whatever its seed. */
const tour: readonly Step[] = [
  ...['placeOrder', 'cancelOrder', 'open', 'start', 'ping'].map((action) => plainly(action)),
  plainly('fail', 61n),
  ...['open', 'start', 'exit', 'open', 'start', 'attestAll'].map((action) => plainly(action)),
  plainly('settleAtOnce', 601n),
  ...['openAutomatic', 'start', 'migrate'].map((action) => plainly(action)),
  ...['open', 'start', 'noticeExit', 'placeOrder'].map((action) => plainly(action)),
  ...['open', 'start', 'heartbeatAtOnce'].map((action) => plainly(action)),
  plainly('attestAll', 10n),
  plainly('withdrawResult'),
  // Until the bid has risen to the price.
  plainly('matchOrder', 120n),
  // Both parties of a lease that earns are frozen in the end.
  ...['openRent', 'start'].map((action) => plainly(action)),
  plainly('voucher', 10n),
  ...['open', 'start', 'heartbeatAtOnce', 'attestLie', 'convict'].map((action) => plainly(action)),
  ...[0n, 1n].map((size) => ({ ...plainly('freeze'), size })),
];

/** What comes at the end of every sequence that left somebody unpaid. */
const atTheEnd = ['park Provider', 'park Renter', 'close after parking', 'take parked'];

function plainly(action: string, wait = 0n): Step {
  return { action, who: 0, size: 0n, fraction: 1_000n, wait };
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.oneof(
    ...Object.entries(weights).map(([action, weight]) => ({ weight, arbitrary: fc.constant(action) })),
  ),
  who: fc.constantFrom(0, 0, 0, 1, 2),
  size: fc.bigInt({ min: 0n, max: 32n }),
  fraction: fc.constantFrom(0n, 250n, 500n, 900n, 1_000n, 1_000n),
  wait: fc.constantFrom(0n, 0n, 1n, 5n, 10n, 30n, 61n),
});

const succeeded = new Set<string>();
let transactions = 0;
let sequences = 0;
const startedAt = Date.now();

/** Steps between two comparisons of all accounts with what events told; in the end they are compared again. */
const comparedEvery = 16;

/** Plays one sequence to its end. */
async function playSequence(steps: readonly Step[]): Promise<void> {
  const follower = new Follower();
  const world = await newWorld((instructions, outcome) => {
    transactions += 1;
    follower.observe(instructions, outcome);
  });
  const { chain } = world.market;
  follower.follow(chain);
  const before = allUsdc(world);
  const tryOne: Try = async (action, deal, size = 0n, fraction = 0n) => {
    const act = leaseAttempts[action];
    if (act === undefined || !isStanding(deal)) return;
    const lease: Lease = deal.lease.data;
    if (await attempt(() => act(deal, size, fraction))) succeeded.add(action);
    if (isStanding(deal)) expectOnlyGrows(lease, deal.lease.data);
  };
  const scores = () => [world.provider, ...world.others].map(({ address }) => read.provider(chain, address));
  for (const [index, step] of steps.entries()) {
    chain.passSeconds(step.wait);
    const scored = scores();
    await playStep(world, step, tryOne);
    expectInvariants(world);
    scores().forEach((after, place) =>
      expectReputationMovedByRule(world.market, scored[place] ?? after, after),
    );
    if (index % comparedEvery === 0) await follower.expectSame(world);
    expect(allUsdc(world)).toBe(before);
  }
  await finishAll(world, tryOne);
  await follower.expectSame(world);
  expectOthersPaid(world);
  const remember = (action: string) => void succeeded.add(action);
  await splitAndBurn(world, remember);
  await distributeAll(world, remember);
  // Whoever is frozen: everything that burns has burned.
  expect(read.provider(chain, world.provider.address).openSeizures).toBe(0);
  await parkAll(world, remember);
  expectInvariants(world);
  expect(allUsdc(world)).toBe(before);
  expectAllClosed(world);
  await follower.expectSame(world);
  await takeAllParked(world, remember);
  await thawAll(world);
  await distributeAll(world, remember);
  (await cancelAllOrders(world)).forEach(confirmed);
  expectInvariants(world);
  expectNothingSeized(world);
  (await takeEverythingOut(world)).forEach(confirmed);
  (await closePairs(world)).forEach(confirmed);
  await follower.expectSame({ ...world, deals: [], bids: [] });
  const { held, donated } = bondDonations(world);
  expect(held).toBe(donated);
  expect(allUsdc(world)).toBe(before);
  sequences += 1;
}

async function playStep(world: World, { action, who, size, fraction }: Step, tryOne: Try): Promise<void> {
  const deal = world.deals.at(-1 - (who % Math.max(1, world.deals.length)));
  const act = worldAttempts[action] ?? fraudAttempts[action] ?? feeAttempts[action] ?? pairAttempts[action];
  if (act !== undefined) {
    if (await attempt(() => act(world, size))) succeeded.add(action);
  } else if (orderAttempts[action] !== undefined) {
    if (await tryOrder(world, action, who % 2)) succeeded.add(action);
  } else if (takeOverAttempts[action] !== undefined) {
    if (await tryTakeOver(world, action)) succeeded.add(action);
  } else if (action === 'open' || action === 'openRent' || action === 'openAutomatic') {
    if (await open(world, who % 2, action)) succeeded.add(action);
  } else if (deal !== undefined) {
    await tryOne(action, deal, size, fraction);
  }
}

/** A payee whose account is frozen keeps nobody else from their money: what is left is that payee's alone. */
function expectOthersPaid({ market, deals, frozen, donated }: World): void {
  for (const deal of deals.filter(isStanding)) {
    const { data: lease } = deal.lease;
    expect(LeaseState[lease.state]).toBe('Settled');
    const fee = protocolFee(lease.released, lease.feeBps);
    expect(lease.feeClaimed).toBe(fee + lease.forfeited);
    const providerOwed = lease.released - fee + lease.providerExtra - lease.providerClaimed;
    if (!frozen.has(lease.providerPayout)) expect(providerOwed).toBe(0n);
    const donation = donated.get(deal.vault) ?? 0n;
    const renterOwed = tokenBalance(market.chain, deal.vault) - donation - providerOwed;
    if (!frozen.has(lease.renterPayout)) expect(renterOwed).toBe(0n);
  }
}

function expectNothingSeized({ market: { chain }, provider, seizures }: World): void {
  const { bondSeized, stakeSeized, openSeizures, frauds } = read.provider(chain, provider.address);
  expect([bondSeized, stakeSeized, openSeizures]).toEqual([0n, 0n, 0]);
  expect(frauds).toBe(seizures.length);
  expect(seizures.filter((at) => chain.account(at).exists)).toEqual([]);
}

function expectAllClosed({ market, provider, deals }: World): void {
  for (const deal of deals) {
    expect(isStanding(deal) ? LeaseState[deal.lease.data.state] : 'closed').toBe('closed');
    expect(tokenBalance(market.chain, deal.vault)).toBe(0n);
  }
  expect(read.provider(market.chain, provider.address).bondLocked).toBe(0n);
}

test(
  'no sequence of instructions creates, loses or locks up money',
  async () => {
    const sequence = fc.asyncProperty(
      fc.array(step, { minLength: 100, maxLength: 160, size: 'max' }),
      playSequence,
    );
    const limit =
      minutes > 0 ? { interruptAfterTimeLimit: minutes * 60_000, markInterruptAsFailure: false } : {};
    const replay = path === undefined ? {} : { path };
    const examples: [Step[]][] = [[[...tour]]];
    await fc.assert(sequence, { numRuns: runs, seed, examples, endOnFailure: false, ...replay, ...limit });
    // A walk in which nothing ever happens would prove nothing.
    const all = [...Object.keys(weights).filter((action) => !rare.has(action)), ...atTheEnd];
    expect(all.filter((action) => !succeeded.has(action))).toEqual([]);
  },
  (minutes + 10) * 60_000,
);

afterAll(() => {
  const perSecond = Math.round((transactions * 1_000) / (Date.now() - startedAt));
  process.stdout.write(
    `fuzz: seed ${String(seed)}, ${String(sequences)} sequences, ${String(transactions)} transactions, ${String(perSecond)} per second\n`,
  );
});
