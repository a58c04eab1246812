//! Who is due what (protocol §1, identities). Accounting is separate from payout: these numbers
//! hold whether or not a payee can be paid.
use pyronet_interface::state::{Lease, LeaseMode, LeaseState};

use crate::{
    arithmetic::{add, mul_div_floor, sub, BPS},
    billing::{gross_if_all_proved, gross_rent, gross_run},
    subsidy::used,
    PyronetError, Rule,
};

/// Recomputes what is final from coverage, acceptance and ended windows. It is absolute, so that
/// doing it once or a thousand times releases the same.
pub fn refresh_release(lease: &mut Lease) -> Rule {
    if lease.started_at == 0 {
        return Ok(());
    }
    let gross = if lease.mode == LeaseMode::Rent as u8 {
        gross_rent(lease)?
    } else {
        lease.released_units = lease.released_units.max(lease.accepted_units);
        gross_run(lease, lease.covered_s, lease.released_units)?
    };
    lease.released = lease.released.max(gross.min(at_hand(lease)?));
    lease.accrued = lease.accrued.max(lease.released);
    Ok(())
}

/// A successor is funded in parts: until the last has come, no more is final than is there.
#[inline(always)]
fn at_hand(lease: &Lease) -> Rule<u64> {
    if lease.hops_used == 0 {
        return Ok(u64::MAX);
    }
    let left = sub(escrow(lease)?, lease.renter_claimed)?;
    add(lease.released, left)
}

/// The fee on everything released; the provider bears it.
#[inline(always)]
pub fn fee(lease: &Lease) -> Rule<u64> {
    mul_div_floor(lease.released, u64::from(lease.fee_bps), BPS)
}

pub fn fee_due(lease: &Lease) -> Rule<u64> {
    sub(add(fee(lease)?, lease.forfeited)?, lease.fee_claimed)
}

pub fn provider_due(lease: &Lease) -> Rule<u64> {
    sub(
        add(sub(lease.released, fee(lease)?)?, lease.provider_extra)?,
        lease.provider_claimed,
    )
}

/// What stays in escrow because it can still be released.
pub fn reserve(lease: &Lease) -> Rule<u64> {
    let most = if lease.state == LeaseState::Settled as u8 {
        return Ok(0);
    } else if lease.state == LeaseState::Auditing as u8 {
        gross_run(
            lease,
            lease.covered_s,
            lease.attested_units.max(lease.accepted_units),
        )?
    } else if lease.state == LeaseState::Stopping as u8 {
        gross_if_all_proved(lease)?
    } else {
        return escrow(lease);
    };
    let most = most.saturating_sub(lease.released);
    Ok(if lease.hops_used == 0 {
        most
    } else {
        most.min(sub(escrow(lease)?, lease.renter_claimed)?)
    })
}

/// What goes back to the bond that paid the subsidy, if nothing more is released than may be now.
pub fn subsidy_left(lease: &Lease) -> Rule<u64> {
    if lease.subsidy == 0 {
        return Ok(0);
    }
    let reserve = reserve(lease)?;
    let unused = sub(lease.subsidy, used(lease, add(lease.released, reserve)?)?)?;
    let free = sub(sub(escrow(lease)?, reserve)?, lease.renter_claimed)?;
    Ok(unused.min(free))
}

/// What the renter can have now: nothing until stopped or settled.
pub fn renter_due(lease: &Lease) -> Rule<u64> {
    if lease.state < LeaseState::Stopping as u8 {
        return Ok(0);
    }
    let withheld = add(
        add(reserve(lease)?, subsidy_left(lease)?)?,
        lease.audit_reward,
    )?;
    let free = escrow(lease)?;
    sub(sub(free, withheld)?, lease.renter_claimed)
}

/// The funding without what was released, given away or moved out; the renter's claims not yet
/// taken off.
fn escrow(lease: &Lease) -> Rule<u64> {
    let funded = add(lease.funded, lease.subsidy_funded)?;
    let spent = add(
        add(lease.released, lease.provider_extra)?,
        add(lease.forfeited, lease.moved_out)?,
    )?;
    sub(funded, spent)
}

/// What the vault must hold at least: everything funded that nobody has taken.
pub fn vault_floor(lease: &Lease) -> Rule<u64> {
    let funded = add(lease.funded, lease.subsidy_funded)?;
    let taken = add(
        add(lease.provider_claimed, lease.fee_claimed)?,
        add(lease.renter_claimed, lease.moved_out)?,
    )?;
    sub(funded, taken)
}

/// The identities of the ledger: nobody is due a negative amount, and the dues, the reserve and
/// the audit's reward are together what the vault must hold.
pub fn check(lease: &Lease) -> Rule {
    let broken = |_| PyronetError::InvariantBroken;
    let owed = add(
        add(
            provider_due(lease).map_err(broken)?,
            fee_due(lease).map_err(broken)?,
        )?,
        renter_due(lease).map_err(broken)?,
    )?;
    let held = vault_floor(lease).map_err(broken)?;
    let kept = if lease.state < LeaseState::Stopping as u8 {
        escrow(lease).map_err(broken)?
    } else {
        let kept = add(reserve(lease).map_err(broken)?, lease.audit_reward)?;
        add(kept, subsidy_left(lease).map_err(broken)?)?
    };
    if add(owed, kept)? != held {
        return Err(PyronetError::InvariantBroken);
    }
    Ok(())
}
