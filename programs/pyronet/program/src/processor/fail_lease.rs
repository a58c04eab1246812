use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, state::Fault};
use pyronet_rules::{payout, ping};

use super::{parties, Parties};
use crate::{
    chain::{emit, move_lamports, now},
    events::{lease_ended, reputation_lost},
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
    emit(&lease_ended(&lease));
    emit(&reputation_lost(&provider, Fault::LostCoverage));
    let tip = payout::tip(&mut lease);
    drop((provider, offer, lease));
    move_lamports(lease_account, cranker, tip)
}
