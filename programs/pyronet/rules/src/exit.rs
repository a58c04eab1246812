//! The provider leaves before the lease's time is over (protocol §3): with notice, or because nobody
//! vouches for the rental any more, or at once for the price of the notice.
use pyronet_interface::state::{EndReason, Lease, LeaseMode, LeaseState, Offer, Provider};

use crate::{
    arithmetic::{add, mul_div_ceil},
    billing::SECONDS_PER_HOUR,
    ending::{enter_stopping, leave_active},
    provider::touch,
    start::require_state,
    time::{Deadline, Now},
    PyronetError, Rule,
};

const DAY_S: u64 = 86_400;
/// The notice is the agreed time divided by this.
const NOTICE_SHARE: u64 = 10;

/// How long before it leaves a provider must say so, in seconds: a tenth of the agreed time, but
/// no less than the time to prove a prefix, no more than a day, and never more than was agreed.
pub fn notice_s(lease: &Lease) -> u64 {
    (lease.duration_s / NOTICE_SHARE)
        .max(u64::from(lease.prefix_within_s))
        .min(DAY_S)
        .min(lease.duration_s)
}

/// The provider says that it will leave.
pub fn give_notice(lease: &mut Lease, provider: &mut Provider, now: Now) -> Rule {
    require_running(lease, now)?;
    if lease.exit_notice_at != 0 && !lapse(lease)?.passed(now) {
        return Err(PyronetError::NothingNew);
    }
    let run = Deadline::after(now, notice_s(lease), lease.punitive_slots_per_minute)?;
    lease.exit_notice_at = run.at;
    lease.exit_notice_slot = run.slot;
    touch(provider, now)
}

/// The provider leaves. Returns the USDC atoms that its free bond pays into the lease's vault, for
/// the renter.
pub fn exit(lease: &mut Lease, offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule<u64> {
    require_running(lease, now)?;
    let charge = if notice_has_run(lease, now)? {
        leave_active(lease, offer, provider, EndReason::Exited, now)?;
        0
    } else if let Some(end) = vouching_ended(lease, now)? {
        leave_active(lease, offer, provider, EndReason::Exited, end)?;
        0
    } else {
        let charge = notice_price(lease)?;
        // Not out of what is locked: that covers fraud which can still be proved.
        provider.bond_free = provider
            .bond_free
            .checked_sub(charge)
            .ok_or(PyronetError::NotEnoughFree)?;
        lease.subsidy_funded = add(lease.subsidy_funded, charge)?;
        leave_active(lease, offer, provider, EndReason::Exited, now)?;
        charge
    };
    touch(provider, now)?;
    enter_stopping(lease, now)?;
    Ok(charge)
}

/// What leaving at once costs, rounded up: the time of the notice at the lease's rate.
pub(crate) fn notice_price(lease: &Lease) -> Rule<u64> {
    mul_div_ceil(lease.rate_per_hour, notice_s(lease), SECONDS_PER_HOUR)
}

/// Active, and the end still ahead: whoever is late for a completion deadline cannot leave instead.
fn require_running(lease: &Lease, now: Now) -> Rule {
    require_state(lease, LeaseState::Active)?;
    if now.at >= lease.end_at {
        return Err(PyronetError::TooLate);
    }
    Ok(())
}

/// A notice that has run frees its provider for a while; one kept for ever would be worth nothing
/// to the renter.
fn notice_has_run(lease: &Lease, now: Now) -> Rule<bool> {
    let given = lease.exit_notice_at != 0;
    Ok(given && notice(lease).passed(now) && !lapse(lease)?.passed(now))
}

fn notice(lease: &Lease) -> Deadline {
    Deadline {
        at: lease.exit_notice_at,
        slot: lease.exit_notice_slot,
    }
}

fn lapse(lease: &Lease) -> Rule<Deadline> {
    let Deadline { at, slot } = notice(lease);
    Deadline::after(
        Now { at, slot },
        u64::from(lease.prefix_within_s),
        lease.punitive_slots_per_minute,
    )
}

/// Rent that no redeemed voucher has covered for longer than the interval ends where it can last
/// be paid. A provider that keeps vouchers back in order to leave so loses what they were worth.
fn vouching_ended(lease: &Lease, now: Now) -> Rule<Option<Now>> {
    if lease.mode != LeaseMode::Rent as u8 {
        return Ok(None);
    }
    let vouched = Now {
        at: add(lease.started_at, lease.vouched_s)?,
        slot: lease.vouched_slot,
    };
    let silence = Deadline::after(
        vouched,
        u64::from(lease.interval_s),
        lease.punitive_slots_per_minute,
    )?;
    Ok(silence.passed(now).then_some(Now {
        at: silence.at,
        slot: now.slot,
    }))
}
