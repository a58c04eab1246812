import { type Located } from '@/lib/actions/plan';
import { requestUnbond } from '@/lib/actions/request-unbond';
import { withdrawUnbonded } from '@/lib/actions/withdraw-unbonded';
import { Deposit, fetchMaybeProvider, type Provider } from '@/lib/pyronet/generated';

import { ChainClock } from '../chain/chain-clock';
import { loadKeys } from '../keys/worker-keys';
import { fetchHoldings } from '../provider/holdings';
import { providerAddress } from '../provider/onboarding';
import { WorkerError } from '../worker-error';
import { drain } from './drain';
import { type OpenedWorker } from './opened-worker';

/** Leaves the market, starts to take out what is free of bond and stake, and pays out what has unbonded. */
export async function withdraw(worker: OpenedWorker): Promise<void> {
  const { chain, keySource, log } = worker;
  await drain(worker);
  const { authority } = await loadKeys(keySource);
  const now = (await new ChainClock(chain.client).now()).unixSeconds;
  for (const deposit of [Deposit.Bond, Deposit.Stake]) {
    const what = deposit === Deposit.Bond ? 'bond' : 'stake';
    const { data } = await fetchOwn(worker);
    const { usdcAccount, pyroAccount } = await fetchHoldings(chain, authority.address);
    const destination = deposit === Deposit.Bond ? usdcAccount : pyroAccount;
    const payout = await withdrawUnbonded({ authority, provider: data, deposit, destination, now });
    if (payout.ok) {
      await chain.again(`withdraw ${what}`, authority, payout.value.instructions);
      log.info(`paid out the unbonded ${what}`, { to: destination });
    } else log.info(`no ${what} to pay out yet`, { why: payout.problem.message });
    const free = deposit === Deposit.Bond ? data.bondFree : data.stake - data.stakeExposed;
    if (free === 0n) continue;
    const request = { network: chain.network, authority, provider: data, deposit, amountAtoms: free, now };
    const unbond = await requestUnbond(request);
    if (!unbond.ok) {
      log.warn(`the ${what} cannot be taken out yet`, { why: unbond.problem.message });
      continue;
    }
    await chain.again(`unbond ${what}`, authority, unbond.value.instructions);
    log.info(`started to take out the ${what}`, { atoms: free });
  }
}

async function fetchOwn({ chain, keySource }: OpenedWorker): Promise<Located<Provider>> {
  const provider = await providerAddress(await loadKeys(keySource));
  const account = await fetchMaybeProvider(chain.client.rpc, provider, { commitment: 'confirmed' });
  if (account.exists) return account;
  throw new WorkerError('not_registered', 'This machine is not registered as a provider.', 'Run `onboard`.');
}
