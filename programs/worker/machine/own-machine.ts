import { type KeyPairSigner } from '@solana/kit';

import { systemClock } from '@/lib/rpc/clock';

import { type Log, problemFacts } from '../log';
import { delist } from '../provider/delist';
import { onboard, type Onboarded, replenish } from '../provider/onboarding';
import { type OnboardingRequest } from '../provider/onboarding-request';
import { type Host } from './host';
import { finishLeases } from './finish-leases';
import { type Machine } from './machine';
import { aborted, repeat } from './repeat';
import { openShift, type Shift } from './shift';

const PURSES_EVERY_MS = 5 * 60_000;
const TRY_AGAIN_MS = 15_000;

/**
 * Goes to the market with the authority's key and serves leases until the stop. Then the offers are taken down, leases
 * that have not begun are declined, those that run may finish within the drain time, and the rest goes on at the next
 * start.
 */
export async function serveOwnMachine(host: Host, machine: Machine, owner: KeyPairSigner): Promise<void> {
  const { log } = machine;
  const shift = await openShift(host, machine);
  const over = new AbortController();
  const background: Promise<void>[] = [];
  try {
    const request = onboardingRequest(host, machine, owner, shift);
    const goToMarket = (): Promise<Onboarded> => onboard(request);
    const onboarded = await goToMarket().catch((problem: unknown) => forLeasesAlone(shift, log, problem));
    if (onboarded === undefined) background.push(comeBack(goToMarket, log, over.signal));
    shift.goOnDuty();
    const fill = { what: 'filling the purses', everyMs: PURSES_EVERY_MS, startAfterMs: PURSES_EVERY_MS };
    background.push(repeat({ ...fill, act: () => replenish(request) }, log, over.signal));
    log.info('serving', { provider: shift.provider, offer: onboarded?.offer.address, ...host.engineName });
    await aborted(host.stop);
    log.info('stopping', { drainSeconds: host.drainSeconds });
    if (!host.end.aborted)
      await delist(shift.chain, { authority: owner }, shift.provider, log).catch((problem: unknown) =>
        log.warn('the offers could not be taken down', problemFacts(problem)),
      );
    await finishLeases(host, shift.desk, log);
  } finally {
    over.abort();
    await shift.close();
    await Promise.all(background);
  }
}

export const onboardingRequest = (
  { clock, speed, floor, useFaucet }: Pick<Host, 'clock' | 'speed' | 'floor' | 'useFaucet'>,
  { keys, terms, log }: Machine,
  authority: KeyPairSigner,
  { chain, record, signOfLife }: Pick<Shift, 'chain' | 'record' | 'signOfLife'>,
): OnboardingRequest => ({
  ...{ chain, clock, record, signOfLife, speed, useFaucet, log },
  keys: { authority, worker: keys.worker },
  machine: terms,
  seats: floor.seats,
});

/** Without an offer there may still be leases to serve. @throws what kept it from the market, when there are none */
async function forLeasesAlone({ desk }: Shift, log: Log, problem: unknown): Promise<undefined> {
  await Promise.race([desk.seen, systemClock.sleep(TRY_AGAIN_MS)]);
  if ((await desk.busy()) === 0) throw problem;
  log.error('not on the market, but serving the leases there are', problemFacts(problem));
}

async function comeBack(goToMarket: () => Promise<Onboarded>, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await systemClock.sleep(TRY_AGAIN_MS, signal);
    const back = await goToMarket().catch(() => undefined);
    if (back !== undefined) return log.info('on the market again', { offer: back.offer.address });
  }
}
