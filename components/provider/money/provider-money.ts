import { protocolFee } from '@/lib/domain/fee';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

import { netAccrued } from '@/lib/queries/lease-accrual';

/** Where a provider's earnings stand, in USDC atoms after the fee unless named. */
export interface ProviderMoney {
  /** Earned by work that is not released yet, at most: it grows, and a renter's stop or a gap can cut it. */
  readonly unreleased: (nowUnixS: number) => bigint;
  /** Released and still in the vaults of leases: anyone may have it paid to the payout account. */
  readonly claimable: bigint;
  /** Paid to the payout account. */
  readonly claimed: bigint;
  /** Fees that the protocol took of everything released. */
  readonly fees: bigint;
  readonly claimableLeases: readonly LeaseRow[];
  readonly liveLeases: number;
}

/** Adds up leases as the index tells them; each figure is the sum of the same figure of the leases. */
export function providerMoney(leases: readonly LeaseRow[]): ProviderMoney {
  const sum = (amount: (lease: LeaseRow) => bigint): bigint =>
    leases.reduce((total, lease) => total + amount(lease), 0n);
  const live = leases.filter(({ state, closed }) => !closed && state !== LeaseState.Settled);
  const claimableLeases = leases.filter((lease) => !lease.closed && lease.provider_due_usdc_atoms > 0n);
  return {
    unreleased: (nowUnixS) =>
      live.reduce(
        (total, lease) => total + netAccrued(lease, nowUnixS) - netAccrued(final(lease), nowUnixS),
        0n,
      ),
    claimable: claimableLeases.reduce((total, lease) => total + lease.provider_due_usdc_atoms, 0n),
    claimed: sum((lease) => lease.provider_claimed_usdc_atoms),
    fees: sum((lease) => protocolFee(lease.released_usdc_atoms, lease.fee_bps)),
    claimableLeases,
    liveLeases: live.length,
  };
}

/** The lease as if nothing more came. */
const final = (lease: LeaseRow): LeaseRow => ({ ...lease, state: LeaseState.Settled });
