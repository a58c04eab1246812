//! Taking an offer: the guard, the price, the deadlines and the bond.
use pyronet_interface::{
    instruction::TakeOffer,
    state::{lease_flags, offer_flags, Lease, LeaseMode, LeaseState, Offer, Params, Provider},
};

use crate::{
    arithmetic::{mul, mul_div_floor, sub, BPS},
    billing::cost,
    bond::{lock, occupy, required},
    failover::check_policy,
    merkle::DEPTH_MAX,
    offer::{price_at, require_listed, serves},
    reputation::require_reputation,
    session::require_key,
    time::{Deadline, Now},
    PyronetError, Rule,
};

/// Checks that offer and provider still are what the taker signed for.
pub fn check_guard(
    terms: &TakeOffer,
    offer: &Offer,
    provider: &Provider,
    params: &Params,
    now: Now,
) -> Rule {
    require_listed(offer)?;
    require(
        params.params_version == terms.params_version,
        PyronetError::StaleParams,
    )?;
    require(provider.live_until >= now.at, PyronetError::ProviderOffline)?;
    require(
        price_at(offer, now) <= terms.price_per_hour_max,
        PyronetError::PriceMoved,
    )?;
    require(
        offer.class_id == terms.class_id,
        PyronetError::ClassMismatch,
    )?;
    require(
        offer.vram_mib >= terms.vram_mib_min,
        PyronetError::VramTooSmall,
    )?;
    require(
        terms.region == 0 || offer.region == terms.region,
        PyronetError::RegionMismatch,
    )?;
    require(
        provider.reputation >= u64::from(terms.reputation_min),
        PyronetError::ReputationTooLow,
    )?;
    // A provider that took its stake out no longer serves at the tier it listed under.
    require(
        provider.tier >= terms.tier_min
            && provider.tier >= offer.tier
            && offer.isolation >= terms.isolation_min,
        PyronetError::TierTooLow,
    )?;
    require(
        offer.terms_hash == terms.terms_hash && offer.privacy == terms.privacy,
        PyronetError::TermsMoved,
    )?;
    require(serves(offer, terms.mode), PyronetError::ModeNotOffered)?;
    check_job(terms, offer, params)
}

fn check_job(terms: &TakeOffer, offer: &Offer, params: &Params) -> Rule {
    require(
        terms.gpu_count >= 1 && terms.gpu_count <= offer.gpu_free,
        PyronetError::NotEnoughGpus,
    )?;
    require(
        (offer.min_duration_s..=offer.max_duration_s).contains(&{ terms.duration_s }),
        PyronetError::DurationOutOfBounds,
    )?;
    require(
        terms.value_at_risk <= offer.max_value_at_risk,
        PyronetError::ValueAtRiskTooHigh,
    )?;
    require(
        terms.input_bytes <= offer.max_upload_bytes
            && terms.peak_memory_bytes <= offer.memory_bytes,
        PyronetError::UploadTooLarge,
    )?;
    require_key(&terms.session_key)?;
    require(terms.audit_reward == 0, PyronetError::AuditUnavailable)?;
    require(
        terms.tip_lamports <= params.values.tip_lamports_max,
        PyronetError::TipTooHigh,
    )?;
    check_policy(terms.hops_max, terms.failover_max_rate)?;
    check_work(
        terms.mode,
        terms.unit_cap,
        terms.segment_count,
        &terms.job_root,
        &terms.plan_root,
    )
}

/// A job has a plan to pay by; a rental has none.
pub(crate) fn check_work(
    mode: u8,
    unit_cap: u64,
    segment_count: u64,
    job_root: &[u8; 32],
    plan_root: &[u8; 32],
) -> Rule {
    let consistent = if mode == LeaseMode::Run as u8 {
        unit_cap >= 1
            && (1..=1 << DEPTH_MAX).contains(&segment_count)
            && *job_root != [0; 32]
            && *plan_root != [0; 32]
    } else {
        unit_cap == 0 && segment_count == 0 && *job_root == [0; 32] && *plan_root == [0; 32]
    };
    require(consistent, PyronetError::InvalidJob)
}

/// Fills a new lease, takes capacity and locks the bond; returns what the renter must pay in.
/// Addresses, bumps and payouts are the caller's.
pub fn open(
    lease: &mut Lease,
    terms: &TakeOffer,
    offer: &mut Offer,
    provider: &mut Provider,
    params: &Params,
    now: Now,
) -> Rule<u64> {
    check_guard(terms, offer, provider, params, now)?;
    fill(lease, terms, offer, provider, params, now)
}

/// The opening itself, once the guard was checked.
#[inline(never)]
pub(crate) fn fill(
    lease: &mut Lease,
    terms: &TakeOffer,
    offer: &mut Offer,
    provider: &mut Provider,
    params: &Params,
    now: Now,
) -> Rule<u64> {
    let gpus = u64::from(terms.gpu_count);
    let values = &params.values;
    lease.state = LeaseState::Open as u8;
    lease.mode = terms.mode;
    lease.class_id = offer.class_id;
    lease.gpu_count = terms.gpu_count;
    lease.region = offer.region;
    lease.privacy = offer.privacy;
    lease.isolation = offer.isolation;
    lease.hops_max = terms.hops_max;
    if offer.flags & offer_flags::LOCAL_ONLY != 0 {
        lease.flags |= lease_flags::LOCAL_ONLY;
    }
    if terms.region != 0 {
        lease.flags |= lease_flags::SAME_REGION;
    }
    lease.flags |= u32::from(terms.tier_min.min(TIER_MAX)) << lease_flags::TIER_SHIFT;
    lease.vram_min_mib = terms.vram_mib_min;
    lease.reputation_min = terms.reputation_min;
    lease.session_key = terms.session_key;
    lease.delegate_key = terms.delegate_key;
    lease.delegate_until = terms.delegate_until;
    lease.callback_program = terms.callback_program;
    lease.job_root = terms.job_root;
    lease.plan_root = terms.plan_root;
    lease.terms_hash = terms.terms_hash;
    lease.renter_commit = terms.renter_commit;
    lease.nonce = terms.nonce;
    lease.params_version = params.params_version;
    lease.program_version = PROGRAM_VERSION;
    lease.interval_s = offer.interval_s;
    lease.fee_bps = values.fee_bps;
    lease.price_per_hour = price_at(offer, now);
    lease.rate_per_hour = mul(lease.price_per_hour, gpus)?;
    lease.guaranteed_units_per_s = mul(offer.guaranteed_units_per_s, gpus)?;
    lease.unit_cap = terms.unit_cap;
    lease.segment_count = terms.segment_count;
    lease.duration_s = terms.duration_s;
    lease.max_duration_s = if offer.flags & offer_flags::NO_EXTEND != 0 {
        terms.duration_s
    } else {
        offer.max_duration_s
    };
    lease.value_at_risk = terms.value_at_risk;
    lease.tip_lamports = terms.tip_lamports;
    lease.peak_memory_bytes = terms.peak_memory_bytes;
    lease.input_bytes = terms.input_bytes;
    lease.output_bytes_max = terms.output_bytes_max;
    lease.failover_max_rate = terms.failover_max_rate;
    lease.prefix_within_s = offer.prefix_within_s;
    lease.punitive_slots_per_minute = values.punitive_slots_per_minute;
    lease.evidence_s = values.evidence_s;
    lease.crank_tip_lamports =
        u32::try_from(values.crank_tip_lamports).map_err(|_| PyronetError::Overflow)?;
    set_deadlines(lease, offer, now)?;
    let price = cost(
        lease.mode,
        lease.rate_per_hour,
        lease.duration_s,
        sub(lease.unit_cap, lease.base_units)?,
        lease.guaranteed_units_per_s,
    )?;
    require(price >= 1, PyronetError::AmountZero)?;
    lease.funded = price;
    lease.cancel_deposit = mul_div_floor(price, u64::from(values.cancel_deposit_bps), BPS)?;
    let bond = required(price, lease.value_at_risk, values)?;
    lock(lease, provider, bond)?;
    require_reputation(price, lease.value_at_risk, provider, &params.reputation)?;
    occupy(lease, offer, provider)?;
    provider.opened = provider.opened.saturating_add(1);
    offer.updated_slot = now.slot;
    Ok(price)
}

/// Which rules a lease was opened under.
pub const PROGRAM_VERSION: u32 = 1;

/// The highest tier there is.
pub(crate) const TIER_MAX: u8 = 3;

fn set_deadlines(lease: &mut Lease, offer: &Offer, now: Now) -> Rule {
    let rate = lease.punitive_slots_per_minute;
    let accept = Deadline::after(now, u64::from(offer.accept_within_s), rate)?;
    let start = Deadline::after(
        Now {
            at: accept.at,
            slot: accept.slot,
        },
        u64::from(offer.start_within_s),
        rate,
    )?;
    lease.opened_at = now.at;
    lease.opened_slot = now.slot;
    lease.accept_by = accept.at;
    lease.accept_by_slot = accept.slot;
    lease.start_by = start.at;
    lease.start_by_slot = start.slot;
    Ok(())
}

#[inline(always)]
pub(crate) fn require(condition: bool, error: PyronetError) -> Rule {
    if condition {
        Ok(())
    } else {
        Err(error)
    }
}
