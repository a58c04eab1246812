use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    state::{Lease, LeaseState, Provider},
};
use pyronet_rules::bond;

use crate::{
    chain::{emit, now},
    events::bond_changed,
    validation::{load_mut, no_arguments, require_address},
};

/// Rules:
/// - anyone may call;
/// - the lease is settled, undisputed, and no evidence against it counts any more.
#[inline(never)]
pub fn release_bond(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, provider_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    if lease.state != LeaseState::Settled as u8 {
        return Err(PyronetError::WrongState.into());
    }
    require_address(provider_account, &lease.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    bond::release(&mut lease, &mut provider, now()?)?;
    emit(&bond_changed(&provider));
    Ok(())
}
