//! Terms of a listing, and its price over time.
use pyronet_interface::{
    instruction::ListOffer,
    state::{
        offer_flags, offer_modes, GpuClass, Isolation, LeaseMode, Offer, OfferStatus, ParamsValues,
        Privacy, Provider, ProviderStatus,
    },
};

use crate::{arithmetic::add, time::Now, PyronetError, Rule};

/// The price in force: a raise counts from its time on.
#[inline(always)]
pub fn price_at(offer: &Offer, now: Now) -> u64 {
    if offer.pending_from != 0 && now.at >= offer.pending_from {
        offer.pending_price
    } else {
        offer.price_per_hour
    }
}

/// Checks a listing against itself, its class, the provider's tier and the parameters.
pub fn check_terms(
    terms: &ListOffer,
    class: &GpuClass,
    provider: &Provider,
    params: &ParamsValues,
) -> Rule {
    if provider.status != ProviderStatus::Active as u8 {
        return Err(PyronetError::WrongState);
    }
    if provider.tier < class.tier_min {
        return Err(PyronetError::NotEnoughStake);
    }
    check_price(terms.price_per_hour, params)?;
    let runs = terms.modes & offer_modes::RUN != 0;
    let consistent = terms.modes & !offer_modes::ALL == 0
        && terms.modes != 0
        && terms.flags & !offer_flags::ALL == 0
        && terms.isolation <= Isolation::Confidential as u8
        && terms.privacy <= Privacy::Renter as u8
        && terms.gpu_count >= 1
        && (!runs || terms.guaranteed_units_per_s >= 1)
        && terms.min_duration_s >= params.duration_min_s
        && terms.min_duration_s <= terms.max_duration_s
        && terms.max_duration_s <= params.duration_max_s
        && (params.interval_min_s..=params.interval_max_s).contains(&{ terms.interval_s })
        && (1..=params.accept_within_max_s).contains(&{ terms.accept_within_s })
        && (1..=params.start_within_max_s).contains(&{ terms.start_within_s })
        && (params.prefix_within_min_s..=params.prefix_within_max_s).contains(&{ terms.prefix_within_s })
        // Who is stopped must have one interval to prove the rest.
        && terms.prefix_within_s >= terms.interval_s;
    if !consistent {
        return Err(PyronetError::InvalidTerms);
    }
    if terms.flags & offer_flags::LOCAL_ONLY == 0
        && (terms.score < class.score_min
            || terms.vram_mib < class.vram_mib
            || (runs && terms.guaranteed_units_per_s < class.units_per_s_min))
    {
        return Err(PyronetError::BelowClassFloor);
    }
    Ok(())
}

fn check_price(price_per_hour: u64, params: &ParamsValues) -> Rule {
    if (params.price_per_hour_min..=params.price_per_hour_max).contains(&price_per_hour) {
        Ok(())
    } else {
        Err(PyronetError::InvalidTerms)
    }
}

/// Fills a new listing and counts it. Addresses and bump are the caller's.
pub fn list(
    offer: &mut Offer,
    terms: &ListOffer,
    class: &GpuClass,
    provider: &mut Provider,
    now: Now,
) -> Rule {
    if terms.offer_id != u64::from(provider.next_offer_id) {
        return Err(PyronetError::WrongAddress);
    }
    provider.next_offer_id = provider
        .next_offer_id
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    provider.offers = provider
        .offers
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    offer.status = OfferStatus::Listed as u8;
    offer.modes = terms.modes;
    offer.isolation = terms.isolation;
    offer.privacy = terms.privacy;
    offer.tier = provider.tier;
    offer.class_id = class.class_id;
    offer.region = provider.region;
    offer.gpu_count = terms.gpu_count;
    offer.gpu_free = terms.gpu_count;
    offer.vram_mib = terms.vram_mib;
    offer.flags = terms.flags;
    offer.price_per_hour = terms.price_per_hour;
    offer.score = terms.score;
    offer.guaranteed_units_per_s = terms.guaranteed_units_per_s;
    offer.min_duration_s = terms.min_duration_s;
    offer.max_duration_s = terms.max_duration_s;
    offer.terms_hash = terms.terms_hash;
    offer.benchmark_root = terms.benchmark_root;
    offer.offer_id = terms.offer_id;
    offer.listed_at = now.at;
    offer.updated_slot = now.slot;
    offer.max_value_at_risk = terms.max_value_at_risk;
    offer.memory_bytes = terms.memory_bytes;
    offer.disk_bytes = terms.disk_bytes;
    offer.max_upload_bytes = terms.max_upload_bytes;
    offer.interval_s = terms.interval_s;
    offer.accept_within_s = terms.accept_within_s;
    offer.start_within_s = terms.start_within_s;
    offer.prefix_within_s = terms.prefix_within_s;
    offer.up_mbps = terms.up_mbps;
    offer.down_mbps = terms.down_mbps;
    Ok(())
}

/// A cut counts at once and drops a waiting raise; a raise waits.
pub fn reprice(offer: &mut Offer, price_per_hour: u64, params: &ParamsValues, now: Now) -> Rule {
    require_listed(offer)?;
    check_price(price_per_hour, params)?;
    offer.price_per_hour = price_at(offer, now);
    offer.pending_price = 0;
    offer.pending_from = 0;
    if price_per_hour <= offer.price_per_hour {
        offer.price_per_hour = price_per_hour;
    } else {
        offer.pending_price = price_per_hour;
        offer.pending_from = add(now.at, u64::from(params.raise_delay_s))?;
    }
    offer.updated_slot = now.slot;
    Ok(())
}

/// Delists. Returns whether the account can be closed, that is, whether no lease uses it.
pub fn withdraw(offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule<bool> {
    offer.status = OfferStatus::Withdrawn as u8;
    offer.updated_slot = now.slot;
    if offer.live_leases != 0 {
        return Ok(false);
    }
    provider.offers = provider
        .offers
        .checked_sub(1)
        .ok_or(PyronetError::InvariantBroken)?;
    Ok(true)
}

pub fn require_listed(offer: &Offer) -> Rule {
    if offer.status == OfferStatus::Listed as u8 {
        Ok(())
    } else {
        Err(PyronetError::OfferNotListed)
    }
}

/// Whether the offer serves a mode.
pub fn serves(offer: &Offer, mode: u8) -> bool {
    let bit = if mode == LeaseMode::Run as u8 {
        offer_modes::RUN
    } else if mode == LeaseMode::Rent as u8 {
        offer_modes::RENT
    } else {
        0
    };
    offer.modes & bit != 0
}
