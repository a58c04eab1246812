//! What coverage and work are worth (protocol §1). All amounts are gross: the fee is in them.
use pyronet_interface::state::{Lease, LeaseMode};

use crate::{
    arithmetic::{divide, mul_div_floor, small_product, sub, wide_product},
    coverage::end,
    PyronetError, Rule,
};

pub(crate) const SECONDS_PER_HOUR: u64 = 3_600;

/// floor(rate · seconds / 3600).
#[inline(always)]
pub fn gross_of_time(rate_per_hour: u64, seconds: u64) -> Rule<u64> {
    mul_div_floor(rate_per_hour, seconds, SECONDS_PER_HOUR)
}

/// floor(rate · units / (3600 · G)): what the units cost at the guaranteed speed G.
#[inline(always)]
pub fn gross_of_units(rate_per_hour: u64, units: u64, guaranteed_units_per_s: u64) -> Rule<u64> {
    match (
        small_product(rate_per_hour, units),
        small_product(SECONDS_PER_HOUR, guaranteed_units_per_s),
    ) {
        (Some(dividend), Some(divisor)) => {
            dividend.checked_div(divisor).ok_or(PyronetError::Overflow)
        }
        _ => divide(
            wide_product(rate_per_hour, units),
            wide_product(SECONDS_PER_HOUR, guaranteed_units_per_s),
        ),
    }
}

/// Run: the lesser of covered time and work done, over the prefix as a whole that predecessors left.
#[inline(always)]
pub fn gross_run(lease: &Lease, covered_s: u64, units: u64) -> Rule<u64> {
    let payable = units.min(lease.unit_cap).saturating_sub(lease.base_units);
    let counted = match small_product(covered_s, lease.guaranteed_units_per_s) {
        Some(by_time) => by_time.min(payable),
        None => {
            let by_time = wide_product(covered_s, lease.guaranteed_units_per_s);
            u64::try_from(by_time).map_or(payable, |by_time| by_time.min(payable))
        }
    };
    gross_of_units(lease.rate_per_hour, counted, lease.guaranteed_units_per_s)
}

/// Rent: covered time up to the latest voucher plus one interval; nothing before the first.
#[inline(always)]
pub fn gross_rent(lease: &Lease) -> Rule<u64> {
    if lease.vouched_s == 0 {
        return Ok(0);
    }
    let vouched = lease.vouched_s.saturating_add(u64::from(lease.interval_s));
    gross_of_time(lease.rate_per_hour, lease.covered_s.min(vouched))
}

/// What the whole lease costs at most.
pub fn cost(
    mode: u8,
    rate_per_hour: u64,
    duration_s: u64,
    units: u64,
    guaranteed_units_per_s: u64,
) -> Rule<u64> {
    if mode == LeaseMode::Rent as u8 {
        gross_of_time(rate_per_hour, duration_s)
    } else {
        gross_of_units(rate_per_hour, units, guaranteed_units_per_s)
    }
}

/// The most that can be released if service ended at the lease's end and everything were proved.
pub fn gross_if_all_proved(lease: &Lease) -> Rule<u64> {
    let span = sub(end(lease), lease.started_at)?;
    if lease.mode == LeaseMode::Rent as u8 {
        gross_of_time(lease.rate_per_hour, span)
    } else {
        gross_run(lease, span, lease.unit_cap)
    }
}
