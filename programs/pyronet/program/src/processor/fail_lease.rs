use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::error::PyronetError;
use pyronet_rules::{payout, ping};

use super::{parties, Parties};
use crate::{
    chain::{move_lamports, now},
    validation::{no_arguments, require_signer},
};

/// Rules:
/// - anyone may sign and is tipped;
/// - a ping has waited for an answer longer than the interval, in seconds and in slots;
/// - service ended at the ping, and the fault is recorded.
#[inline(never)]
pub fn fail_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
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
    ping::fail(&mut lease, &mut offer, &mut provider, now()?)?;
    let tip = payout::tip(&mut lease);
    drop((provider, offer, lease));
    move_lamports(lease_account, cranker, tip)
}
