import { type Address, type TransactionSigner } from '@solana/kit';
import { getTokenSize } from '@solana-program/token';

import { rentExemptLamports } from '@/lib/domain/rent';
import { failure, type Result, success } from '@/lib/domain/result';
import {
  findParkingPda,
  findVaultPda,
  getParkDuesInstructionAsync,
  getParkingSize,
  type Lease,
  LeasePayee,
  LeaseState,
} from '@/lib/pyronet/generated';
import { duesOf } from '@/lib/pyronet/lease-dues';
import { type Network } from '@/lib/pyronet/network';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** Seconds that a payee has to make its account usable again, from the end of the evidence time on. */
export const parkAfterSeconds = 30n * 86_400n;

export type ParkDuesCode = LeaseStateCode | 'not_yet_parkable' | 'nothing_due';

/** Parking, and what it comes to. */
export interface ParkDuesPlan extends ActionPlan {
  readonly parking: Address;
  /** USDC atoms that move to the parking's vault. */
  readonly atoms: bigint;
  /** Rent that the payer deposits where nothing was parked for this party yet; it comes back when the owner takes everything out. */
  readonly rentLamports: bigint;
}

/** Puts aside what a party of a settled lease is due and its recorded account cannot take, so that the lease can close. Anyone may. */
export async function parkDues(request: {
  readonly network: Network;
  readonly payer: TransactionSigner;
  readonly lease: Located<Lease>;
  readonly payee: LeasePayee;
  /** Authority of the lease's provider. */
  readonly providerAuthority: Address;
  /** USDC atoms in the lease's vault. */
  readonly vaultAtoms: bigint;
  /** Unix seconds of the chain. */
  readonly now: bigint;
}): Promise<Result<ParkDuesPlan, ParkDuesCode>> {
  const { network, payer, lease, payee, providerAuthority, vaultAtoms, now } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Settled]);
  if (!state.ok) return state;
  if (now <= lease.data.evidenceUntil + parkAfterSeconds) {
    return failure(
      'not_yet_parkable',
      'The party still has time to make its account usable.',
      'Try again 30 days after the evidence time.',
    );
  }
  const isRenter = payee === LeasePayee.Renter;
  const { provider, fee } = duesOf(lease.data);
  // What was donated to the vault goes along with the renter's due.
  const atoms = isRenter ? vaultAtoms - provider - fee : provider;
  if (atoms === 0n) {
    return failure('nothing_due', 'This lease owes the party nothing.', 'Nothing needs to be done.');
  }
  const parking = await findParkingPda({ owner: isRenter ? lease.data.renter : providerAuthority });
  const parkingVault = await findVaultPda({ lease: parking[0] });
  const instruction = await getParkDuesInstructionAsync({
    payer,
    lease: lease.address,
    vault: lease.data.vault,
    provider: lease.data.provider,
    payout: isRenter ? lease.data.renterPayout : lease.data.providerPayout,
    parking: parking[0],
    parkingVault: parkingVault[0],
    usdcMint: network.usdcMint,
    payee,
    bump: parking[1],
    vaultBump: parkingVault[1],
  });
  const rentLamports = rentExemptLamports(getParkingSize()) + rentExemptLamports(getTokenSize());
  return success({ instructions: [instruction], parking: parking[0], atoms, rentLamports });
}
