use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    state::{EndReason, Fault},
};
use pyronet_rules::{payout, start};

use super::{parties, Parties};
use crate::{
    chain::{emit, move_lamports, now},
    events::{lease_abandoned, reputation_lost},
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
    emit(&lease_abandoned(&lease, 0));
    let fault = if lease.end_reason == EndReason::Silent as u8 {
        Fault::Silent
    } else {
        Fault::NoStart
    };
    emit(&reputation_lost(&provider, fault));
    let tip = payout::tip(&mut lease);
    drop((provider, offer, lease));
    move_lamports(lease_account, cranker, tip)
}
