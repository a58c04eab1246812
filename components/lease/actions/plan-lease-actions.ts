import { type Address } from '@solana/kit';

import { cancelLease } from '@/lib/actions/cancel-lease';
import { claimProvider } from '@/lib/actions/claim-provider';
import { claimRenter } from '@/lib/actions/claim-renter';
import { dueAction } from '@/lib/actions/due-action';
import { pingLease } from '@/lib/actions/ping-lease';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { stopLease } from '@/lib/actions/stop-lease';
import { topUp } from '@/lib/actions/top-up';
import { failure, type Result, success } from '@/lib/domain/result';
import { browserNetwork } from '@/lib/pyronet/browser-network';
import { fetchMaybeLease, type Lease } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';
import { browserChain } from '@/lib/rpc/browser-chain';
import { readChainTime } from '@/lib/rpc/chain-time';
import { orderPlan } from '@/lib/session/order-plan';
import { type SignedOrder } from '@/lib/session/signed-order';
import { type WalletSigner } from '@/lib/wallet/wallet-signer';

/** Transactions that people send from a lease's page. Each is made of what the chain says at that moment. */

/** Ends a running lease by the wallet's own signature. */
export async function planStop(signer: WalletSigner, at: Address): Promise<Result<ActionPlan>> {
  const lease = await readRentersLease(signer, at);
  return lease.ok ? stopLease({ approval: { by: 'signature', signer }, lease: lease.value }) : lease;
}

export async function planCancel(signer: WalletSigner, at: Address): Promise<Result<ActionPlan>> {
  const lease = await readRentersLease(signer, at);
  return lease.ok ? cancelLease({ approval: { by: 'signature', signer }, lease: lease.value }) : lease;
}

/** Asks the provider for a sign of life, on chain and with a deadline. */
export async function planPing(signer: WalletSigner, at: Address): Promise<Result<ActionPlan>> {
  const lease = await readRentersLease(signer, at);
  if (!lease.ok) return lease;
  return pingLease({ approval: { by: 'signature', signer }, payer: signer, lease: lease.value });
}

export async function planTopUp(
  signer: WalletSigner,
  at: Address,
  additionalSeconds: bigint,
): Promise<Result<ActionPlan>> {
  const lease = await readRentersLease(signer, at);
  if (!lease.ok) return lease;
  const [{ rpc }, network] = await Promise.all([browserChain(), browserNetwork()]);
  const { usdcAccount, usdcAtoms } = await fetchHoldings(rpc, network, signer.address);
  return topUp({
    renter: signer,
    source: usdcAccount,
    sourceAtoms: usdcAtoms,
    lease: lease.value,
    additionalSeconds,
    additionalUnits: 0n,
  });
}

/** Has the renter or the provider paid what the lease owes it. Anyone may. */
export async function planClaim(at: Address, party: 'renter' | 'provider'): Promise<Result<ActionPlan>> {
  const lease = await readLease(at);
  if (!lease.ok) return lease;
  return success(party === 'renter' ? claimRenter(lease.value) : claimProvider(lease.value));
}

/** Ends a wait whose deadline has passed. Anyone may. */
export async function planEndWait(signer: WalletSigner, at: Address): Promise<Result<ActionPlan>> {
  const lease = await readLease(at);
  if (!lease.ok) return lease;
  const client = await browserChain();
  const now = await readChainTime(client);
  const due = await dueAction({ rpc: client.rpc, cranker: signer, lease: lease.value, now });
  return (
    due ??
    failure('not_due', 'By the chain’s clock the deadline has not passed yet.', 'Try again in a few seconds.')
  );
}

/** Carries an order that the session key signed, at the wallet's expense. */
export async function planOrder(order: SignedOrder, at: Address): Promise<Result<ActionPlan>> {
  const lease = await readLease(at);
  return lease.ok ? orderPlan(order, lease.value) : lease;
}

async function readLease(at: Address): Promise<Result<Located<Lease>>> {
  const { rpc } = await browserChain();
  const lease = await fetchMaybeLease(rpc, at, { commitment: 'confirmed' });
  if (lease.exists) return success({ address: at, data: lease.data });
  return failure('lease_closed', 'The lease is closed.', 'Everybody is paid; nothing is left to do.');
}

/** An intent belongs to the renter: after a switch of accounts it is void. */
export async function readRentersLease(signer: WalletSigner, at: Address): Promise<Result<Located<Lease>>> {
  const lease = await readLease(at);
  if (!lease.ok || lease.value.data.renter === signer.address) return lease;
  return failure(
    'account_changed',
    'The connected account is not the renter of this lease.',
    'Switch your wallet to the account that opened it.',
  );
}
