use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError, event::SessionRotated, instruction::RotateSession, state::Lease,
};
use pyronet_rules::session;

use crate::{
    chain::{emit, now},
    validation::{arguments, load_mut, require_authority},
};

/// Rules:
/// - the renter's wallet signs, never the session key;
/// - the old key's orders die at once, its vouchers one interval later.
#[inline(never)]
pub fn rotate_session(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [renter, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<RotateSession>(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_authority(renter, &lease.renter)?;
    session::rotate(&mut lease, &args.session_key, now()?)?;
    emit(&SessionRotated {
        session_epoch: lease.session_epoch,
        next_session_at: lease.next_session_at,
        ..SessionRotated::NEW
    });
    Ok(())
}
