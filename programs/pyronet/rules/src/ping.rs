//! The renter asks for a sign of life. Only a ping that stays unanswered fails a lease: an old
//! anchor alone convicts nobody.
use pyronet_interface::state::{
    Attestation, AttestationStatus, EndReason, Fault, Lease, LeaseState, Offer, Provider,
};

use crate::{
    arithmetic::add,
    ending::{enter_stopping, leave_active},
    failover::begin_if_automatic,
    reputation::fault,
    start::require_state,
    time::{Deadline, Now},
    PyronetError, Rule,
};

/// What the pinger prepays to who answers: two base fees of the chain, so that an answer costs an
/// honest provider nothing and being asked without need costs the renter.
pub const ANSWER_LAMPORTS: u64 = 10_000;

/// One ping at a time, and the next no sooner than one interval after the answer.
pub fn ping(lease: &mut Lease, now: Now) -> Rule {
    require_state(lease, LeaseState::Active)?;
    if now.at >= lease.end_at {
        return Err(PyronetError::TooLate);
    }
    if waits(lease) {
        return Err(PyronetError::PingWaits);
    }
    if lease.ping_at != 0 && now.at < add(lease.ping_at, u64::from(lease.interval_s))? {
        return Err(PyronetError::TooEarly);
    }
    lease.ping_at = now.at;
    lease.ping_slot = now.slot;
    Ok(())
}

/// Whether a ping waits for its answer.
#[inline(always)]
pub fn waits(lease: &Lease) -> bool {
    lease.ping_slot != 0
}

/// A sign of life answers the ping that waits. Returns the lamports that were prepaid for it.
#[inline(always)]
pub fn answer(lease: &mut Lease, now: Now) -> u64 {
    if !waits(lease) {
        return 0;
    }
    lease.ping_at = now.at;
    lease.ping_slot = 0;
    ANSWER_LAMPORTS
}

/// Nobody answered for an interval, in seconds and in slots: service ended at the ping. The renter
/// gets what can no longer be released; the bond pays nothing, the fault is recorded.
pub fn fail(lease: &mut Lease, offer: &mut Offer, provider: &mut Provider, now: Now) -> Rule {
    require_state(lease, LeaseState::Active)?;
    if !waits(lease) {
        return Err(PyronetError::NoPing);
    }
    let pinged = Now {
        at: lease.ping_at,
        slot: lease.ping_slot,
    };
    let answer_by = Deadline::after(
        pinged,
        u64::from(lease.interval_s),
        lease.punitive_slots_per_minute,
    )?;
    if !answer_by.passed(now) {
        return Err(PyronetError::TooEarly);
    }
    fault(provider, Fault::LostCoverage, now)?;
    lease.ping_slot = 0;
    lease.tip_lamports = add(lease.tip_lamports, ANSWER_LAMPORTS)?;
    leave_active(lease, offer, provider, EndReason::Failed, pinged)?;
    enter_stopping(lease, now)?;
    begin_if_automatic(lease, now)
}

/// What a failed lease may still be paid for: segments that the renter acknowledged.
pub(crate) fn is_payable(lease: &Lease, segments: u64) -> bool {
    lease.end_reason != EndReason::Failed as u8 || segments <= lease.ack_segment
}

/// Takes an attestation that reaches beyond what a failed lease pays out of account. The provider
/// may attest less, or has.
pub(crate) fn lapse(lease: &mut Lease, attestation: &mut Attestation) {
    attestation.status = AttestationStatus::Withdrawn as u8;
    if !is_payable(lease, lease.attested_segments) {
        lease.attested_segments = lease.attested_segments.min(attestation.segment_from);
        lease.attested_units = lease.attested_units.min(attestation.units_from);
    }
}
