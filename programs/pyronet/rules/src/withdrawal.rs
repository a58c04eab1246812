//! The provider takes a result back before anybody claims that it is wrong (protocol §3): an honest
//! mistake, such as a flipped bit, costs what the result would have earned and a small penalty.
use pyronet_interface::state::{
    Attestation, AttestationStatus, EndReason, FailoverState, Lease, LeaseState, Provider,
};

use crate::{
    arithmetic::{add, mul_div_ceil, sub, BPS},
    ledger::{refresh_release, reserve},
    settlement::settle_if_all_released,
    start::require_state,
    time::{Deadline, Now},
    PyronetError, Rule,
};

/// Of what the result would have released, in ten thousandths: what the renter's lost time is worth.
pub const PENALTY_BPS: u64 = 1_000;

/// Takes the last attestation out of account. Returns the USDC atoms that the provider's free bond
/// pays into the lease's vault, for the renter. What was attested before waits on by itself; where
/// nothing does, the lease is settled.
pub fn withdraw(
    lease: &mut Lease,
    attestation: &mut Attestation,
    provider: &mut Provider,
    now: Now,
) -> Rule<u64> {
    require_withdrawable(lease, attestation, now)?;
    refresh_release(lease)?;
    let pending = reserve(lease)?;
    lease.attested_segments = attestation.segment_from;
    lease.attested_units = attestation.units_from;
    let gross = sub(pending, reserve(lease)?)?;
    // What the renter accepted already is paid, whoever regrets it.
    if gross == 0 {
        return Err(PyronetError::NothingNew);
    }
    let penalty = mul_div_ceil(gross, PENALTY_BPS, BPS)?;
    // Not out of what is locked: that covers fraud which can still be proved.
    provider.bond_free = provider
        .bond_free
        .checked_sub(penalty)
        .ok_or(PyronetError::NotEnoughFree)?;
    lease.subsidy_funded = add(lease.subsidy_funded, penalty)?;
    lease.end_reason = EndReason::Withdrawn as u8;
    attestation.status = AttestationStatus::Withdrawn as u8;
    provider.withdrawn = provider.withdrawn.saturating_add(1);
    settle_if_all_released(lease, provider, now)?;
    Ok(penalty)
}

fn require_withdrawable(lease: &Lease, attestation: &Attestation, now: Now) -> Rule {
    require_state(lease, LeaseState::Auditing)?;
    // What a failed lease may be paid was acknowledged, and its money is a successor's.
    if lease.failover_state != FailoverState::None as u8
        || lease.end_reason == EndReason::Failed as u8
    {
        return Err(PyronetError::WrongState);
    }
    if attestation.status != AttestationStatus::Pending as u8 {
        return Err(PyronetError::NothingNew);
    }
    if attestation.segment_to != lease.attested_segments {
        return Err(PyronetError::OutOfOrder);
    }
    if attestation.open_claims != 0 || attestation.open_demands != 0 || lease.open_disputes != 0 {
        return Err(PyronetError::ResultDisputed);
    }
    let window = Deadline {
        at: attestation.window_end_at,
        slot: attestation.window_end_slot,
    };
    if window.passed(now) {
        return Err(PyronetError::TooLate);
    }
    Ok(())
}
