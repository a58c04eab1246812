use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, message::order_action};
use pyronet_rules::failover;

use super::{parties, Parties};
use crate::{
    chain::now,
    validation::{check_approval, no_arguments},
};

/// Rules:
/// - the renter or its session key approves, by signature or by signed message;
/// - the lease is active and its policy allows a further hop;
/// - its end is now, without a fault, and a successor is sought.
#[inline(never)]
pub fn migrate_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
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
        order_action::MIGRATE,
        now,
    )?;
    failover::migrate(&mut lease, &mut offer, &mut provider, now)?;
    Ok(())
}
