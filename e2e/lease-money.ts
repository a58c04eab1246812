import { type Address } from '@solana/kit';
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { expect } from 'vitest';

import { accruedForWork } from '@/lib/domain/accrual';
import { protocolFee } from '@/lib/domain/fee';
import { fetchMaybeLease, fetchProvider, type Lease } from '@/lib/pyronet/generated';
import { fetchNetwork } from '@/lib/pyronet/network';
import { type ChainClient } from '@/lib/rpc/chain-client';

import { type Ledger, moves, readUsdcLedger, total } from './ledger';

const confirmed = { commitment: 'confirmed' } as const;

/** The lease as the chain has it; throws when it is closed. */
export async function readLease({ rpc }: ChainClient, lease: Address): Promise<Lease> {
  const account = await fetchMaybeLease(rpc, lease, confirmed);
  if (!account.exists) throw new Error(`lease ${lease} is closed`);
  return account.data;
}

/**
 * Every atom of a lease that was opened and settled since `before` is where the published rule puts it, and no other
 * account on the chain has gained or lost one.
 */
export async function expectSettledToTheAtom(
  client: ChainClient,
  lease: Lease,
  before: Ledger,
): Promise<void> {
  const gross = accruedForWork({
    ratePerHour: lease.ratePerHour,
    coveredSeconds: lease.coveredS,
    workUnits: lease.releasedUnits,
    guaranteedUnitsPerSecond: lease.guaranteedUnitsPerS,
  });
  expect(lease.released).toBe(gross);
  const { usdcMint: mint, feeVault } = await fetchNetwork(client.rpc);
  const { payout } = (await fetchProvider(client.rpc, lease.provider, confirmed)).data;
  const [renter] = await findAssociatedTokenPda({
    owner: lease.renter,
    mint,
    tokenProgram: TOKEN_PROGRAM_ADDRESS,
  });
  const fee = protocolFee(gross, lease.feeBps);
  const expected = [
    [renter, -gross],
    [payout, gross - fee],
    [feeVault, fee],
  ] as const;
  const owed = new Map(expected.filter(([, atoms]) => atoms !== 0n));
  await expect
    .poll(async () => moves(before, await readUsdcLedger(client)), { timeout: 60_000 })
    .toEqual(owed);
  expect(total(await readUsdcLedger(client))).toBe(total(before));
}
