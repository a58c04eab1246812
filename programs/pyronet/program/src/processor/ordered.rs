use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    state::{Lease, Offer, Provider},
};
use pyronet_rules::{time::Now, Rule};

use super::{parties, Parties};
use crate::{
    chain::now,
    validation::{check_approval, no_arguments},
};

/// Carries out what the renter or its session key orders, by signature or by a signed message that
/// names the action; `log` says what became of the lease.
#[inline(always)]
pub fn carry_out(
    accounts: &mut [AccountView],
    data: &[u8],
    action: u32,
    change: impl FnOnce(&mut Lease, &mut Offer, &mut Provider, Now) -> Rule,
    log: impl FnOnce(&Lease),
) -> ProgramResult {
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
    check_approval(approval, config_account, &lease, &key, action, now)?;
    change(&mut lease, &mut offer, &mut provider, now)?;
    log(&lease);
    Ok(())
}
