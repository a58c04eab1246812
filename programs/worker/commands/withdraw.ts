import { requestUnbond } from '@/lib/actions/request-unbond';
import { withdrawUnbonded } from '@/lib/actions/withdraw-unbonded';
import { Deposit } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';

import { ChainClock } from '../chain/chain-clock';
import { loadKeys } from '../keys/worker-keys';
import { fetchOwnProvider } from '../provider/registration';
import { drain } from './drain';
import { type OpenedWorker } from './opened-worker';

/** Leaves the market, starts to take out what is free of bond and stake, and pays out what has unbonded. */
export async function withdraw(worker: OpenedWorker): Promise<void> {
  const { chain, keySource, log } = worker;
  await drain(worker);
  const keys = await loadKeys(keySource);
  const { authority } = keys;
  const now = (await new ChainClock(chain.client).now()).unixSeconds;
  for (const deposit of [Deposit.Bond, Deposit.Stake]) {
    const what = deposit === Deposit.Bond ? 'bond' : 'stake';
    const { data } = await fetchOwnProvider(chain, keys);
    const { usdcAccount, pyroAccount } = await fetchHoldings(
      chain.client.rpc,
      chain.network,
      authority.address,
    );
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
