import { type Address, generateKeyPairSigner } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import {
  FailoverState,
  getLeaseDecoder,
  getLeaseSize,
  type Lease,
  LeaseState,
} from '@/lib/pyronet/generated';

import { StandingBids } from './standing-bids';

const blank = getLeaseDecoder().decode(new Uint8Array(getLeaseSize()));
const somebody = async (): Promise<Address> => (await generateKeyPairSigner()).address;
const at = (slot: bigint) => ({ unixSeconds: 0n, slot });

async function setUp(served: readonly Partial<Lease>[] = [], taken = 0) {
  const leases = await Promise.all(
    served.map(async (changes) => ({ address: await somebody(), data: { ...blank, ...changes } })),
  );
  const bids = new StandingBids({ seats: 4, taken }, { served: () => leases });
  return { bids, lease: await somebody(), offer: await somebody(), other: await somebody() };
}

describe('seats for another bid are those', () => {
  test('that no lease has, nor one that was opened will have', async () => {
    const open = { state: LeaseState.Open, gpuCount: 1 };
    const { bids } = await setUp(
      [open, { ...open, state: LeaseState.Accepted }, { state: LeaseState.Active }],
      1,
    );
    expect(bids.hasRoom(1)).toBe(true);
    expect(bids.hasRoom(2)).toBe(false);
  });

  test('that no standing bid promises', async () => {
    const { bids, lease, offer } = await setUp();
    bids.add(lease, { offer, seats: 3, rate: 5n });
    expect(bids.hasRoom(2)).toBe(false);
    expect(bids.hasRoom(1)).toBe(true);
    bids.withdraw(lease);
    expect(bids.hasRoom(4)).toBe(true);
  });
});

describe('a bid stands', () => {
  const sought = { ...blank, failoverState: FailoverState.Bidding, failoverCloseSlot: 100n };

  async function stands(changes: (offer: Address, other: Address) => Partial<Lease>, slot: bigint) {
    const { bids, lease, offer, other } = await setUp();
    bids.add(lease, { offer, seats: 4, rate: 5n });
    const heard = { address: lease, data: { ...sought, ...changes(offer, other) } };
    bids.forgetEnded({ at: () => heard }, at(slot));
    return !bids.hasRoom(1);
  }

  test('until it is beaten, or cannot be awarded any more', async () => {
    expect(await stands((bestOffer) => ({ bestOffer, bestRate: 5n }), 100n)).toBe(true);
    expect(await stands((_, bestOffer) => ({ bestOffer, bestRate: 4n }), 100n), 'beaten').toBe(false);
    expect(await stands((bestOffer) => ({ bestOffer, bestRate: 5n }), 201n), 'over').toBe(false);
    expect(await stands(() => ({ failoverState: FailoverState.NoFit }), 300n), 'no fit').toBe(false);
  });

  test('before the chain has told of it, and after it was awarded', async () => {
    expect(await stands(() => ({}), 100n)).toBe(true);
    expect(await stands((_, bestOffer) => ({ bestOffer, bestRate: 6n }), 100n)).toBe(true);
    expect(await stands(() => ({ failoverState: FailoverState.Awarded }), 150n)).toBe(true);
  });
});
