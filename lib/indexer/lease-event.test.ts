import { expect, test } from 'vitest';

import { leaseEventOf, type LeaseParties, paidOutIn } from './lease-event';
import { type ReadTransaction, type TokenTransfer } from './read-transaction';

const usdcMint = 'usdc';
const one: LeaseParties = {
  usdcMint,
  vault: 'vault one',
  renterPayout: 'renter',
  providerPayout: 'provider',
  bondVault: 'bond',
  feeVault: 'fees',
};
const two: LeaseParties = { ...one, vault: 'vault two', renterPayout: 'another renter' };

function transaction(
  transfers: readonly Omit<TokenTransfer, 'mint'>[],
  error: unknown = null,
): ReadTransaction {
  return {
    signature: 'signature',
    slot: 5n,
    unixS: 1_800_000_000,
    feeLamports: 5_000n,
    computeUnits: 100n,
    error,
    logs: [],
    accounts: [{ address: 'payer', signer: true, writable: true, lamports: -5_000n }],
    instructions: [
      { program: 'ours', name: 'claimProvider', accounts: [] },
      { program: 'compute budget', name: null, accounts: [] },
    ],
    tokens: [],
    transfers: transfers.map((transfer) => ({ mint: usdcMint, ...transfer })),
  };
}

test('a transaction that pays out two leases says of each its own money', () => {
  const both = transaction([
    { from: 'vault one', to: 'provider', atoms: 70n },
    { from: 'vault one', to: 'fees', atoms: 3n },
    { from: 'vault two', to: 'provider', atoms: 900n },
    { from: 'vault two', to: 'another renter', atoms: 11n },
  ]);
  expect(paidOutIn([leaseEventOf(both, one)])).toEqual({ provider: 70n, fee: 3n, renter: 0n });
  expect(paidOutIn([leaseEventOf(both, two)])).toEqual({ provider: 900n, fee: 0n, renter: 11n });
  expect(leaseEventOf(both, one).instructions).toEqual(['claimProvider']);
});

test('whatever account a renter pays from, it is the renter’s money', () => {
  const { usdc } = leaseEventOf(transaction([{ from: 'savings', to: 'vault one', atoms: 500n }]), one);
  expect(usdc).toEqual([
    { account: 'savings', party: 'renter', usdc_atoms: -500n },
    { account: 'vault one', party: 'escrow', usdc_atoms: 500n },
  ]);
});

test('what a provider pays for leaving at once is its own money', () => {
  const left = transaction([{ from: 'bond', to: 'vault one', atoms: 40n }]);
  expect(leaseEventOf(left, one).usdc).toEqual([
    { account: 'bond', party: 'provider', usdc_atoms: -40n },
    { account: 'vault one', party: 'escrow', usdc_atoms: 40n },
  ]);
});

test('transfers of other tokens, and between others, are no money of the lease', () => {
  const foreign = transaction([{ from: 'renter', to: 'provider', atoms: 5n }]);
  const other = { ...foreign, transfers: [{ mint: 'pyro', from: 'vault one', to: 'provider', atoms: 5n }] };
  expect(leaseEventOf(foreign, one).usdc).toEqual([]);
  expect(leaseEventOf(other, one).usdc).toEqual([]);
});

test('a transaction that failed is told as such', () => {
  expect(leaseEventOf(transaction([], { InstructionError: [0, 'Custom'] }), one).failed).toBe(true);
});
