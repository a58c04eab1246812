//! How much of a provider's bond a lease locks.
use pyronet_interface::state::{Lease, Offer, ParamsValues, Provider};

use crate::{
    arithmetic::{add, mul_div_ceil, sub, BPS},
    failover::{conclude, is_bidding},
    time::Now,
    PyronetError, Rule,
};

/// Without audits, fraud must cost more than it can gain: burned share · bond ≥ C + V, with the
/// lease's cost C and the value the renter puts at risk V.
pub fn required(cost: u64, value_at_risk: u64, params: &ParamsValues) -> Rule<u64> {
    let exposed = add(cost, value_at_risk)?;
    let sized = mul_div_ceil(exposed, BPS, u64::from(params.slash_burn_bps))?;
    Ok(sized.max(params.bond_per_lease_min))
}

/// One whole in the fixed point that chances are computed in: q · h in millionths has twelve digits.
const WHOLE: u128 = 1_000_000_000_000;

/// Chance p = 1 − (1 − q·h)^r that fraud in every segment is found, in millionths of millionths: an audited
/// segment is drawn with chance q, and done by whoever draws it with chance h. Each power is rounded up, so
/// that p is never overstated.
pub fn detection_chance(audit_ppm: u32, diligence_ppm: u32, audit_segments: u32) -> u128 {
    let found_each = u128::from(audit_ppm).saturating_mul(u128::from(diligence_ppm));
    let missed = WHOLE.saturating_sub(found_each);
    let mut survives = WHOLE;
    for _ in 0..audit_segments {
        survives = survives.saturating_mul(missed).div_ceil(WHOLE);
    }
    WHOLE.saturating_sub(survives)
}

/// With audits: burned share · bond ≥ max(C ÷ p, (C + V)(1 − p) ÷ p), so that fraud loses on average both what
/// it saves and what it takes. No lease is opened by it before verifiers are drawn.
pub fn required_with_audit(cost: u64, value_at_risk: u64, params: &ParamsValues) -> Rule<u64> {
    let found = detection_chance(
        params.audit_ppm,
        params.diligence_ppm,
        params.audit_segments,
    );
    if found == 0 {
        return Err(PyronetError::AuditUnavailable);
    }
    let per_find = |gain: u64, weight: u128| -> Rule<u64> {
        let burned = u128::from(gain).saturating_mul(weight).div_ceil(found);
        u64::try_from(burned).map_err(|_| PyronetError::Overflow)
    };
    let saved = per_find(cost, WHOLE)?;
    let taken = per_find(add(cost, value_at_risk)?, WHOLE.saturating_sub(found))?;
    required(saved.max(taken), 0, params)
}

/// Raises the lease's lock to `amount`.
pub fn lock(lease: &mut Lease, provider: &mut Provider, amount: u64) -> Rule {
    let additional = amount.saturating_sub(lease.bond_locked);
    if provider.bond_free < additional {
        return Err(PyronetError::NotEnoughBond);
    }
    provider.bond_free = sub(provider.bond_free, additional)?;
    provider.bond_locked = add(provider.bond_locked, additional)?;
    lease.bond_locked = add(lease.bond_locked, additional)?;
    Ok(())
}

/// Gives the lock back once no evidence against the lease counts any more.
pub fn release(lease: &mut Lease, provider: &mut Provider, now: Now) -> Rule {
    // It may have to bear a part of what a successor costs.
    conclude(lease, now);
    if lease.open_disputes != 0 || now.at < lease.evidence_until || is_bidding(lease) {
        return Err(PyronetError::TooEarly);
    }
    provider.bond_locked = sub(provider.bond_locked, lease.bond_locked)?;
    provider.bond_free = add(provider.bond_free, lease.bond_locked)?;
    lease.bond_locked = 0;
    Ok(())
}

/// Capacity and lease counts at the opening.
pub fn occupy(lease: &Lease, offer: &mut Offer, provider: &mut Provider) -> Rule {
    offer.gpu_free = offer
        .gpu_free
        .checked_sub(lease.gpu_count)
        .ok_or(PyronetError::NotEnoughGpus)?;
    offer.live_leases = offer
        .live_leases
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    provider.live_leases = provider
        .live_leases
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    Ok(())
}

/// Capacity comes back when a lease leaves the active state.
pub fn vacate(lease: &Lease, offer: &mut Offer, provider: &mut Provider) -> Rule {
    offer.gpu_free = offer
        .gpu_free
        .checked_add(lease.gpu_count)
        .ok_or(PyronetError::Overflow)?;
    offer.live_leases = offer
        .live_leases
        .checked_sub(1)
        .ok_or(PyronetError::InvariantBroken)?;
    provider.live_leases = provider
        .live_leases
        .checked_sub(1)
        .ok_or(PyronetError::InvariantBroken)?;
    Ok(())
}
