import { type Address, generateKeyPairSigner } from '@solana/kit';
import { expect, test } from 'vitest';

import { FailoverState, getLeaseDecoder, getLeaseSize, type Lease } from '@/lib/pyronet/generated';

import { mayBidFor } from './failover-bid';

const somebody = async (): Promise<Address> => (await generateKeyPairSigner()).address;
const at = (slot: bigint) => ({ unixSeconds: 0n, slot });

const sought = async (): Promise<Lease> => ({
  ...getLeaseDecoder().decode(new Uint8Array(getLeaseSize())),
  provider: await somebody(),
  failoverState: FailoverState.Bidding,
  failoverCloseSlot: 100n,
});

test('a lease that seeks a successor can be bid for until the slot when bids close', async () => {
  const [lease, provider] = [await sought(), await somebody()];
  expect(mayBidFor(lease, provider, at(100n))).toBe(true);
  expect(mayBidFor(lease, provider, at(101n))).toBe(false);
  expect(mayBidFor({ ...lease, failoverState: FailoverState.NoFit }, provider, at(100n))).toBe(false);
});

test('it can be bid for again where its best bid was not awarded', async () => {
  const [lease, provider] = [{ ...(await sought()), bestOffer: await somebody() }, await somebody()];
  expect([150n, 151n, 200n, 201n].map((slot) => mayBidFor(lease, provider, at(slot)))).toEqual([
    ...[false, true],
    ...[true, false],
  ]);
});

test('its own provider cannot bid, nor can anybody who cannot open the plan where that is needed', async () => {
  const [lease, provider] = [await sought(), await somebody()];
  expect(mayBidFor(lease, lease.provider, at(100n))).toBe(false);
  expect(mayBidFor({ ...lease, ackSegment: 3n }, provider, at(100n))).toBe(false);
  expect(mayBidFor({ ...lease, ackSegment: 3n, ackUnits: 9n }, provider, at(100n))).toBe(true);
});
