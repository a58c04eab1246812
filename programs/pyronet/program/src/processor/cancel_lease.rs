use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, message::order_action};
use pyronet_rules::start;

use super::{parties, Parties};
use crate::{
    chain::now,
    validation::{check_approval, no_arguments},
};

/// Rules:
/// - the renter or its session key approves, by signature or by signed message;
/// - the lease has not started and the provider's deadline has not passed.
#[inline(never)]
pub fn cancel_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [approval, provider_account, offer_account, lease_account, config_account, ..] = accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let now = now()?;
    let key = *lease_account.address();
    let Parties {
        mut provider,
        mut offer,
        mut lease,
    } = parties(provider_account, offer_account, lease_account)?;
    check_approval(
        approval,
        config_account,
        &lease,
        &key,
        order_action::CANCEL,
        now,
    )?;
    start::cancel(&mut lease, &mut offer, &mut provider, now)?;
    Ok(())
}
