import { depositBond } from '@/lib/actions/deposit-bond';
import { depositStake } from '@/lib/actions/deposit-stake';
import { fetchHoldings } from '@/lib/pyronet/holdings';

import { type OnboardingRequest, submitPlan } from './onboarding-request';
import { missingBond, missingStake } from './purses';
import { fetchOwnProvider } from './registration';

/** Stakes what the machine's tier needs and posts what is missing of the bond. */
export async function stakeAndBond(
  request: Pick<OnboardingRequest, 'chain' | 'keys' | 'machine' | 'useFaucet' | 'log'>,
): Promise<void> {
  const { chain, keys, log } = request;
  const { address: provider, data } = await fetchOwnProvider(chain, keys);
  const held = await fetchHoldings(chain.client.rpc, chain.network, keys.authority.address);
  const depositor = keys.authority;
  const stakeAtoms = missingStake(request, data);
  if (stakeAtoms > 0n) {
    const stake = { network: chain.network, depositor, source: held.pyroAccount, provider };
    await submitPlan(request, 'stake', await depositStake({ ...stake, amountAtoms: stakeAtoms }));
    log.info('staked', { pyroAtoms: stakeAtoms });
  }
  const bondAtoms = missingBond(request, data);
  if (bondAtoms > 0n) {
    const bond = { depositor, source: held.usdcAccount, provider };
    await submitPlan(request, 'bond', await depositBond({ ...bond, amountAtoms: bondAtoms }));
    log.info('posted the bond', { usdcAtoms: bondAtoms });
  }
}
