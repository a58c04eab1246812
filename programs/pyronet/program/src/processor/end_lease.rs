use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    state::{lease_flags, Fault},
};
use pyronet_rules::{ending, payout};

use super::{parties, Parties};
use crate::{
    chain::{emit, move_lamports, now},
    events::{lease_ended, reputation_lost},
    validation::{no_arguments, require_signer},
};

/// Rules:
/// - anyone may sign and is tipped;
/// - the lease's time is over; for a verified job also in slots, because it is a fault.
#[inline(never)]
pub fn end_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
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
    ending::end(&mut lease, &mut offer, &mut provider, now()?)?;
    emit(&lease_ended(&lease));
    if lease.flags & lease_flags::MISSED_COMPLETION != 0 {
        emit(&reputation_lost(&provider, Fault::MissedCompletion));
    }
    let tip = payout::tip(&mut lease);
    drop((provider, offer, lease));
    move_lamports(lease_account, cranker, tip)
}
