import { type Address, type TransactionSigner } from '@solana/kit';

import { depositBond } from '@/lib/actions/deposit-bond';
import { depositStake } from '@/lib/actions/deposit-stake';
import { payoutAccount } from '@/lib/actions/payout-account';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { requestUnbond } from '@/lib/actions/request-unbond';
import { withdrawUnbonded } from '@/lib/actions/withdraw-unbonded';
import { failure, type Result, success } from '@/lib/domain/result';
import { Deposit, type Provider } from '@/lib/pyronet/generated';
import { type ProviderChain } from '@/lib/queries/provider-chain';

import { chainSeconds } from './chain-seconds';
import { walletSession } from './wallet-session';

interface Registered {
  readonly chain: ProviderChain;
  readonly provider: Located<Provider>;
}

/** Adds to bond or stake out of the wallet. */
export async function planAddDeposit(
  wallet: TransactionSigner,
  authority: Address,
  deposit: Deposit,
  amountAtoms: bigint,
): Promise<Result<ActionPlan>> {
  const session = await registered(wallet, authority);
  if (!session.ok) return session;
  const { provider, chain } = session.value;
  const depositor = wallet;
  const { network, holdings } = chain;
  const added = { depositor, provider: provider.address, amountAtoms };
  return deposit === Deposit.Bond
    ? depositBond({ ...added, source: holdings.usdcAccount })
    : depositStake({ ...added, network, source: holdings.pyroAccount });
}

/** Starts to take out bond or stake. */
export async function planUnbond(
  wallet: TransactionSigner,
  authority: Address,
  deposit: Deposit,
  amountAtoms: bigint,
): Promise<Result<ActionPlan>> {
  const session = await registered(wallet, authority);
  if (!session.ok) return session;
  const { provider, chain } = session.value;
  return requestUnbond({
    network: chain.network,
    authority: wallet,
    provider: provider.data,
    deposit,
    amountAtoms,
    now: await chainSeconds(),
  });
}

/** Pays out what has unbonded, into the wallet's own token account. */
export async function planWithdraw(
  wallet: TransactionSigner,
  authority: Address,
  deposit: Deposit,
): Promise<Result<ActionPlan>> {
  const session = await registered(wallet, authority);
  if (!session.ok) return session;
  const { provider, chain } = session.value;
  const mint = deposit === Deposit.Bond ? chain.network.usdcMint : chain.network.pyroMint;
  const destination = await payoutAccount({ payer: wallet, owner: wallet.address, mint });
  const withdrawal = await withdrawUnbonded({
    authority: wallet,
    provider: provider.data,
    deposit,
    destination: destination.account,
    now: await chainSeconds(),
  });
  if (!withdrawal.ok) return withdrawal;
  return success({ instructions: [...destination.instructions, ...withdrawal.value.instructions] });
}

async function registered(wallet: TransactionSigner, authority: Address): Promise<Result<Registered>> {
  const session = await walletSession(wallet, authority);
  if (!session.ok) return session;
  const { provider } = session.value;
  if (provider === null) {
    return failure('not_registered', 'This wallet is no provider.', 'Register it first.');
  }
  return success({ chain: session.value, provider });
}
