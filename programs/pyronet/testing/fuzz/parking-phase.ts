import { type Address } from '@solana/kit';

import { LeasePayee } from '@/lib/pyronet/generated';

import { type Deal } from '../deal';
import { confirmed } from '../expectation';
import { isStanding } from '../invariants';
import { parkingWaitSeconds, planParking, takeOut } from '../parking';
import { tokenBalance } from '../tokens';

import { attempt } from './lease-attempts';
import { type World } from './world';

/** After the longest wait: what frozen payees are due is put aside, and every lease closes although they stay frozen. */
export async function parkAll(world: World, succeeded: (action: string) => void): Promise<void> {
  world.market.chain.passSeconds(parkingWaitSeconds);
  for (const deal of world.deals.filter(isStanding)) {
    for (const payee of [LeasePayee.Provider, LeasePayee.Renter]) {
      if (await attempt(() => parkOne(world, deal, payee))) succeeded(`park ${LeasePayee[payee]}`);
    }
    confirmed(await deal.close());
    succeeded('close after parking');
  }
}

async function parkOne(world: World, deal: Deal, payee: LeasePayee) {
  const plan = await planParking(deal, payee);
  const outcome = await deal.market.send(plan.instructions);
  if (!outcome.ok) return outcome;
  const vault = vaultOf(world, plan.parking);
  world.parked.set(vault, (world.parked.get(vault) ?? 0n) + plan.atoms);
  if (payee === LeasePayee.Renter) world.donated.delete(deal.vault);
  return outcome;
}

function vaultOf({ parkings }: World, parking: Address): Address {
  const place = parkings.find(({ address }) => address === parking);
  if (place === undefined) throw new Error('parked for nobody in this world');
  return place.vault;
}

/** Every owner takes out what was parked for it, to an account that was never frozen. */
export async function takeAllParked(world: World, succeeded: (action: string) => void): Promise<void> {
  const { market, parkings, parked, donor } = world;
  for (const place of parkings.filter(({ address }) => market.chain.account(address).exists)) {
    const before = tokenBalance(market.chain, donor.source);
    confirmed(await takeOut(market, place, donor.source));
    if (tokenBalance(market.chain, donor.source) - before !== (parked.get(place.vault) ?? 0n)) {
      throw new Error('an owner took out another amount than was parked for it');
    }
    parked.delete(place.vault);
    succeeded('take parked');
  }
}
