import { type Address } from '@solana/kit';
import { fetchMaybeToken } from '@solana-program/token';

import { claimFees } from '@/lib/actions/claim-fees';
import { claimProvider } from '@/lib/actions/claim-provider';
import { claimRenter } from '@/lib/actions/claim-renter';
import { closeAttestation } from '@/lib/actions/close-attestation';
import { closeLease } from '@/lib/actions/close-lease';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { leaseDues, type LeaseDues } from '@/lib/domain/fee';
import {
  fetchMaybeAttestation,
  fetchMaybeLease,
  findAttestationPda,
  type Lease,
} from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { problemOf } from '@/lib/tx/outcome-problem';

import { type ChainWriter } from './chain-writer';
import { type Terminal } from './terminal';

/** Pays everybody what a settled lease owes them; a payee whose account is gone holds up nobody else. */
export async function payOut(
  client: ChainClient,
  writer: ChainWriter,
  lease: Address,
  terminal: Terminal,
): Promise<void> {
  const claims: readonly (readonly [
    keyof LeaseDues,
    (lease: Located<Lease>) => ActionPlan | Promise<ActionPlan>,
  ])[] = [
    ['renter', claimRenter],
    ['provider', claimProvider],
    ['fee', claimFees],
  ];
  for (const [party, claim] of claims) {
    const account = await readLease(client, lease);
    if (account === null || duesOf(account.data)[party] === 0n) continue;
    // A part may be claimed before the rest is free, so what was claimed before belongs to the name of the wish.
    const key = `claim-${party} ${lease} ${claimedBy(account.data)[party]}`;
    const outcome = await writer.send(key, await claim(account));
    const problem = problemOf(outcome);
    const paidMeanwhile = problem === null ? true : await isPaid(client, lease, party);
    if (problem !== null && !paidMeanwhile) {
      terminal.line(terminal.paint.warm(`  · The ${party} could not be paid yet: ${problem.message}`));
    }
  }
}

/**
 * Closes the lease and its attestation where nothing keeps them open, which returns their deposits.
 *
 * @returns whether the lease is closed
 */
export async function closeAccounts(
  client: ChainClient,
  writer: ChainWriter,
  lease: Address,
): Promise<boolean> {
  const account = await readLease(client, lease);
  if (account === null) return true;
  const seq = account.data.attestationSeq - 1;
  if (seq >= 0) {
    const [address] = await findAttestationPda({ lease, seq });
    const attestation = await fetchMaybeAttestation(client.rpc, address, { commitment: 'confirmed' });
    if (attestation.exists) {
      await writer.send(
        `close-attestation ${address}`,
        closeAttestation({ address, data: attestation.data }),
      );
    }
  }
  const settled = await readLease(client, lease);
  if (settled === null) return true;
  const close = closeLease(settled);
  return close.ok && (await writer.send(`close-lease ${lease}`, close.value)).kind === 'confirmed';
}

/** What a settled lease owes each party now, in USDC atoms. */
export function duesOf(lease: Lease): LeaseDues {
  return leaseDues(lease, 0n);
}

function claimedBy({ providerClaimed, feeClaimed, renterClaimed }: Lease): LeaseDues {
  return { provider: providerClaimed, fee: feeClaimed, renter: renterClaimed };
}

export async function readLease(client: ChainClient, address: Address): Promise<Located<Lease> | null> {
  const account = await fetchMaybeLease(client.rpc, address, { commitment: 'confirmed' });
  return account.exists ? { address, data: account.data } : null;
}

/** USDC atoms in a token account; zero where there is none. */
export async function usdcIn(client: ChainClient, account: Address): Promise<bigint> {
  const token = await fetchMaybeToken(client.rpc, account, { commitment: 'confirmed' });
  return token.exists ? token.data.amount : 0n;
}

async function isPaid(client: ChainClient, lease: Address, party: keyof LeaseDues): Promise<boolean> {
  const account = await readLease(client, lease);
  return account === null || duesOf(account.data)[party] === 0n;
}
