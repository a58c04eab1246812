//! From funded to served: accept, start, and the ways not to.
use pyronet_interface::state::{EndReason, Fault, Lease, LeaseMode, LeaseState, Offer, Provider};

use crate::{
    bond::vacate,
    failover::begin_if_automatic,
    provider::touch,
    reputation::fault,
    settlement::settle,
    time::{Deadline, Now},
    PyronetError, Rule,
};

/// The provider takes the lease and prepares.
pub fn accept(lease: &mut Lease, provider: &mut Provider, commit: &[u8; 32], now: Now) -> Rule {
    require_state(lease, LeaseState::Open)?;
    require_open(deadline(lease), now)?;
    record_commit(lease, commit)?;
    lease.accepted_at = now.at;
    lease.state = LeaseState::Accepted as u8;
    touch(provider, now)
}

/// The machine is ready: coverage counts from now.
pub fn start(lease: &mut Lease, provider: &mut Provider, commit: &[u8; 32], now: Now) -> Rule {
    if lease.state == LeaseState::Accepted as u8 {
        if lease.provider_commit != *commit {
            return Err(PyronetError::WrongSecret);
        }
    } else {
        require_state(lease, LeaseState::Open)?;
        record_commit(lease, commit)?;
        lease.accepted_at = now.at;
    }
    require_open(deadline(lease), now)?;
    let end = Deadline::after(now, lease.duration_s, lease.punitive_slots_per_minute)?;
    lease.state = LeaseState::Active as u8;
    lease.started_at = now.at;
    lease.anchor_at = now.at;
    lease.anchor_slot = now.slot;
    lease.vouched_slot = now.slot;
    lease.end_at = end.at;
    lease.end_slot = end.slot;
    touch(provider, now)
}

/// The provider declines in time, which is no fault; the renter gets everything.
pub fn reject(lease: &mut Lease, offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule {
    require_not_started(lease)?;
    require_open(deadline(lease), now)?;
    provider.rejected = provider.rejected.saturating_add(1);
    touch(provider, now)?;
    begin_if_automatic(lease, now)?;
    abandon(lease, offer, provider, EndReason::Rejected, now)
}

/// Nobody answered, or nobody started, in time; the renter gets everything.
pub fn expire(lease: &mut Lease, offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule {
    require_not_started(lease)?;
    if !deadline(lease).passed(now) {
        return Err(PyronetError::TooEarly);
    }
    let reason = if lease.state == LeaseState::Open as u8 {
        fault(provider, Fault::Silent, now)?;
        EndReason::Silent
    } else {
        fault(provider, Fault::NoStart, now)?;
        EndReason::NoStart
    };
    begin_if_automatic(lease, now)?;
    abandon(lease, offer, provider, reason, now)
}

/// The renter withdraws in time: the cancel deposit goes to the provider that prepares, otherwise
/// to the fees.
pub fn cancel(lease: &mut Lease, offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule {
    require_not_started(lease)?;
    require_open(deadline(lease), now)?;
    if lease.state == LeaseState::Accepted as u8 {
        lease.provider_extra = lease.cancel_deposit;
    } else {
        lease.forfeited = lease.cancel_deposit;
    }
    abandon(lease, offer, provider, EndReason::Cancelled, now)
}

fn abandon(
    lease: &mut Lease,
    offer: &mut Offer,
    provider: &mut Provider,
    reason: EndReason,
    now: Now,
) -> Rule {
    lease.end_reason = reason as u8;
    lease.stop_at = now.at;
    lease.stop_slot = now.slot;
    vacate(lease, offer, provider)?;
    settle(lease, provider, now)
}

/// Until when the provider may take the next step.
fn deadline(lease: &Lease) -> Deadline {
    if lease.state == LeaseState::Open as u8 {
        Deadline {
            at: lease.accept_by,
            slot: lease.accept_by_slot,
        }
    } else {
        Deadline {
            at: lease.start_by,
            slot: lease.start_by_slot,
        }
    }
}

/// A verified job's draw mixes in the provider's secret, so there must be one.
fn record_commit(lease: &mut Lease, commit: &[u8; 32]) -> Rule {
    if lease.mode == LeaseMode::Run as u8 && *commit == [0; 32] {
        return Err(PyronetError::InvalidJob);
    }
    lease.provider_commit = *commit;
    Ok(())
}

fn require_open(deadline: Deadline, now: Now) -> Rule {
    if deadline.passed(now) {
        return Err(PyronetError::TooLate);
    }
    Ok(())
}

fn require_not_started(lease: &Lease) -> Rule {
    if lease.state == LeaseState::Open as u8 || lease.state == LeaseState::Accepted as u8 {
        return Ok(());
    }
    Err(PyronetError::WrongState)
}

pub(crate) fn require_state(lease: &Lease, state: LeaseState) -> Rule {
    if lease.state == state as u8 {
        Ok(())
    } else {
        Err(PyronetError::WrongState)
    }
}
