import { type ChainEvent } from '@/lib/index-api/shapes';

import { type ReadTransaction } from './read-transaction';
import { type PaidOut } from './rows';

type Party = ChainEvent['usdc'][number]['party'];

/** Token accounts of one lease's money. */
export interface LeaseParties {
  readonly usdcMint: string;
  readonly vault: string;
  readonly renterPayout: string;
  readonly providerPayout: string;
  /** A provider that leaves at once pays for it out of its bond. */
  readonly bondVault: string | undefined;
  readonly feeVault: string;
}

/**
 * A transaction as an event of one lease. Its money is what went into this lease's vault and out of it, so that a
 * transaction that settles several leases says of each what is its own.
 */
export function leaseEventOf(transaction: ReadTransaction, parties: LeaseParties): ChainEvent {
  const { vault, usdcMint } = parties;
  const atoms = new Map<string, bigint>();
  const add = (account: string, change: bigint): void =>
    void atoms.set(account, (atoms.get(account) ?? 0n) + change);
  const paidIn = new Set<string>();
  for (const transfer of transaction.transfers) {
    if (transfer.mint !== usdcMint || (transfer.from !== vault && transfer.to !== vault)) continue;
    add(transfer.from, -transfer.atoms);
    add(transfer.to, transfer.atoms);
    if (transfer.to === vault) paidIn.add(transfer.from);
  }
  return {
    signature: transaction.signature,
    slot: transaction.slot,
    unix_s: transaction.unixS,
    instructions: transaction.instructions.flatMap(({ name }) => (name === null ? [] : [name])),
    fee_payer: transaction.accounts[0]?.address ?? '',
    failed: transaction.error !== null,
    usdc: [...atoms]
      .filter(([, change]) => change !== 0n)
      .map(([account, change]) => ({
        account,
        party: partyOf(account, parties, paidIn),
        usdc_atoms: change,
      })),
  };
}

/** What left the vault in these events, by who was paid. */
export function paidOutIn(events: readonly ChainEvent[]): PaidOut {
  const sum = (party: Party): bigint =>
    events
      .flatMap(({ usdc }) => usdc)
      .reduce(
        (total, move) => total + (move.party === party && move.usdc_atoms > 0n ? move.usdc_atoms : 0n),
        0n,
      );
  return { provider: sum('provider'), fee: sum('fees'), renter: sum('renter') };
}

/** Only a renter pays into the vault of a lease from whatever account; the provider does from its bond. */
function partyOf(account: string, parties: LeaseParties, paidIn: ReadonlySet<string>): Party {
  if (account === parties.vault) return 'escrow';
  if (account === parties.bondVault) return 'provider';
  if (account === parties.renterPayout || paidIn.has(account)) return 'renter';
  if (account === parties.providerPayout) return 'provider';
  return account === parties.feeVault ? 'fees' : 'other';
}
