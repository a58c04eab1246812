//! Claims, tips and the end of a lease's accounts. A claim of nothing is no error, so that claims
//! can be bundled with what makes them due.
use pyronet_interface::state::{lease_flags, Attestation, Lease, LeaseState};

use crate::{
    arithmetic::add,
    failover::is_handed_over,
    ledger::{fee_due, provider_due, refresh_release, renter_due, vault_floor},
    time::Now,
    PyronetError, Rule,
};

/// Books what the provider is due as paid; returns it.
pub fn claim_provider(lease: &mut Lease) -> Rule<u64> {
    refresh_unless_settled(lease)?;
    let due = provider_due(lease)?;
    lease.provider_claimed = add(lease.provider_claimed, due)?;
    Ok(due)
}

/// Books the fees that are due as paid; returns them.
pub fn claim_fees(lease: &mut Lease) -> Rule<u64> {
    refresh_unless_settled(lease)?;
    let due = fee_due(lease)?;
    lease.fee_claimed = add(lease.fee_claimed, due)?;
    Ok(due)
}

/// Books what the renter is due as paid; returns it. While a successor is sought or takes over, it
/// is due to that.
pub fn claim_renter(lease: &mut Lease) -> Rule<u64> {
    refresh_unless_settled(lease)?;
    if is_handed_over(lease) {
        return Ok(0);
    }
    let due = renter_due(lease)?;
    lease.renter_claimed = add(lease.renter_claimed, due)?;
    Ok(due)
}

/// Settling made the release final; before that, coverage may have grown since it was computed.
#[inline(always)]
fn refresh_unless_settled(lease: &mut Lease) -> Rule {
    if lease.state == LeaseState::Settled as u8 {
        return Ok(());
    }
    refresh_release(lease)
}

/// Lamports for whoever ended a wait.
pub fn tip(lease: &mut Lease) -> u64 {
    let tip = lease.tip_lamports.min(u64::from(lease.crank_tip_lamports));
    lease.tip_lamports = lease.tip_lamports.saturating_sub(tip);
    tip
}

/// A lease closes when nothing can be claimed, disputed or slashed any more.
pub fn require_closable(lease: &Lease) -> Rule {
    if lease.state != LeaseState::Settled as u8 {
        return Err(PyronetError::WrongState);
    }
    let finished = vault_floor(lease)? == 0
        && lease.bond_locked == 0
        && lease.open_attestations == 0
        && !is_handed_over(lease)
        && lease.flags & lease_flags::CARRY_PENDING == 0
        && lease.open_disputes == 0;
    if finished {
        Ok(())
    } else {
        Err(PyronetError::NotFinished)
    }
}

/// An attestation closes once its lease is settled and no evidence counts any more.
pub fn close_attestation(lease: &mut Lease, attestation: &Attestation, now: Now) -> Rule {
    let finished = lease.state == LeaseState::Settled as u8
        && attestation.open_claims == 0
        && attestation.open_demands == 0
        && lease.open_disputes == 0;
    if !finished {
        return Err(PyronetError::NotFinished);
    }
    if now.at < lease.evidence_until {
        return Err(PyronetError::TooEarly);
    }
    lease.open_attestations = lease
        .open_attestations
        .checked_sub(1)
        .ok_or(PyronetError::InvariantBroken)?;
    Ok(())
}
