//! Another provider takes over (docs/protocol/failover.md): when bids count, who may bid, and which
//! bid is kept.
use pyronet_interface::{
    instruction::TakeOffer,
    layout::PlainData,
    state::{
        lease_flags, offer_flags, EndReason, FailoverState, Lease, LeaseMode, LeaseState, Offer,
        Params, Provider,
    },
    Address,
};

use crate::{
    arithmetic::add,
    ending::{enter_stopping, leave_active},
    merkle::{open_plan, Sha256},
    opening::{check_guard, require},
    session::current_key,
    start::require_state,
    subsidy::{quote, Quote},
    time::Now,
    PyronetError, Rule,
};

/// How long bids count, then how long an award is waited for, then how long another round may
/// begin.
pub const BIDDING_SLOTS: u64 = 50;
/// A bid that cannot be awarded after all gives way to another round this often less one.
pub const ROUNDS_MAX: u8 = 3;
/// No policy allows more.
pub const HOPS_MAX: u8 = 8;

const ROUND_MASK: u8 = 3;
const TIER_MASK: u32 = 3;

/// Refund, or automatic: then with hops and a highest rate, or migration and failover have no bound.
pub fn check_policy(hops_max: u8, max_rate: u64) -> Rule {
    require(
        hops_max <= HOPS_MAX && (hops_max == 0) == (max_rate == 0),
        PyronetError::InvalidPolicy,
    )
}

/// Whether the policy allows a further hop.
pub fn is_automatic(lease: &Lease) -> bool {
    lease.hops_used < lease.hops_max
}

pub fn is_bidding(lease: &Lease) -> bool {
    lease.failover_state == FailoverState::Bidding as u8
}

/// What the renter is due is not for its wallet: a successor is sought, or there is one.
pub fn is_handed_over(lease: &Lease) -> bool {
    is_bidding(lease) || lease.failover_state == FailoverState::Awarded as u8
}

/// What was acknowledged when a successor was sought is where that begins, whatever is said later.
pub(crate) fn is_frozen(lease: &Lease) -> bool {
    is_handed_over(lease) || lease.failover_state == FailoverState::Carried as u8
}

/// Seeks a successor, if the policy allows one.
pub(crate) fn begin_if_automatic(lease: &mut Lease, now: Now) -> Rule {
    if !is_automatic(lease) {
        return Ok(());
    }
    lease.failover_state = FailoverState::Bidding as u8;
    lease.failover_close_slot = add(now.slot, BIDDING_SLOTS)?;
    lease.flags |= 1 << lease_flags::ROUND_SHIFT;
    // Where more was acknowledged than accepted, a bid opens the plan there.
    lease.ack_units = if lease.ack_segment == lease.accepted_segments {
        lease.accepted_units
    } else {
        0
    };
    Ok(())
}

/// The renter leaves its provider, which is not at fault, and seeks another.
pub fn migrate(lease: &mut Lease, offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule {
    require_state(lease, LeaseState::Active)?;
    require(is_automatic(lease), PyronetError::NoHopLeft)?;
    leave_active(lease, offer, provider, EndReason::Stopped, now)?;
    enter_stopping(lease, now)?;
    begin_if_automatic(lease, now)
}

/// What the slot allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Cheaper bids replace the best.
    Bids,
    /// The best bid can be awarded.
    Award,
    /// As before; or a bid begins another round, since the best was not awarded.
    Again,
    /// Nobody takes over.
    Over,
}

pub fn phase(lease: &Lease, now: Now) -> Phase {
    let waited = now.slot.saturating_sub(lease.failover_close_slot);
    let rounds = rounds(lease);
    if now.slot <= lease.failover_close_slot {
        Phase::Bids
    } else if lease.best_offer == Address::default() {
        Phase::Over
    } else if waited <= BIDDING_SLOTS {
        Phase::Award
    } else if waited <= BIDDING_SLOTS.saturating_mul(2) && rounds < ROUNDS_MAX {
        Phase::Again
    } else {
        Phase::Over
    }
}

/// Rounds of bids that began.
pub fn rounds(lease: &Lease) -> u8 {
    (lease.flags >> lease_flags::ROUND_SHIFT) as u8 & ROUND_MASK
}

/// Once nobody can take over any more, the renter is paid. Whoever claims for it says so.
pub fn conclude(lease: &mut Lease, now: Now) {
    if is_bidding(lease) && phase(lease, now) == Phase::Over {
        lease.failover_state = FailoverState::NoFit as u8;
    }
}

/// Keeps an eligible offer if it is cheaper than the best so far. `ack_units` and `siblings` open
/// the plan at the acknowledged segments where the lease does not know their work yet.
#[allow(clippy::too_many_arguments)]
pub fn bid<H: Sha256>(
    lease: &mut Lease,
    offer_key: &Address,
    offer: &Offer,
    provider: &Provider,
    params: &Params,
    ack_units: u64,
    siblings: &[[u8; 32]],
    now: Now,
) -> Rule {
    require(is_bidding(lease), PyronetError::NotBidding)?;
    let phase = phase(lease, now);
    require(
        phase == Phase::Bids || phase == Phase::Again,
        PyronetError::TooLate,
    )?;
    if lease.ack_units == 0 && lease.ack_segment != 0 {
        let (root, segments) = (&lease.plan_root, lease.ack_segment);
        open_plan::<H>(root, lease.segment_count, segments, ack_units, siblings)?;
        lease.ack_units = ack_units;
    }
    let rate = check_candidate(lease, &terms(lease)?, offer, provider, params, now)?.rate_per_hour;
    if phase == Phase::Again {
        lease.flags = lease
            .flags
            .checked_add(1 << lease_flags::ROUND_SHIFT)
            .ok_or(PyronetError::Overflow)?;
        lease.failover_close_slot = add(now.slot, BIDDING_SLOTS)?;
    } else if lease.best_offer != Address::default() {
        require(rate < lease.best_rate, PyronetError::NotCheaper)?;
    }
    lease.best_offer = *offer_key;
    lease.best_rate = rate;
    Ok(())
}

/// Whether the offer could be taken for what is left of the lease, on its [`terms`], at which cost and subsidy.
pub(crate) fn check_candidate(
    lease: &Lease,
    terms: &TakeOffer,
    offer: &Offer,
    provider: &Provider,
    params: &Params,
    now: Now,
) -> Rule<Quote> {
    require(offer.provider != lease.provider, PyronetError::SameProvider)?;
    check_guard(terms, offer, provider, params, now)?;
    let begins_within =
        u64::from(offer.accept_within_s).saturating_add(u64::from(offer.start_within_s));
    let meets = offer.interval_s <= lease.interval_s
        && offer.prefix_within_s <= lease.prefix_within_s
        && begins_within <= lease.start_by.saturating_sub(lease.opened_at)
        && (offer.flags & offer_flags::LOCAL_ONLY == 0
            || lease.flags & lease_flags::LOCAL_ONLY != 0);
    require(meets, PyronetError::BelowRequirement)?;
    quote(lease, offer, provider, params, now)
}

/// The lease as its renter would take another offer for the rest of it.
pub(crate) fn terms(lease: &Lease) -> Rule<TakeOffer> {
    let blank = TakeOffer::read(&[0; core::mem::size_of::<TakeOffer>()])
        .ok_or(PyronetError::InvalidInstruction)?;
    let same_region = lease.flags & lease_flags::SAME_REGION != 0;
    Ok(TakeOffer {
        price_per_hour_max: lease
            .failover_max_rate
            .checked_div(u64::from(lease.gpu_count))
            .ok_or(PyronetError::InvariantBroken)?,
        duration_s: duration_left(lease),
        unit_cap: lease.unit_cap,
        segment_count: lease.segment_count,
        value_at_risk: lease.value_at_risk,
        peak_memory_bytes: lease.peak_memory_bytes,
        input_bytes: lease.input_bytes,
        output_bytes_max: lease.output_bytes_max,
        failover_max_rate: lease.failover_max_rate,
        terms_hash: lease.terms_hash,
        job_root: lease.job_root,
        plan_root: lease.plan_root,
        renter_commit: lease.renter_commit,
        session_key: *current_key(lease),
        callback_program: lease.callback_program,
        params_version: lease.params_version,
        vram_mib_min: lease.vram_min_mib,
        reputation_min: lease.reputation_min,
        class_id: lease.class_id,
        region: if same_region { lease.region } else { 0 },
        gpu_count: lease.gpu_count,
        tier_min: (lease.flags >> lease_flags::TIER_SHIFT & TIER_MASK) as u8,
        isolation_min: lease.isolation,
        privacy: lease.privacy,
        mode: lease.mode,
        hops_max: lease.hops_max,
        ..blank
    })
}

/// Rent: the time that was paid for and not served. Run: as long as was agreed for the whole, from
/// the successor's own start; it is paid by work.
pub(crate) fn duration_left(lease: &Lease) -> u64 {
    if lease.mode == LeaseMode::Run as u8 || lease.started_at == 0 {
        lease.duration_s
    } else {
        lease.end_at.saturating_sub(lease.stop_at)
    }
}
