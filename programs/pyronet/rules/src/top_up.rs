//! More time or more units for a lease, at its own rate.
use pyronet_interface::state::{Lease, LeaseMode, LeaseState, Params, Provider};

use crate::{
    arithmetic::{add, mul_div_ceil, sub},
    billing::cost,
    bond::{lock, required},
    ending::time_is_over,
    reputation::require_reputation,
    time::Now,
    PyronetError, Rule,
};

/// Extends the lease and locks more bond, or fails; returns what the renter must pay in.
pub fn top_up(
    lease: &mut Lease,
    provider: &mut Provider,
    params: &Params,
    additional_s: u64,
    additional_units: u64,
    now: Now,
) -> Rule<u64> {
    let active = lease.state == LeaseState::Active as u8;
    let waiting =
        lease.state == LeaseState::Open as u8 || lease.state == LeaseState::Accepted as u8;
    if !(active || waiting) {
        return Err(PyronetError::WrongState);
    }
    if active && (time_is_over(lease, now) || now.at >= lease.end_at) {
        return Err(PyronetError::TooLate);
    }
    if params.params_version != lease.params_version {
        return Err(PyronetError::StaleParams);
    }
    let rent = lease.mode == LeaseMode::Rent as u8;
    if (rent && additional_units != 0) || (additional_s == 0 && additional_units == 0) {
        return Err(PyronetError::InvalidTerms);
    }
    let duration = add(lease.duration_s, additional_s)?;
    if duration > lease.max_duration_s {
        return Err(PyronetError::NoExtension);
    }
    let units = add(lease.unit_cap, additional_units)?;
    let price = full_cost(lease, duration, units)?;
    require_reputation(price, lease.value_at_risk, provider, &params.reputation)?;
    // A successor is funded in parts, so what it holds says nothing.
    let charge = sub(price, full_cost(lease, lease.duration_s, lease.unit_cap)?)?;
    lock(
        lease,
        provider,
        required(price, lease.value_at_risk, &params.values)?,
    )?;
    lease.duration_s = duration;
    lease.unit_cap = units;
    lease.funded = add(lease.funded, charge)?;
    if active {
        lease.end_at = add(lease.end_at, additional_s)?;
        let slots = mul_div_ceil(additional_s, u64::from(lease.punitive_slots_per_minute), 60)?;
        lease.end_slot = add(lease.end_slot, slots)?;
    }
    Ok(charge)
}

fn full_cost(lease: &Lease, duration_s: u64, unit_cap: u64) -> Rule<u64> {
    cost(
        lease.mode,
        lease.rate_per_hour,
        duration_s,
        sub(unit_cap, lease.base_units)?,
        lease.guaranteed_units_per_s,
    )
}
