import { type Located } from '@/lib/actions/plan';
import { type Offer, type Provider } from '@/lib/pyronet/generated';

import { stakeAndBond } from './deposits';
import { list } from './listing';
import { type OnboardingRequest } from './onboarding-request';
import { fillPurses } from './purses';
import { announce, register } from './registration';

export interface Onboarded {
  readonly provider: Located<Provider>;
  readonly offer: Located<Offer>;
}

/**
 * Takes this machine to the market. Each step looks first whether it was done already, so it can be cut off anywhere
 * and run again, and run again later to change the price or the record.
 * @throws WorkerError, RpcError, EngineError
 */
export async function onboard(request: OnboardingRequest): Promise<Onboarded> {
  await fillPurses(request);
  await register(request);
  await stakeAndBond(request);
  const provider = await announce(request);
  return { provider, offer: await list(request, provider) };
}

/** Keeps what serving uses up: fees of the worker key, and bond that leases have locked. */
export async function replenish(
  request: Pick<OnboardingRequest, 'chain' | 'keys' | 'machine' | 'useFaucet' | 'log'>,
): Promise<void> {
  await fillPurses(request);
  await stakeAndBond(request);
}
