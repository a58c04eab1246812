//! What the rest of a lease costs with another provider, and what of it the failed provider bears:
//! the difference of the rates, while the successor serves, and no more than leaving at once would
//! have cost, nor than its own lease had left to cost.
use pyronet_interface::state::{EndReason, Lease, LeaseMode, Offer, Params, Provider};

use crate::{
    arithmetic::{add, mul, mul_div_ceil, mul_div_floor, sub},
    billing::{cost, gross_run},
    bond::required,
    coverage::end,
    exit::notice_price,
    failover::duration_left,
    ledger::{renter_due, reserve},
    offer::price_at,
    opening::require,
    time::Now,
    PyronetError, Rule,
};

/// A successor's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Of all GPUs.
    pub rate_per_hour: u64,
    /// Atoms for all that is left.
    pub cost: u64,
    /// Part of the rate that the failed provider bears.
    pub subsidy_rate: u64,
    /// Part of the cost that the failed provider bears.
    pub subsidy: u64,
    /// Atoms that the renter is due now, which go over at once.
    pub due: u64,
}

/// Refuses what money and bonds do not cover.
pub(crate) fn quote(
    lease: &Lease,
    offer: &Offer,
    provider: &Provider,
    params: &Params,
    now: Now,
) -> Rule<Quote> {
    let gpus = u64::from(lease.gpu_count);
    let rate = mul(price_at(offer, now), gpus)?;
    let speed = mul(offer.guaranteed_units_per_s, gpus)?;
    require(
        lease.mode == LeaseMode::Rent as u8 || speed >= lease.guaranteed_units_per_s,
        PyronetError::BelowRequirement,
    )?;
    let units = lease.unit_cap.saturating_sub(lease.ack_units);
    let cost = cost(lease.mode, rate, duration_left(lease), units, speed)?;
    require(cost >= 1, PyronetError::AmountZero)?;
    let bond = required(cost, lease.value_at_risk, &params.values)?;
    require(bond <= provider.bond_free, PyronetError::NotEnoughBond)?;
    let (subsidy_rate, subsidy) = share(lease, rate, speed, cost)?;
    let due = renter_due(lease)?;
    require(
        add(guaranteed(lease, due)?, subsidy)? >= cost,
        PyronetError::ShortOfFunds,
    )?;
    Ok(Quote {
        rate_per_hour: rate,
        cost,
        subsidy_rate,
        subsidy,
        due,
    })
}

/// The failed provider's share of the rate and of the cost. Rounded so that what the renter bears
/// is never more than its rate before.
fn share(lease: &Lease, rate: u64, speed: u64, cost: u64) -> Rule<(u64, u64)> {
    if !is_at_fault(lease) {
        return Ok((0, 0));
    }
    let promised = if lease.mode == LeaseMode::Run as u8 {
        mul_div_floor(lease.rate_per_hour, speed, lease.guaranteed_units_per_s)?
    } else {
        lease.rate_per_hour
    };
    let difference = rate.saturating_sub(promised);
    let wanted = mul_div_ceil(cost, difference, rate)?;
    // Silence costs no more than leaving at once would have, or a renter with a friend who bids high
    // would wait for one. Beyond half the cost it would bear more than its own lease had left to cost,
    // and what stays locked would no longer cover what it was paid for.
    let most = lease.bond_locked.min(cost / 2).min(notice_price(lease)?);
    if wanted <= most {
        return Ok((difference, wanted));
    }
    Ok((mul_div_floor(most, rate, cost)?, most))
}

fn is_at_fault(lease: &Lease) -> bool {
    [EndReason::Failed, EndReason::Silent, EndReason::NoStart]
        .iter()
        .any(|reason| lease.end_reason == *reason as u8)
}

/// What the renter will be due in any case, who is due `due` now. A failed provider is paid no segment beyond the
/// acknowledged ones, so what is reserved for more will come.
fn guaranteed(lease: &Lease, due: u64) -> Rule<u64> {
    if lease.end_reason != EndReason::Failed as u8 || lease.mode == LeaseMode::Rent as u8 {
        return Ok(due);
    }
    let span = sub(end(lease), lease.started_at)?;
    // A result whose window had ended before is paid although nobody acknowledged it.
    let units = lease.ack_units.max(lease.released_units);
    let payable = gross_run(lease, span, units)?.saturating_sub(lease.released);
    add(due, reserve(lease)?.saturating_sub(payable))
}

/// What of the subsidy is used up when `released` is released.
#[inline(always)]
pub(crate) fn used(lease: &Lease, released: u64) -> Rule<u64> {
    if lease.subsidy == 0 {
        return Ok(0);
    }
    let share = mul_div_ceil(released, lease.subsidy_rate, lease.rate_per_hour)?;
    Ok(share.min(lease.subsidy))
}
