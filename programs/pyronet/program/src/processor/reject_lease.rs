use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, state::Offer};
use pyronet_rules::start;

use super::served;
use crate::{
    chain::{emit, now},
    events::lease_abandoned,
    validation::{load_mut, no_arguments, require_address},
};

/// Rules:
/// - the worker of the lease's provider signs;
/// - the lease has not started and its deadline has not passed; the renter gets everything back.
#[inline(never)]
pub fn reject_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, offer_account, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    require_address(offer_account, &lease.offer)?;
    let mut offer = load_mut::<Offer>(offer_account)?;
    start::reject(&mut lease, &mut offer, &mut provider, now()?)?;
    emit(&lease_abandoned(&lease, provider.live_until));
    Ok(())
}
