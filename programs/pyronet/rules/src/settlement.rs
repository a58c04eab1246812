//! From attested or stopped to settled.
use pyronet_interface::state::{
    Attestation, AttestationStatus, EndReason, Lease, LeaseMode, LeaseState, Provider,
};

use crate::{
    arithmetic::{add, sub},
    bond::release,
    failover::{is_bidding, is_frozen},
    ledger::refresh_release,
    ping::{is_payable, lapse},
    session::accept_prefix,
    time::{Deadline, Now},
    PyronetError, Rule,
};

/// The renter accepts an attestation and everything before it.
pub fn accept(
    lease: &mut Lease,
    attestation: &mut Attestation,
    provider: &mut Provider,
    now: Now,
) -> Rule {
    require_served(lease)?;
    require_pending(attestation)?;
    // A successor does what comes after; it is paid for once.
    if is_frozen(lease) && !is_payable(lease, attestation.segment_to) {
        return Err(PyronetError::Unacknowledged);
    }
    accept_prefix(lease, attestation.segment_to, attestation.units_to);
    resolve(lease, attestation, AttestationStatus::Accepted, now)?;
    settle_if_last(lease, attestation, provider, now)
}

/// Whether the attestation's window ended without a dispute, and nothing before it waits.
pub fn check_release(lease: &Lease, attestation: &Attestation, now: Now) -> Rule {
    require_served(lease)?;
    require_pending(attestation)?;
    if attestation.open_claims != 0 || attestation.open_demands != 0 {
        return Err(PyronetError::WindowOpen);
    }
    let window = Deadline {
        at: attestation.window_end_at,
        slot: attestation.window_end_slot,
    };
    if !window.passed(now) {
        return Err(PyronetError::WindowOpen);
    }
    // Payment runs over the prefix as a whole, so nothing before may still be open.
    let released_units = lease.released_units.max(lease.accepted_units);
    if is_payable(lease, attestation.segment_to) && attestation.units_from > released_units {
        return Err(PyronetError::OutOfOrder);
    }
    Ok(())
}

/// Releases an attestation whose window ended without a dispute, unaudited.
pub fn release_unaudited(
    lease: &mut Lease,
    attestation: &mut Attestation,
    provider: &mut Provider,
    now: Now,
) -> Rule {
    check_release(lease, attestation, now)?;
    release_checked(lease, attestation, provider, now)
}

/// As [`release_unaudited`], after [`check_release`].
pub fn release_checked(
    lease: &mut Lease,
    attestation: &mut Attestation,
    provider: &mut Provider,
    now: Now,
) -> Rule {
    if !is_payable(lease, attestation.segment_to) {
        lapse(lease, attestation);
        return settle_if_all_released(lease, provider, now);
    }
    let released_units = lease.released_units.max(lease.accepted_units);
    lease.released_units = released_units.max(attestation.units_to);
    provider.unaudited = provider.unaudited.saturating_add(1);
    resolve(lease, attestation, AttestationStatus::Unaudited, now)?;
    settle_if_last(lease, attestation, provider, now)
}

/// Whether a stopped lease's time for proving a prefix is over.
pub fn check_stopped(lease: &Lease, now: Now) -> Rule {
    if lease.state != LeaseState::Stopping as u8 {
        return Err(PyronetError::WrongState);
    }
    let prefix = Deadline {
        at: lease.prefix_by,
        slot: lease.prefix_by_slot,
    };
    if !prefix.passed(now) {
        return Err(PyronetError::TooEarly);
    }
    Ok(())
}

/// The time for proving a prefix is over. An attestation still in its window keeps the lease
/// waiting for it; otherwise the lease is settled with what is released.
pub fn settle_stopped(lease: &mut Lease, provider: &mut Provider, now: Now) -> Rule {
    check_stopped(lease, now)?;
    settle_checked(lease, provider, now)
}

/// As [`settle_stopped`], after [`check_stopped`].
pub fn settle_checked(lease: &mut Lease, provider: &mut Provider, now: Now) -> Rule {
    refresh_release(lease)?;
    if lease.attested_units > lease.released_units {
        lease.state = LeaseState::Auditing as u8;
        return Ok(());
    }
    settle(lease, provider, now)
}

/// Makes the lease final: from now on only claims remain. Where no work can be refuted any more,
/// the bond is free at once.
pub(crate) fn settle(lease: &mut Lease, provider: &mut Provider, now: Now) -> Rule {
    lease.state = LeaseState::Settled as u8;
    lease.audit_reward = 0;
    let refutable = lease.mode == LeaseMode::Run as u8
        && (lease.attestation_seq != 0 || lease.released_units > lease.base_units);
    lease.evidence_until = if refutable {
        add(now.at, u64::from(lease.evidence_s))?
    } else {
        now.at
    };
    provider.evidence_until = provider.evidence_until.max(lease.evidence_until);
    provider.seconds_served = provider.seconds_served.saturating_add(lease.covered_s);
    provider.gross_earned = provider.gross_earned.saturating_add(lease.released);
    let units = lease.released_units.saturating_sub(lease.base_units);
    provider.units_served = provider.units_served.saturating_add(units);
    if lease.end_reason == EndReason::Completed as u8 {
        provider.completed = provider.completed.saturating_add(1);
    }
    if lease.evidence_until <= now.at && lease.open_disputes == 0 && !is_bidding(lease) {
        release(lease, provider, now)?;
    }
    Ok(())
}

fn resolve(
    lease: &mut Lease,
    attestation: &mut Attestation,
    status: AttestationStatus,
    now: Now,
) -> Rule {
    let before = lease.released;
    refresh_release(lease)?;
    attestation.status = status as u8;
    attestation.released = sub(lease.released, before)?;
    attestation.keep_until = add(now.at, u64::from(lease.evidence_s))?;
    Ok(())
}

/// In the auditing state nothing more can be attested: the last attestation ends the lease.
fn settle_if_last(
    lease: &mut Lease,
    attestation: &Attestation,
    provider: &mut Provider,
    now: Now,
) -> Rule {
    if lease.state == LeaseState::Auditing as u8
        && attestation.segment_to == lease.attested_segments
    {
        return settle(lease, provider, now);
    }
    Ok(())
}

/// What does not count any more may have been the last that the lease waited for.
pub(crate) fn settle_if_all_released(lease: &mut Lease, provider: &mut Provider, now: Now) -> Rule {
    let released_units = lease.released_units.max(lease.accepted_units);
    if lease.state == LeaseState::Auditing as u8 && lease.attested_units <= released_units {
        return settle(lease, provider, now);
    }
    Ok(())
}

fn require_served(lease: &Lease) -> Rule {
    let served = lease.state == LeaseState::Active as u8
        || lease.state == LeaseState::Stopping as u8
        || lease.state == LeaseState::Auditing as u8;
    if served {
        Ok(())
    } else {
        Err(PyronetError::WrongState)
    }
}

fn require_pending(attestation: &Attestation) -> Rule {
    if attestation.status == AttestationStatus::Pending as u8 {
        Ok(())
    } else {
        Err(PyronetError::NothingNew)
    }
}
