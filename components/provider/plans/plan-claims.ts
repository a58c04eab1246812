import { type Address, type TransactionSigner } from '@solana/kit';

import { claimProvider } from '@/lib/actions/claim-provider';
import { type ActionPlan } from '@/lib/actions/plan';
import { releaseBond } from '@/lib/actions/release-bond';
import { failure, type Result, success } from '@/lib/domain/result';
import { fetchAllMaybeLease, LeaseState } from '@/lib/pyronet/generated';
import { browserChain } from '@/lib/rpc/browser-chain';

import { claimsAtOnce } from '../money/claims-at-once';
import { chainSeconds } from './chain-seconds';
import { walletSession } from './wallet-session';

/** Has what leases owe the provider paid to their payout accounts; the first few of many. */
export async function planClaims(
  wallet: TransactionSigner,
  authority: Address,
  leases: readonly Address[],
): Promise<Result<ActionPlan>> {
  const session = await walletSession(wallet, authority);
  if (!session.ok) return session;
  const found = await readLeases(leases);
  const instructions = found.flatMap((lease) => claimProvider(lease).instructions);
  if (instructions.length > 0) return success({ instructions });
  return failure('nothing_to_claim', 'Nothing is left to claim.', 'The machine may have claimed it already.');
}

/** Frees the bond of settled leases whose evidence time is over; the first few of many. */
export async function planReleases(
  wallet: TransactionSigner,
  authority: Address,
  leases: readonly Address[],
): Promise<Result<ActionPlan>> {
  const session = await walletSession(wallet, authority);
  if (!session.ok) return session;
  const [found, now] = await Promise.all([readLeases(leases), chainSeconds()]);
  const instructions = found
    .filter(({ data }) => data.state === LeaseState.Settled && data.bondLocked > 0n)
    .filter(({ data }) => data.openDisputes === 0 && data.evidenceUntil <= now)
    .flatMap((lease) => releaseBond(lease).instructions);
  if (instructions.length > 0) return success({ instructions });
  return failure(
    'nothing_to_release',
    'No bond can be released now.',
    'The machine may have done it already.',
  );
}

async function readLeases(addresses: readonly Address[]) {
  const { rpc } = await browserChain();
  const wanted = addresses.slice(0, claimsAtOnce);
  const leases = await fetchAllMaybeLease(rpc, wanted, { commitment: 'confirmed' });
  return leases.filter((lease) => lease.exists);
}
