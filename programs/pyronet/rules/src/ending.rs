//! How an active lease ends: the renter stops it, or its time is over.
use pyronet_interface::state::{
    lease_flags, EndReason, Fault, Lease, LeaseMode, LeaseState, Offer, Provider,
};

use crate::{
    arithmetic::sub,
    bond::vacate,
    ledger::refresh_release,
    reputation::fault,
    start::require_state,
    time::{Deadline, Now},
    PyronetError, Rule,
};

/// The renter ends the lease now.
pub fn stop(lease: &mut Lease, offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule {
    require_state(lease, LeaseState::Active)?;
    leave_active(lease, offer, provider, EndReason::Stopped, now)?;
    enter_stopping(lease, now)
}

/// The funded time, or the time to complete in, is over.
pub fn end(lease: &mut Lease, offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule {
    require_state(lease, LeaseState::Active)?;
    if !time_is_over(lease, now) {
        return Err(PyronetError::TooEarly);
    }
    if lease.mode == LeaseMode::Run as u8 {
        lease.flags |= lease_flags::MISSED_COMPLETION;
        fault(provider, Fault::MissedCompletion, now)?;
    }
    leave_active(lease, offer, provider, EndReason::Expired, now)?;
    enter_stopping(lease, now)
}

/// Rent ends at its paid time; for Run the end is a fault, so it must also have passed in slots.
pub fn time_is_over(lease: &Lease, now: Now) -> bool {
    if lease.mode == LeaseMode::Rent as u8 {
        return now.at >= lease.end_at;
    }
    Deadline {
        at: lease.end_at,
        slot: lease.end_slot,
    }
    .passed(now)
}

/// Fixes the end at `now`, which may lie behind the clock, and gives the capacity back; beyond the
/// end nothing is covered. The state is the caller's to set.
pub(crate) fn leave_active(
    lease: &mut Lease,
    offer: &mut Offer,
    provider: &mut Provider,
    reason: EndReason,
    now: Now,
) -> Rule {
    lease.stop_at = now.at.min(lease.end_at);
    lease.stop_slot = now.slot;
    lease.covered_s = lease.covered_s.min(sub(lease.stop_at, lease.started_at)?);
    lease.end_reason = reason as u8;
    vacate(lease, offer, provider)
}

/// Opens the time in which the provider may prove what it did.
pub(crate) fn enter_stopping(lease: &mut Lease, now: Now) -> Rule {
    let prefix = Deadline::after(
        now,
        u64::from(lease.prefix_within_s),
        lease.punitive_slots_per_minute,
    )?;
    lease.prefix_by = prefix.at;
    lease.prefix_by_slot = prefix.slot;
    lease.state = LeaseState::Stopping as u8;
    refresh_release(lease)
}
