import { listOffer } from '@/lib/actions/list-offer';
import { type Located } from '@/lib/actions/plan';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { formatUsdc } from '@/lib/domain/usdc';
import { fetchGpuClassFromSeeds, type Offer, OfferStatus, type Provider } from '@/lib/pyronet/generated';

import { type MachineTerms } from '../machine/machine-terms';
import { WorkerError } from '../worker-error';
import { type MeasuredSpeed } from './benchmark';
import { offerTerms } from './offer-terms';
import { seatSpeed } from './job-capacity';
import { type OnboardingRequest, planOf, submitPlan } from './onboarding-request';
import { fetchOwnOffers } from './own-accounts';

/** Lists this machine, or brings the offer that it has up to date. */
export async function list(request: OnboardingRequest, provider: Located<Provider>): Promise<Located<Offer>> {
  const { chain, machine, seats } = request;
  const speed = await request.speed();
  const offers = await fetchOwnOffers(chain, provider.address);
  const listed = offers.find(({ data }) => data.status === OfferStatus.Listed);
  if (listed === undefined) return listNew(request, provider, speed);
  const isTooSlow = listed.data.guaranteedUnitsPerS > seatSpeed(speed, seats).score;
  if (isTooSlow || !isAbout(listed.data, machine)) {
    await withdrawOutdated(request, listed, speed);
    return listNew(request, provider, speed);
  }
  await reprice(request, provider, listed);
  return listed;
}

async function listNew(
  request: OnboardingRequest,
  provider: Located<Provider>,
  speed: MeasuredSpeed,
): Promise<Located<Offer>> {
  const { chain, keys, machine, seats, log } = request;
  const { network, client } = chain;
  const { classId, pricePerHour } = machine;
  const gpuClass = await fetchGpuClassFromSeeds(client.rpc, { classId }, { commitment: 'confirmed' });
  const terms = offerTerms({ network, machine, speed, seats, localOnly: chain.isLocal });
  const { authority } = keys;
  const plan = planOf(await listOffer({ network, authority, payer: authority, provider, gpuClass, terms }));
  await submitPlan(request, 'list', plan);
  const guaranteed = terms.guaranteedUnitsPerSecond;
  log.info('listed an offer', {
    offer: plan.offer,
    price: formatUsdc(pricePerHour),
    unitsPerSecond: guaranteed,
  });
  const offers = await fetchOwnOffers(chain, provider.address);
  const offer = offers.find(({ address }) => address === plan.offer);
  if (offer !== undefined) return offer;
  throw new WorkerError('transaction_unknown', 'The offer is not there yet.', 'Run it again.');
}

/** Whether an offer says what the machine is; all but the price is for ever in an offer. */
const isAbout = (offer: Offer, { classId, vramMib, gpuCount, regionId }: MachineTerms): boolean =>
  offer.classId === classId &&
  offer.vramMib === vramMib &&
  offer.gpuCount === gpuCount &&
  offer.region === regionId;

/** An engine or machine that is slower than the offer guarantees would miss every deadline. */
async function withdrawOutdated(
  request: OnboardingRequest,
  offer: Located<Offer>,
  { workUnitsPerSecond }: MeasuredSpeed,
): Promise<void> {
  await submitPlan(request, 'delist', await withdrawOffer({ authority: request.keys.authority, offer }));
  request.log.warn('withdrew an offer that is not true of this machine any more', {
    offer: offer.address,
    guaranteed: offer.data.guaranteedUnitsPerS,
    measured: workUnitsPerSecond,
  });
}

async function reprice(
  request: OnboardingRequest,
  provider: Located<Provider>,
  offer: Located<Offer>,
): Promise<void> {
  const { chain, clock, keys, log } = request;
  const { pricePerHour } = request.machine;
  if (offer.data.pricePerHour === pricePerHour || offer.data.pendingPrice === pricePerHour) return;
  const now = (await clock.now()).unixSeconds;
  const change = {
    network: chain.network,
    authority: keys.authority,
    provider,
    offer,
    pricePerHour,
    now,
  };
  await submitPlan(request, 'reprice', await repriceOffer(change));
  log.info('changed the price', { offer: offer.address, price: formatUsdc(pricePerHour) });
}
