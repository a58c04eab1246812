//! Resting bids: a rising auction in slots. The price an order pays climbs from its start to its
//! limit, so the cheapest offer that fits can be matched before any other, whoever matches.
use pyronet_interface::{
    instruction::{PlaceOrder, TakeOffer},
    layout::PlainData,
    state::{
        offer_flags, order_flags, Isolation, Lease, LeaseMode, Offer, Order, OrderStatus, Params,
        Privacy, Provider,
    },
};

use crate::{
    arithmetic::mul,
    billing::cost,
    failover::check_policy,
    offer::price_at,
    opening::{check_work, open, require, TIER_MAX},
    session::require_key,
    time::Now,
    PyronetError, Rule,
};

/// Fills a new order; returns what the renter must pay in: the lease's cost at the limit, at the
/// least speed that will do. Addresses, bumps and payouts are the caller's.
pub fn place(order: &mut Order, args: &PlaceOrder, params: &Params, now: Now) -> Rule<u64> {
    check(args, params, now)?;
    order.status = OrderStatus::Resting as u8;
    order.mode = args.mode;
    order.isolation_min = args.isolation_min;
    order.tier_min = args.tier_min;
    order.gpu_count = args.gpu_count;
    order.flags = args.flags;
    order.start_price = args.start_price;
    order.limit_price = args.limit_price;
    order.climb_per_slot = args.climb_per_slot;
    order.start_slot = now.slot;
    order.opened_slot = now.slot;
    order.expiry_slot = args.expiry_slot;
    order.expires_at = args.expires_at;
    order.class_set = args.class_set;
    order.region_set = args.region_set;
    order.score_min = args.score_min;
    order.memory_min_bytes = args.memory_min_bytes;
    order.disk_min_bytes = args.disk_min_bytes;
    order.vram_min_mib = args.vram_min_mib;
    order.reputation_min = args.reputation_min;
    order.interval_max_s = args.interval_max_s;
    order.start_within_max_s = args.start_within_max_s;
    order.duration_s = args.duration_s;
    order.unit_cap = args.unit_cap;
    order.guaranteed_min = args.guaranteed_min;
    order.value_at_risk = args.value_at_risk;
    order.tip_lamports = args.tip_lamports;
    order.segment_count = args.segment_count;
    order.peak_memory_bytes = args.peak_memory_bytes;
    order.input_bytes = args.input_bytes;
    order.output_bytes_max = args.output_bytes_max;
    order.failover_max_rate = args.failover_max_rate;
    order.nonce = args.nonce;
    order.privacy = args.privacy;
    order.hops_max = args.hops_max;
    order.params_version = params.params_version;
    order.session_key = args.session_key;
    order.job_root = args.job_root;
    order.plan_root = args.plan_root;
    order.renter_commit = args.renter_commit;
    order.callback_program = args.callback_program;
    order.delegate_key = args.delegate_key;
    order.delegate_until = args.delegate_until;
    order.terms_allow = args.terms_allow;
    order.crank_tip_lamports = params.values.crank_tip_lamports;
    let gpus = u64::from(args.gpu_count);
    order.deposit = cost(
        args.mode,
        mul(args.limit_price, gpus)?,
        args.duration_s,
        args.unit_cap,
        mul(args.guaranteed_min, gpus)?,
    )?;
    require(order.deposit >= 1, PyronetError::AmountZero)?;
    Ok(order.deposit)
}

fn check(args: &PlaceOrder, params: &Params, now: Now) -> Rule {
    let values = &params.values;
    require(
        args.params_version == params.params_version,
        PyronetError::StaleParams,
    )?;
    let runs = args.mode == LeaseMode::Run as u8;
    let prices = values.price_per_hour_min..=values.price_per_hour_max;
    let consistent = args.mode <= LeaseMode::Rent as u8
        && args.privacy <= Privacy::Renter as u8
        && args.isolation_min <= Isolation::Confidential as u8
        && args.tier_min <= TIER_MAX
        && args.flags & !order_flags::ALL == 0
        && args.gpu_count >= 1
        && prices.contains(&{ args.start_price })
        && prices.contains(&{ args.limit_price })
        && args.start_price <= args.limit_price
        && (args.climb_per_slot >= 1 || args.start_price == args.limit_price)
        && (!runs || args.guaranteed_min >= 1)
        && (values.duration_min_s..=values.duration_max_s).contains(&{ args.duration_s });
    require(consistent, PyronetError::InvalidTerms)?;
    require(
        args.expiry_slot > now.slot && args.expires_at > now.at,
        PyronetError::OrderExpired,
    )?;
    require(
        args.tip_lamports <= values.tip_lamports_max,
        PyronetError::TipTooHigh,
    )?;
    require_key(&{ args.session_key })?;
    check_policy(args.hops_max, args.failover_max_rate)?;
    check_work(
        args.mode,
        args.unit_cap,
        args.segment_count,
        &args.job_root,
        &args.plan_root,
    )
}

/// What the order pays at this slot, per GPU and hour.
pub fn price_paid(order: &Order, now: Now) -> u64 {
    let slots = now.slot.saturating_sub(order.start_slot);
    order
        .climb_per_slot
        .saturating_mul(slots)
        .saturating_add(order.start_price)
        .min(order.limit_price)
}

/// Over in slots or in seconds, whichever comes first: the renter signed for both.
pub fn has_expired(order: &Order, now: Now) -> bool {
    now.slot > order.expiry_slot || now.at > order.expires_at
}

/// Opens the order's lease on an offer; returns what of the deposit goes into the lease's vault.
/// The offer's ask is paid, not what the order would have paid.
pub fn match_with(
    order: &Order,
    lease: &mut Lease,
    offer: &mut Offer,
    provider: &mut Provider,
    params: &Params,
    now: Now,
) -> Rule<u64> {
    require(
        order.status == OrderStatus::Resting as u8,
        PyronetError::WrongState,
    )?;
    require(!has_expired(order, now), PyronetError::OrderExpired)?;
    require(
        price_at(offer, now) <= price_paid(order, now),
        PyronetError::AboveLimit,
    )?;
    check_requirement(order, offer)?;
    let price = open(lease, &terms(order, offer)?, offer, provider, params, now)?;
    require(price <= order.deposit, PyronetError::InvariantBroken)?;
    Ok(price)
}

/// What the guard of a taken offer does not look at.
fn check_requirement(order: &Order, offer: &Offer) -> Rule {
    require(
        contains(&order.class_set, offer.class_id),
        PyronetError::ClassMismatch,
    )?;
    require(
        contains(&order.region_set, offer.region),
        PyronetError::RegionMismatch,
    )?;
    require(
        order.terms_allow == [0; 32] || order.terms_allow == offer.terms_hash,
        PyronetError::TermsMoved,
    )?;
    let start_within = offer.accept_within_s.saturating_add(offer.start_within_s);
    let meets = offer.score >= order.score_min
        && offer.memory_bytes >= order.memory_min_bytes
        && offer.disk_bytes >= order.disk_min_bytes
        && offer.guaranteed_units_per_s >= order.guaranteed_min
        && (order.interval_max_s == 0 || offer.interval_s <= order.interval_max_s)
        && (order.start_within_max_s == 0 || start_within <= order.start_within_max_s)
        && (offer.flags & offer_flags::LOCAL_ONLY == 0
            || order.flags & order_flags::LOCAL_ONLY != 0);
    require(meets, PyronetError::BelowRequirement)
}

/// Whether a set of numbers, one bit each, holds `number`; a set without bits holds all.
fn contains(set: &[u64], number: u16) -> bool {
    let word = usize::from(number >> 6);
    let bit = 1_u64 << (number & 63);
    set.iter().all(|each| *each == 0) || set.get(word).is_some_and(|each| each & bit != 0)
}

/// The order as the renter would have taken this offer.
fn terms(order: &Order, offer: &Offer) -> Rule<TakeOffer> {
    let blank = TakeOffer::read(&[0; core::mem::size_of::<TakeOffer>()])
        .ok_or(PyronetError::InvalidInstruction)?;
    Ok(TakeOffer {
        nonce: order.nonce,
        price_per_hour_max: order.limit_price,
        duration_s: order.duration_s,
        unit_cap: order.unit_cap,
        segment_count: order.segment_count,
        value_at_risk: order.value_at_risk,
        tip_lamports: order.tip_lamports,
        peak_memory_bytes: order.peak_memory_bytes,
        input_bytes: order.input_bytes,
        output_bytes_max: order.output_bytes_max,
        failover_max_rate: order.failover_max_rate,
        delegate_until: order.delegate_until,
        terms_hash: offer.terms_hash,
        job_root: order.job_root,
        plan_root: order.plan_root,
        renter_commit: order.renter_commit,
        session_key: order.session_key,
        delegate_key: order.delegate_key,
        callback_program: order.callback_program,
        params_version: order.params_version,
        vram_mib_min: order.vram_min_mib,
        reputation_min: order.reputation_min,
        class_id: offer.class_id,
        // One of several that will do is all that a successor can be held to.
        region: if order.region_set == [0; 4] {
            0
        } else {
            offer.region
        },
        gpu_count: order.gpu_count,
        tier_min: order.tier_min,
        isolation_min: order.isolation_min,
        privacy: order.privacy,
        mode: order.mode,
        hops_max: order.hops_max,
        ..blank
    })
}
