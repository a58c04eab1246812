import { closePair } from '@/lib/actions/close-pair';
import { heartbeatLeases } from '@/lib/actions/heartbeat-leases';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { requestUnbond } from '@/lib/actions/request-unbond';
import { settleLeases } from '@/lib/actions/settle-leases';
import { updateProvider } from '@/lib/actions/update-provider';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { withdrawUnbonded } from '@/lib/actions/withdraw-unbonded';
import { Deposit, findPairPda } from '@/lib/pyronet/generated';
import { placeBid } from '@/programs/pyronet/testing/bid';
import { type Deal, openDeal } from '@/programs/pyronet/testing/deal';
import { confirmed, valueOf } from '@/programs/pyronet/testing/expectation';
import { type Market, openMarket, read } from '@/programs/pyronet/testing/market';
import { joinAsProvider, listAnotherOffer, type ProviderActor } from '@/programs/pyronet/testing/provider';
import { joinAsRenter, type RenterActor } from '@/programs/pyronet/testing/renter';

import { batchLeases, type Meter } from './meter';
import { type Open, playFees, playFraud, playParking } from './rare-lives';

/** What the lease of the failover row allows: two hops at up to twice its price. */
const failover = { hopsMax: 2, ratePerHourMax: 720_000n };

/** Every instruction at least once, with names that give new addresses. */
export async function playEverything(meter: Meter, repetition: number): Promise<void> {
  const market = await openMarket({ evidenceS: 600, unbondingS: 1_200 }, meter.observe);
  const provider = await joinAsProvider(market, { name: `provider ${repetition}`, terms: { gpuCount: 8 } });
  const renter = await joinAsRenter(market, { name: `renter ${repetition}` });
  let nonce = 0n;
  const open: Open = async (terms = {}) => {
    nonce += 1n;
    const { deal, outcome } = await openDeal(market, provider, renter, { ...terms, nonce });
    confirmed(outcome);
    return deal;
  };
  await playCooperation(market, await open());
  await playAlone(market, await open());
  confirmed(await (await open()).reject());
  confirmed(await (await open()).cancel());
  await playRegret(market, await open());
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
  await playFraud(market, repetition);
  await playFees(market);
  await playParking(market, provider, renter, open);
}

/** The same for one lease and for many at once. */
async function playBatches(
  { chain, relayer, send }: Market,
  { worker, address: provider }: ProviderActor,
  open: Open,
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

/** A result that its provider takes back. */
async function playRegret(market: Market, deal: Deal): Promise<void> {
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
  confirmed(await deal.attest());
  confirmed(await deal.withdrawResult());
  market.chain.passSeconds(601n);
  confirmed(await deal.releaseBond());
}

/** Leases that their providers leave, announced, paid for or in silence. */
async function playEarlyExits(market: Market, open: Open): Promise<void> {
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
