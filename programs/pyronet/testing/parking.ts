import { type Address, type KeyPairSigner } from '@solana/kit';

import { parkAfterSeconds, parkDues, type ParkDuesPlan } from '@/lib/actions/park-dues';
import { takeParked } from '@/lib/actions/take-parked';
import { findParkingPda, findVaultPda, type LeasePayee } from '@/lib/pyronet/generated';

import { type Outcome } from './chain';
import { type Deal } from './deal';
import { valueOf } from './expectation';
import { type Market, read } from './market';

/** Seconds from the end of the evidence time on, after which dues can be parked. */
export const parkingWaitSeconds = parkAfterSeconds + 1n;

/** Where what an owner could not be paid is put aside. */
export interface ParkingPlace {
  readonly owner: KeyPairSigner;
  readonly address: Address;
  readonly vault: Address;
}

export async function parkingOf(owner: KeyPairSigner): Promise<ParkingPlace> {
  const [address] = await findParkingPda({ owner: owner.address });
  const [vault] = await findVaultPda({ lease: address });
  return { owner, address, vault };
}

/** Parking a party's dues of a deal, as the action plans it. */
export async function planParking(
  deal: Deal,
  payee: LeasePayee,
  payer: KeyPairSigner = deal.market.relayer,
): Promise<ParkDuesPlan> {
  const { market, provider, lease, vaultAtoms } = deal;
  return valueOf(
    await parkDues({
      network: market.network,
      payer,
      lease,
      payee,
      providerAuthority: provider.authority.address,
      vaultAtoms,
      now: market.chain.now,
    }),
  );
}

export async function park(deal: Deal, payee: LeasePayee): Promise<Outcome> {
  return deal.market.send((await planParking(deal, payee)).instructions);
}

/** The owner takes everything out. */
export async function takeOut(
  market: Market,
  { owner, address }: ParkingPlace,
  destination: Address,
  keepOpen = false,
): Promise<Outcome> {
  const parking = read.parking(market.chain, address);
  return market.send((await takeParked({ owner, parking, destination, keepOpen })).instructions);
}
