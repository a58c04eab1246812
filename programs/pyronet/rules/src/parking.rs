//! Dues of a payee whose account takes no money, put aside so that the lease can close.
use pyronet_interface::state::{lease_flags, Lease, LeaseState};

use crate::{
    arithmetic::add,
    failover::is_handed_over,
    ledger::vault_floor,
    payout::{claim_provider, claim_renter},
    time::Now,
    PyronetError, Rule,
};

/// How long a payee has to make its account usable again, from the end of the evidence time on.
pub const PARK_AFTER_S: u64 = 30 * 86_400;

/// Books what the provider is due as paid; returns it.
pub fn park_provider(lease: &mut Lease, now: Now) -> Rule<u64> {
    require_waited(lease, now)?;
    something(claim_provider(lease)?)
}

/// Books what the renter is due as paid; returns it with what was donated to the vault, which holds `held` atoms.
pub fn park_renter(lease: &mut Lease, held: u64, now: Now) -> Rule<u64> {
    require_waited(lease, now)?;
    if is_handed_over(lease) || lease.flags & lease_flags::CARRY_PENDING != 0 {
        return Err(PyronetError::NotFinished);
    }
    let donated = held
        .checked_sub(vault_floor(lease)?)
        .ok_or(PyronetError::InvariantBroken)?;
    something(add(claim_renter(lease)?, donated)?)
}

fn require_waited(lease: &Lease, now: Now) -> Rule {
    if lease.state != LeaseState::Settled as u8 {
        return Err(PyronetError::WrongState);
    }
    if now.at <= add(lease.evidence_until, PARK_AFTER_S)? {
        return Err(PyronetError::TooEarly);
    }
    Ok(())
}

/// Nobody is made to hold an account for nothing.
fn something(amount: u64) -> Rule<u64> {
    if amount == 0 {
        Err(PyronetError::NothingNew)
    } else {
        Ok(amount)
    }
}
