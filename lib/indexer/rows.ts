import { type Address } from '@solana/kit';

import { hexFromBytes } from '@/lib/domain/bytes';
import {
  type ClassRow,
  type LeaseRow,
  type OfferRow,
  type ProviderRow,
  type Trade,
} from '@/lib/index-api/shapes';
import { type LeaseDues } from '@/lib/domain/fee';
import { type GpuClass, type Lease, LeaseState, type Offer, type Provider } from '@/lib/pyronet/generated';
import { presentAddress } from '@/lib/pyronet/absent-address';
import { duesOf } from '@/lib/pyronet/lease-dues';
import { offerFlag, offerMode } from '@/lib/pyronet/offer-bits';

/** Accounts as the index says them. Pure: the same accounts always give the same rows. */

/** An account with the slot in which it was seen. */
export interface Seen<Data> {
  readonly address: Address;
  readonly data: Data;
  readonly slot: bigint;
}

export function offerRowOf(offer: Seen<Offer>, provider: Seen<Provider>, providerName: string): OfferRow {
  const { data } = offer;
  return {
    address: offer.address,
    provider: data.provider,
    provider_name: providerName,
    class_id: data.classId,
    region: data.region,
    tier: data.tier,
    isolation: data.isolation,
    privacy: data.privacy,
    run: (data.modes & offerMode.run) !== 0,
    rent: (data.modes & offerMode.rent) !== 0,
    vram_mib: data.vramMib,
    gpu_count: data.gpuCount,
    gpu_free: data.gpuFree,
    price_per_hour_usdc_atoms: data.pricePerHour,
    pending_price_per_hour_usdc_atoms: data.pendingPrice,
    pending_from_unix_s: data.pendingFrom,
    guaranteed_units_per_s: data.guaranteedUnitsPerS,
    score_units_per_s: data.score,
    min_duration_s: data.minDurationS,
    max_duration_s: data.maxDurationS,
    interval_s: data.intervalS,
    accept_within_s: data.acceptWithinS,
    start_within_s: data.startWithinS,
    prefix_within_s: data.prefixWithinS,
    memory_bytes: data.memoryBytes,
    max_upload_bytes: data.maxUploadBytes,
    extendable: (data.flags & offerFlag.noExtend) === 0,
    local_only: (data.flags & offerFlag.localOnly) !== 0,
    reputation: provider.data.reputation,
    leases_opened: provider.data.opened,
    leases_completed: provider.data.completed,
    live_until_unix_s: provider.data.liveUntil,
    listed_at_unix_s: data.listedAt,
    slot: laterOf(offer.slot, provider.slot),
  };
}

export function classRowOf({ data }: Seen<GpuClass>): ClassRow {
  return { class_id: data.classId, name: data.name, vram_mib: data.vramMib, tier_min: data.tierMin };
}

export function providerRowOf({ address, data, slot }: Seen<Provider>, name: string): ProviderRow {
  return {
    address,
    authority: data.authority,
    payout: data.payout,
    worker_key: data.workerKey,
    name,
    record_hash: hexFromBytes(Uint8Array.from(data.recordHash)),
    status: data.status,
    tier: data.tier,
    region: data.region,
    live_until_unix_s: data.liveUntil,
    registered_at_unix_s: data.registeredAt,
    reputation: data.reputation,
    stake_pyro_atoms: data.stake,
    stake_exposed_pyro_atoms: data.stakeExposed,
    stake_unbonding_pyro_atoms: data.stakeUnbonding,
    stake_unbond_at_unix_s: data.stakeUnbondAt,
    bond_free_usdc_atoms: data.bondFree,
    bond_locked_usdc_atoms: data.bondLocked,
    bond_unbonding_usdc_atoms: data.bondUnbonding,
    bond_unbond_at_unix_s: data.bondUnbondAt,
    gross_earned_usdc_atoms: data.grossEarned,
    seconds_served: data.secondsServed,
    offers: data.offers,
    live_leases: data.liveLeases,
    opened: data.opened,
    completed: data.completed,
    rejected: data.rejected,
    silent: data.silent,
    no_start: data.noStart,
    lost_coverage: data.lostCoverage,
    missed_completion: data.missedCompletion,
    unaudited: data.unaudited,
    withdrawn: data.withdrawn,
    slot,
  };
}

/** USDC atoms that left a lease's vault, by who was paid. */
export interface PaidOut {
  readonly provider: bigint;
  readonly fee: bigint;
  readonly renter: bigint;
}

/** A lease as last seen. */
export interface SeenLease extends Seen<Lease> {
  readonly closed: boolean;
  /** From its transactions, read after it was closed; null before. */
  readonly paid: PaidOut | null;
}

export function leaseRowOf(lease: SeenLease, providerName: string): LeaseRow {
  const { address, data, slot, closed } = lease;
  const { dues, claimed } = closed ? settledMoney(lease) : { dues: duesOf(data), claimed: claimedOf(data) };
  return {
    address,
    closed,
    renter: data.renter,
    provider: data.provider,
    provider_name: providerName,
    offer: data.offer,
    class_id: data.classId,
    region: data.region,
    gpu_count: data.gpuCount,
    mode: data.mode,
    // A lease is closed only when it is settled, though the last state that was seen may be an earlier one.
    state: closed ? LeaseState.Settled : data.state,
    end_reason: data.endReason,
    price_per_hour_usdc_atoms: data.pricePerHour,
    rate_per_hour_usdc_atoms: data.ratePerHour,
    fee_bps: data.feeBps,
    funded_usdc_atoms: data.funded,
    released_usdc_atoms: data.released,
    provider_due_usdc_atoms: dues.provider,
    fee_due_usdc_atoms: dues.fee,
    renter_due_usdc_atoms: dues.renter,
    provider_claimed_usdc_atoms: claimed.provider,
    fee_claimed_usdc_atoms: claimed.fee,
    renter_claimed_usdc_atoms: claimed.renter,
    opened_at_unix_s: data.openedAt,
    opened_slot: data.openedSlot,
    accept_by_unix_s: data.acceptBy,
    accepted_at_unix_s: data.acceptedAt,
    start_by_unix_s: data.startBy,
    started_at_unix_s: data.startedAt,
    end_at_unix_s: data.endAt,
    stop_at_unix_s: data.stopAt,
    prefix_by_unix_s: data.prefixBy,
    anchor_at_unix_s: data.anchorAt,
    ping_at_unix_s: data.pingSlot === 0n ? 0n : data.pingAt,
    covered_s: data.coveredS,
    evidence_until_unix_s: data.evidenceUntil,
    interval_s: data.intervalS,
    unit_cap: data.unitCap,
    guaranteed_units_per_s: data.guaranteedUnitsPerS,
    segment_count: data.segmentCount,
    delivered_segments: data.deliveredSegments,
    accepted_segments: data.acceptedSegments,
    attested_segments: data.attestedSegments,
    job_root: hexFromBytes(Uint8Array.from(data.jobRoot)),
    session_key: data.sessionKey,
    predecessor: presentAddress(data.predecessor),
    successor: presentAddress(data.successor),
    slot,
  };
}

function claimedOf({ providerClaimed, feeClaimed, renterClaimed }: Lease): PaidOut {
  return { provider: providerClaimed, fee: feeClaimed, renter: renterClaimed };
}

/** A lease can be closed only when nothing is due any more: what was, has been paid. */
function settledMoney({ data, paid }: SeenLease): { readonly dues: LeaseDues; readonly claimed: PaidOut } {
  const [due, before] = [duesOf(data), claimedOf(data)];
  const claimed = paid ?? {
    provider: before.provider + due.provider,
    fee: before.fee + due.fee,
    renter: before.renter + due.renter,
  };
  return { dues: { provider: 0n, fee: 0n, renter: 0n }, claimed };
}

export function tradeOf({ address, data }: Seen<Lease>): Trade {
  return {
    lease: address,
    class_id: data.classId,
    price_per_hour_usdc_atoms: data.pricePerHour,
    gpu_count: data.gpuCount,
    unix_s: Number(data.openedAt),
  };
}

function laterOf(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
