import { accruedForTime, accruedForWork } from '@/lib/domain/accrual';
import { netOfFee } from '@/lib/domain/fee';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseMode } from '@/lib/pyronet/generated/types/leaseMode';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

/** The fields of a lease that decide what it earns. */
export type AccruingLease = Pick<
  LeaseRow,
  | 'state'
  | 'mode'
  | 'rate_per_hour_usdc_atoms'
  | 'released_usdc_atoms'
  | 'fee_bps'
  | 'started_at_unix_s'
  | 'end_at_unix_s'
  | 'stop_at_unix_s'
  | 'anchor_at_unix_s'
  | 'covered_s'
  | 'interval_s'
  | 'unit_cap'
  | 'guaranteed_units_per_s'
>;

/**
 * USDC atoms, fee included, that a lease has earned at `nowUnixS` if all of its time so far is proved and, in Run, all of
 * its work is delivered: at most this much. Never less than what is released, and final once it is settled.
 */
export function grossAccrued(lease: AccruingLease, nowUnixS: number): bigint {
  const released = lease.released_usdc_atoms;
  const isFinal = lease.state === LeaseState.Settled || lease.started_at_unix_s === 0n;
  if (isFinal) return released;
  const covered = coveredSeconds(lease, BigInt(Math.floor(nowUnixS)));
  const ratePerHour = lease.rate_per_hour_usdc_atoms;
  const earned =
    lease.mode === LeaseMode.Rent || lease.guaranteed_units_per_s === 0n
      ? accruedForTime(ratePerHour, covered)
      : accruedForWork({
          ratePerHour,
          coveredSeconds: covered,
          workUnits: lease.unit_cap,
          guaranteedUnitsPerSecond: lease.guaranteed_units_per_s,
        });
  return earned > released ? earned : released;
}

/** What the provider would keep of {@link grossAccrued}. USDC atoms. */
export function netAccrued(lease: AccruingLease, nowUnixS: number): bigint {
  return netOfFee(grossAccrued(lease, nowUnixS), lease.fee_bps);
}

/** Whether time still adds to what the lease earns. */
export function isAccruing(lease: AccruingLease, nowUnixS: number): boolean {
  const sinceProof = BigInt(Math.floor(nowUnixS)) - lease.anchor_at_unix_s;
  return lease.state === LeaseState.Active && sinceProof <= BigInt(lease.interval_s);
}

/** The span since the last proof counts while the next proof can still credit it; a longer one is a gap. */
function coveredSeconds(lease: AccruingLease, now: bigint): bigint {
  if (lease.state !== LeaseState.Active) return lease.covered_s;
  const end = lease.stop_at_unix_s === 0n ? lease.end_at_unix_s : lease.stop_at_unix_s;
  const until = now < end ? now : end;
  const span = until - lease.anchor_at_unix_s;
  const isProvable = span > 0n && now - lease.anchor_at_unix_s <= BigInt(lease.interval_s);
  return lease.covered_s + (isProvable ? span : 0n);
}
