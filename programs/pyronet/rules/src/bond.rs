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
