// `npm run bench:cu`: compute units of every instruction of the program, and the rent of its accounts.
import { type Instruction } from '@solana/kit';
import path from 'node:path';

import { heartbeatLeases } from '@/lib/actions/heartbeat-leases';
import { closePair } from '@/lib/actions/close-pair';
import { requestUnbond } from '@/lib/actions/request-unbond';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { settleLeases } from '@/lib/actions/settle-leases';
import { updateProvider } from '@/lib/actions/update-provider';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { withdrawUnbonded } from '@/lib/actions/withdraw-unbonded';
import { rentExemptLamports } from '@/lib/domain/rent';
import {
  Deposit,
  findPairPda,
  getAttestationSize,
  getBurnAuctionSize,
  getConfigSize,
  getGpuClassSize,
  getLeaseSize,
  getOfferSize,
  getOrderSize,
  getPairSize,
  getParamsSize,
  getProviderSize,
  getSeizureSize,
  PYRONET_PROGRAM_ADDRESS,
  pyronetInstructionNames,
} from '@/lib/pyronet/generated';
import { placeBid } from '@/programs/pyronet/testing/bid';
import { type Outcome } from '@/programs/pyronet/testing/chain';
import { type Deal, type DealTerms, openDeal } from '@/programs/pyronet/testing/deal';
import { confirmed, valueOf } from '@/programs/pyronet/testing/expectation';
import { type Market, openMarket, read } from '@/programs/pyronet/testing/market';
import { joinAsProvider, listAnotherOffer, type ProviderActor } from '@/programs/pyronet/testing/provider';
import { joinAsRenter, type RenterActor } from '@/programs/pyronet/testing/renter';

import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';

const root = path.resolve(import.meta.dirname, '../..');

/** The cost of an instruction that creates an address depends on its bump, so each is measured over many addresses. */
const repetitions = 16;

/** How many leases a batch has, besides that of one. */
const batchLeases = 4;

/** Figures to come under; settling and claiming count together. */
const stretch: Readonly<Record<string, number>> = {
  takeOffer: 6_500,
  'settleLease + claimProvider': 2_200,
  matchOrder: 7_500,
  awardFailover: 9_000,
  heartbeat: 500,
  'heartbeatLeases, each further lease': 300,
  'settleLeases, each further lease': 1_800,
  redeemVoucher: 900,
  listOffer: 2_500,
};

/** What the lease of the failover row allows: two hops at up to twice its price. */
const failover = { hopsMax: 2, ratePerHourMax: 720_000n };

const measured = new Map<string, number[]>();

function observe(instructions: readonly Instruction[], outcome: Outcome): void {
  const ours = instructions.filter(({ programAddress }) => programAddress === PYRONET_PROGRAM_ADDRESS);
  const [instruction] = ours;
  if (!outcome.ok || instruction === undefined || ours.length !== 1) return;
  const name = rowOf(instruction);
  measured.set(name, [...(measured.get(name) ?? []), Number(outcome.computeUnits)]);
}

/** Rows of their own: a redemption that accepts segments, which also opens the plan, and batches by their size. */
function rowOf({ data = new Uint8Array(), accounts = [] }: Instruction): string {
  const name = pyronetInstructionNames[data[0] ?? -1] ?? 'unknown';
  const bytesWithoutProof = 10;
  if (name === 'redeemVoucher' && data.length > bytesWithoutProof) return `${name}, 300 segments`;
  const leases = name === 'heartbeatLeases' ? accounts.length - 2 : (accounts.length - 4) / 3;
  if (name === 'heartbeatLeases' || name === 'settleLeases')
    return `${name}, ${leases} ${leases === 1 ? 'lease' : 'leases'}`;
  return name;
}

for (let repetition = 0; repetition < repetitions; repetition += 1) await playEverything(repetition);
const program = measured.get('settleLease') ?? [];
const claims = measured.get('claimProvider') ?? [];
measured.set('settleLease + claimProvider', [Math.max(...program) + Math.max(...claims)]);
for (const name of ['heartbeatLeases', 'settleLeases']) measured.set(...furtherLease(name));
keepMeasurement(root, {
  name: 'compute-units',
  title: 'Compute units per instruction, rent per account',
  command: 'npm run bench:cu',
  body: [
    `Units that the committed program consumed on the embedded chain, in ${repetitions} lives of everything with other addresses each. Units do not depend on the machine. A redemption's signature is checked by the precompile in an instruction of its own, which is not counted. Opening an address costs more where its bump is below 255; the client picks nonces for which it is not, so leases are opened at the least figure.`,
    markdownTable(['instruction', 'least', 'median', 'most', 'stretch'], instructionRows()),
    'Rent is deposited by who opens an account and comes back when it closes. Config, params, GPU classes and providers stay.',
    markdownTable(['account', 'bytes', 'rent in lamports'], rentRows()),
  ].join('\n\n'),
});

function instructionRows(): string[][] {
  return [...measured.entries()].map(([name, units]) => {
    const sorted = [...units].sort((left, right) => left - right);
    const pick = (at: number) => String(sorted[at] ?? 0);
    const limit = stretch[name];
    const spread = [pick(0), pick(Math.floor(sorted.length / 2)), pick(sorted.length - 1)];
    return [name, ...spread, limit === undefined ? '' : `< ${limit}`];
  });
}

function rentRows(): string[][] {
  const tokenAccountBytes = 165;
  const sizes: readonly (readonly [string, number])[] = [
    ['config', getConfigSize()],
    ['params', getParamsSize()],
    ['gpu class', getGpuClassSize()],
    ['provider', getProviderSize()],
    ['offer', getOfferSize()],
    ['order', getOrderSize()],
    ['lease', getLeaseSize()],
    ['attestation', getAttestationSize()],
    ['seizure', getSeizureSize()],
    ['burn auction', getBurnAuctionSize()],
    ['pair', getPairSize()],
    ['vault', tokenAccountBytes],
  ];
  return sizes.map(([name, bytes]) => [name, String(bytes), String(rentExemptLamports(bytes))]);
}

/** Every instruction at least once, with names that give new addresses. */
async function playEverything(repetition: number): Promise<void> {
  const market = await openMarket({ evidenceS: 600, unbondingS: 1_200 }, observe);
  const provider = await joinAsProvider(market, { name: `provider ${repetition}`, terms: { gpuCount: 8 } });
  const renter = await joinAsRenter(market, { name: `renter ${repetition}` });
  let nonce = 0n;
  const open = async (terms: DealTerms = {}): Promise<Deal> => {
    nonce += 1n;
    const { deal, outcome } = await openDeal(market, provider, renter, { ...terms, nonce });
    confirmed(outcome);
    return deal;
  };
  await playCooperation(market, await open());
  await playAlone(market, await open());
  confirmed(await (await open()).reject());
  confirmed(await (await open()).cancel());
  const ignored = await open();
  market.chain.passSeconds(61n);
  confirmed(await ignored.expire());
  const rented = await open({ rentSeconds: 60n });
  confirmed(await rented.start());
  market.chain.passSeconds(61n);
  confirmed(await rented.end());
  market.chain.passSeconds(121n);
  confirmed(await rented.settle());
  await playEarlyExits(market, open);
  await playOrders(market, provider, renter);
  await playBatches(market, provider, open);
  await playFailover(market, await open({ request: { failover } }), repetition);
  await playNextEpoch(market, provider, renter);
  await playDeparture(market, provider);
}

/** The same for one lease and for many at once. */
async function playBatches(
  { chain, relayer, send }: Market,
  { worker, address: provider }: ProviderActor,
  open: (terms?: DealTerms) => Promise<Deal>,
): Promise<void> {
  const deals: Deal[] = [];
  for (let number = 0; number <= batchLeases; number += 1) deals.push(await open());
  for (const deal of deals) confirmed(await deal.start());
  const batches = [deals.slice(0, 1), deals.slice(1)];
  chain.passSeconds(40n);
  for (const batch of batches) {
    const leases = batch.map(({ address }) => address);
    confirmed(await send(valueOf(heartbeatLeases({ worker, provider, leases })).instructions));
  }
  for (const deal of deals) confirmed(await deal.attest());
  chain.passSeconds(601n);
  for (const batch of batches) {
    const entries = await Promise.all(
      batch.map(async (deal) => ({ lease: deal.lease, attestation: await deal.attestation() })),
    );
    confirmed(await send(valueOf(settleLeases({ cranker: relayer, entries })).instructions));
  }
  chain.passSeconds(601n);
  for (const deal of deals) confirmed(await deal.releaseBond());
}

/** What each lease of a batch costs beyond the first. */
function furtherLease(name: string): readonly [string, number[]] {
  const units = (row: string) => Math.max(...(measured.get(row) ?? []));
  const together = units(`${name}, ${batchLeases} leases`) - units(`${name}, 1 lease`);
  return [`${name}, each further lease`, [Math.ceil(together / (batchLeases - 1))]];
}

/** Leases that their providers leave, announced, paid for or in silence. */
async function playEarlyExits(market: Market, open: (terms?: DealTerms) => Promise<Deal>): Promise<void> {
  const left = await open();
  confirmed(await left.start());
  confirmed(await left.noticeExit());
  confirmed(await left.exit());
  const silent = await open();
  confirmed(await silent.start());
  confirmed(await silent.ping());
  market.chain.passSeconds(61n);
  confirmed(await silent.fail());
  market.chain.passSeconds(121n);
  confirmed(await left.settle());
  confirmed(await silent.settle());
}

/** A lease whose provider fell silent is taken over by a dearer one, which its renter leaves again. The award is subsidised: all that it can do. */
async function playFailover(market: Market, deal: Deal, repetition: number): Promise<void> {
  const dear = { gpuCount: 2, pricePerHour: 504_000n };
  const second = await joinAsProvider(market, { name: `second ${repetition}`, terms: dear });
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
  confirmed(await deal.redeem({ servedFor: 50n, delivered: 40n }));
  confirmed(await deal.ping());
  market.chain.passSeconds(61n);
  confirmed(await deal.fail());
  confirmed(await deal.bid(second));
  market.chain.passSeconds(21n);
  const { deal: next, outcome } = await deal.award(second);
  confirmed(outcome);
  confirmed(await next.start());
  confirmed(await next.migrate());
  market.chain.passSeconds(121n);
  confirmed(await deal.settle());
  confirmed(await next.settle());
  confirmed(await deal.carry());
}

/** The epoch in which the first lease was credited is over. */
async function playNextEpoch(market: Market, provider: ProviderActor, renter: RenterActor): Promise<void> {
  market.chain.passSeconds(BigInt(market.reputation.epochS));
  const [address] = await findPairPda({ provider: provider.address, renter: renter.wallet.address });
  const pair = { address, data: read.pair(market.chain, address) };
  confirmed(await market.send((await closePair(market.network, pair)).instructions));
}

async function playOrders(market: Market, provider: ProviderActor, renter: RenterActor): Promise<void> {
  const matched = await placeBid(market, renter, { nonce: 400_000n, startPrice: 400_000n });
  confirmed(matched.outcome);
  const { deal, outcome } = await matched.bid.match(provider);
  confirmed(outcome);
  confirmed(await deal.reject());
  const cancelled = await placeBid(market, renter, { nonce: 500_000n });
  confirmed(cancelled.outcome);
  confirmed(await cancelled.bid.cancel());
}

/** A lease in which both sides do their part, until nothing of it is left. */
async function playCooperation(market: Market, deal: Deal): Promise<void> {
  confirmed(await deal.accept());
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
  confirmed(await deal.heartbeat());
  confirmed(await deal.checkpoint(40n));
  confirmed(await deal.topUp(60n));
  market.chain.passSeconds(50n);
  confirmed(await deal.redeem({ servedFor: 100n, delivered: 100n, accepted: 100n }));
  market.chain.passSeconds(200n);
  confirmed(await deal.redeem({ servedFor: 300n, delivered: 300n }));
  confirmed(await deal.attest());
  confirmed(await deal.acceptResult(await deal.order('accept')));
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimFees());
  confirmed(await deal.credit());
  market.chain.passSeconds(601n);
  confirmed(await deal.releaseBond());
  confirmed(await deal.closeAttestation());
  confirmed(await deal.close());
}

/** A lease whose renter went away: stopped by its session key, settled by others. */
async function playAlone(market: Market, deal: Deal): Promise<void> {
  confirmed(await deal.start());
  confirmed(await deal.rotateSession('next session'));
  market.chain.passSeconds(60n);
  confirmed(await deal.attest(60n));
  confirmed(await deal.stop());
  market.chain.passSeconds(601n);
  confirmed(await deal.settle(0));
  confirmed(await deal.settle());
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimRenter());
  confirmed(await deal.claimFees());
  market.chain.passSeconds(601n);
  confirmed(await deal.releaseBond());
}

async function playDeparture(market: Market, provider: ProviderActor): Promise<void> {
  const { chain, network, send } = market;
  const { authority, address } = provider;
  const now = (): bigint => chain.now;
  const account = () => read.provider(chain, address);
  const change = await updateProvider({ authority, provider: account(), region: 300 });
  confirmed(await send(change.instructions));
  const offer = {
    address: await listAnotherOffer(market, provider),
    data: read.offer(chain, provider.offer),
  };
  const repriced = { network, authority, offer, pricePerHour: 300_000n, now: now() };
  confirmed(await send(valueOf(await repriceOffer(repriced)).instructions));
  const data = read.offer(chain, offer.address);
  confirmed(await send((await withdrawOffer({ authority, offer: { ...offer, data } })).instructions));
  const own = { authority, deposit: Deposit.Bond };
  const request = { ...own, network, provider: account(), amountAtoms: 1_000n, now: now() };
  confirmed(await send(valueOf(await requestUnbond(request)).instructions));
  chain.passSeconds(1_300n);
  const leaving = { ...own, provider: account(), destination: provider.payout, now: now() };
  confirmed(await send(valueOf(await withdrawUnbonded(leaving)).instructions));
}
