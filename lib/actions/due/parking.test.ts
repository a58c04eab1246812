import { type Address, generateKeyPairSigner, lamports, type MaybeEncodedAccount } from '@solana/kit';
import { AccountState, getTokenEncoder, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { describe, expect, test } from 'vitest';

import {
  FailoverState,
  getLeaseDecoder,
  getLeaseSize,
  type Lease,
  LeasePayee,
  LeaseState,
} from '@/lib/pyronet/generated';
import { leaseFlag } from '@/lib/pyronet/lease-flag';

import { parkablePayees } from './parkable-payees';
import { takesTokens } from './takes-tokens';

/** A settled lease of 10,000 atoms, 4,000 of them released, of which nobody has anything yet. */
const settled: Lease = {
  ...getLeaseDecoder().decode(new Uint8Array(getLeaseSize())),
  state: LeaseState.Settled,
  feeBps: 500,
  funded: 10_000n,
  released: 4_000n,
  evidenceUntil: 1_000n,
};
const { Provider, Renter } = LeasePayee;
const waited = 1_000n + 30n * 86_400n + 1n;

describe('what parties of a lease are due can be parked', () => {
  test('30 days after the evidence time, to the second', () => {
    expect(parkablePayees(settled, waited)).toEqual([Provider, Renter]);
    expect(parkablePayees(settled, waited - 1n)).toEqual([]);
  });

  test('once it is settled', () => {
    expect(parkablePayees({ ...settled, state: LeaseState.Stopping }, waited)).toEqual([]);
  });

  test('for those who are due something', () => {
    expect(parkablePayees({ ...settled, providerClaimed: 3_800n }, waited)).toEqual([Renter]);
    expect(parkablePayees({ ...settled, renterClaimed: 6_000n }, waited)).toEqual([Provider]);
  });

  test('for the renter only when no money goes to a successor or comes from a predecessor', () => {
    for (const failoverState of [FailoverState.Bidding, FailoverState.Awarded])
      expect(parkablePayees({ ...settled, failoverState }, waited)).toEqual([Provider]);
    expect(parkablePayees({ ...settled, flags: leaseFlag.carryPending }, waited)).toEqual([Provider]);
    const over = { ...settled, failoverState: FailoverState.Carried };
    expect(parkablePayees(over, waited)).toEqual([Provider, Renter]);
  });
});

describe('an account takes tokens', () => {
  const somebody = async (): Promise<Address> => (await generateKeyPairSigner()).address;

  async function account(
    mint: Address,
    state: AccountState,
  ): Promise<Extract<MaybeEncodedAccount, { readonly exists: true }>> {
    const token = { mint, state, owner: await somebody(), amount: 0n };
    const none = { delegate: null, isNative: null, delegatedAmount: 0n, closeAuthority: null };
    return {
      ...{ exists: true, address: await somebody(), executable: false, space: 165n },
      programAddress: TOKEN_PROGRAM_ADDRESS,
      data: Uint8Array.from(getTokenEncoder().encode({ ...token, ...none })),
      lamports: lamports(1n),
    };
  }

  test('where it is a usable token account of their mint', async () => {
    const mint = await somebody();
    expect(takesTokens(await account(mint, AccountState.Initialized), mint)).toBe(true);
    expect(takesTokens(await account(mint, AccountState.Frozen), mint), 'frozen').toBe(false);
    expect(takesTokens(await account(mint, AccountState.Uninitialized), mint), 'not opened').toBe(false);
    expect(takesTokens(await account(await somebody(), AccountState.Initialized), mint), 'other').toBe(false);
  });

  test('not where it is gone, or something else', async () => {
    const mint = await somebody();
    const usable = await account(mint, AccountState.Initialized);
    expect(takesTokens({ exists: false, address: usable.address }, mint)).toBe(false);
    expect(takesTokens({ ...usable, programAddress: mint }, mint)).toBe(false);
    expect(takesTokens({ ...usable, data: new Uint8Array(164) }, mint)).toBe(false);
  });
});
