//! The score of a provider, 0 to 999,999: published in docs/protocol/reputation.md, and computed a
//! second time, from events alone, by `lib/domain/reputation.ts`.
//!
//! What is kept is the *standing*: weighted fees. The score is the standing's place on a curve that
//! saturates, so that it does not matter in how many leases fees were paid. A fault takes a share
//! of the score, and the standing falls to what the lower score stands for.
use pyronet_interface::state::{
    lease_flags, provider_flags, EndReason, Fault, GpuClass, Lease, LeaseMode, LeaseState, Pair,
    Provider, ReputationValues,
};

use crate::{
    arithmetic::{add, mul_div_floor, sub, BPS},
    billing::{gross_of_time, gross_run},
    ledger::fee_due,
    time::Now,
    PyronetError, Rule,
};

/// The score that is never quite reached.
pub const SCORE_MAX: u64 = 1_000_000;
const PPM: u64 = 1_000_000;
/// One million USDC.
const MONEY_MAX: u64 = 1_000_000_000_000;
const DAY_S: u32 = 86_400;
/// Every fault costs at least this share of the score, in ten thousandths.
const FAULT_COSTS_BPS: u16 = 100;

/// The compiled bounds of the governed values.
pub fn check(values: &ReputationValues) -> Rule {
    let within = (1..=MONEY_MAX).contains(&values.half)
        && (1..=MONEY_MAX).contains(&values.pair_cap)
        && values.pair_cap <= values.epoch_cap
        && values.epoch_cap <= MONEY_MAX
        && (60..=90 * DAY_S).contains(&values.epoch_s)
        && u64::from(values.high_value_min) < SCORE_MAX
        && u64::from(values.accepted_ppm) <= PPM
        && values
            .keep_bps
            .iter()
            .all(|keep| *keep <= 10_000 - FAULT_COSTS_BPS);
    if within {
        Ok(())
    } else {
        Err(PyronetError::ParamsOutOfBounds)
    }
}

/// floor(1,000,000 · standing / (standing + half)).
pub fn score(standing: u64, half: u64) -> Rule<u64> {
    if standing == 0 {
        return Ok(0);
    }
    mul_div_floor(SCORE_MAX, standing, add(standing, half)?)
}

/// What the fees of a settled lease weigh: those on service that the renter signed for, unless the
/// lease ended in a fault or was priced below its class's floor.
pub fn weight(lease: &Lease, class: &GpuClass, values: &ReputationValues) -> Rule<u64> {
    let faulty = lease.end_reason == EndReason::Failed as u8
        || lease.end_reason == EndReason::Fraud as u8
        || lease.end_reason == EndReason::Withdrawn as u8
        || lease.flags & lease_flags::MISSED_COMPLETION != 0;
    if faulty || lease.price_per_hour < class.price_per_hour_floor {
        return Ok(0);
    }
    // Not what a window released, which nobody looked at, nor the overhang beyond the last voucher.
    let signed = if lease.mode == LeaseMode::Rent as u8 {
        gross_of_time(lease.rate_per_hour, lease.covered_s.min(lease.vouched_s))?
    } else {
        gross_run(lease, lease.covered_s, lease.accepted_units)?
    };
    let fees = mul_div_floor(signed.min(lease.released), u64::from(lease.fee_bps), BPS)?;
    mul_div_floor(fees, u64::from(values.accepted_ppm), PPM)
}

/// Raises the score by a lease's fees, once; returns the weighted atoms that counted. A lease's
/// credit does not depend on who asks for it when: what does not fit into the epoch as a whole
/// waits for the next.
pub fn credit(
    lease: &mut Lease,
    provider: &mut Provider,
    pair: &mut Pair,
    class: &GpuClass,
    values: &ReputationValues,
    now: Now,
) -> Rule<u64> {
    if lease.state != LeaseState::Settled as u8 {
        return Err(PyronetError::WrongState);
    }
    if lease.open_disputes != 0 {
        return Err(PyronetError::NotFinished);
    }
    if lease.flags & lease_flags::CREDITED != 0 {
        return Err(PyronetError::AlreadyCredited);
    }
    if fee_due(lease)? != 0 {
        return Err(PyronetError::FeesUnclaimed);
    }
    let credited = weight(lease, class, values)?.min(values.pair_cap);
    if credited == 0 {
        return Err(PyronetError::EarnsNothing);
    }
    let epoch = epoch(values, now)?;
    pair.credited = within(pair.epoch, pair.credited, epoch, credited, values.pair_cap)?;
    pair.epoch = epoch;
    provider.epoch_credited = within(
        provider.epoch,
        provider.epoch_credited,
        epoch,
        credited,
        values.epoch_cap,
    )?;
    provider.epoch = epoch;
    provider.standing = add(provider.standing, credited)?;
    provider.reputation_half = values.half;
    provider.keep_bps = values.keep_bps;
    if lease.flags & lease_flags::LOCAL_ONLY != 0 {
        provider.flags |= provider_flags::LOCAL_REPUTATION;
    }
    lease.flags |= lease_flags::CREDITED;
    rescore(provider, now)?;
    Ok(credited)
}

/// Records a fault: it is counted, and the score falls at once to the share that is kept.
pub fn fault(provider: &mut Provider, fault: Fault, now: Now) -> Rule {
    let counter = match fault {
        Fault::Silent => &mut provider.silent,
        Fault::NoStart => &mut provider.no_start,
        Fault::LostCoverage => &mut provider.lost_coverage,
        Fault::MissedCompletion => &mut provider.missed_completion,
        Fault::FalseBenchmark => &mut provider.false_benchmark,
        Fault::Fraud => &mut provider.frauds,
    };
    *counter = counter.saturating_add(1);
    let keep = provider.keep_bps.get(fault as usize).copied().unwrap_or(0);
    let kept = mul_div_floor(provider.reputation, u64::from(keep), BPS)?;
    provider.standing = mul_div_floor(kept, provider.reputation_half, sub(SCORE_MAX, kept)?)?;
    rescore(provider, now)
}

/// A counter of an epoch with `credited` more in it, which must fit.
fn within(counted_in: u64, counted: u64, epoch: u64, credited: u64, cap: u64) -> Rule<u64> {
    let before = if counted_in == epoch { counted } else { 0 };
    let after = add(before, credited)?;
    if after > cap {
        return Err(PyronetError::EpochCapReached);
    }
    Ok(after)
}

/// Number of the epoch that `now` lies in.
pub fn epoch(values: &ReputationValues, now: Now) -> Rule<u64> {
    now.at
        .checked_div(u64::from(values.epoch_s))
        .ok_or(PyronetError::Overflow)
}

fn rescore(provider: &mut Provider, now: Now) -> Rule {
    provider.reputation = score(provider.standing, provider.reputation_half)?;
    provider.reputation_at = now.at;
    provider.reputation_seq = provider.reputation_seq.wrapping_add(1);
    Ok(())
}

/// A pair may go once it counts in another epoch than the present one.
pub fn require_epoch_over(pair: &Pair, values: &ReputationValues, now: Now) -> Rule {
    if pair.epoch == epoch(values, now)? {
        return Err(PyronetError::TooEarly);
    }
    Ok(())
}

/// A lease of high value needs a provider that has something to lose.
pub fn require_reputation(
    price: u64,
    value_at_risk: u64,
    provider: &Provider,
    values: &ReputationValues,
) -> Rule {
    let high = add(price, value_at_risk)? > values.high_value;
    if high && provider.reputation < u64::from(values.high_value_min) {
        return Err(PyronetError::ValueNeedsReputation);
    }
    Ok(())
}
