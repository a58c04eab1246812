use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::error::PyronetError;
use pyronet_rules::{payout, start};

use super::{parties, Parties};
use crate::{
    chain::{move_lamports, now},
    validation::{no_arguments, require_signer},
};

/// Rules:
/// - anyone may sign and is tipped;
/// - the deadline to accept or to start has passed, in seconds and in slots.
#[inline(never)]
pub fn expire_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [cranker, provider_account, offer_account, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    require_signer(cranker)?;
    let Parties {
        mut provider,
        mut offer,
        mut lease,
    } = parties(provider_account, offer_account, lease_account)?;
    start::expire(&mut lease, &mut offer, &mut provider, now()?)?;
    let tip = payout::tip(&mut lease);
    drop((provider, offer, lease));
    move_lamports(lease_account, cranker, tip)
}
