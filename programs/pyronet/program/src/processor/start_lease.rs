use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, event::LeaseStarted, instruction::StartLease};
use pyronet_rules::start;

use super::served;
use crate::{
    chain::{emit, now},
    validation::arguments,
};

/// Rules:
/// - the worker of the lease's provider signs;
/// - the lease is open or accepted and its deadline has not passed;
/// - the commitment is the accepted one, or fresh when there was none.
#[inline(never)]
pub fn start_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<StartLease>(data)?;
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    start::start(&mut lease, &mut provider, &args.provider_commit, now()?)?;
    emit(&LeaseStarted {
        started_at: lease.started_at,
        end_at: lease.end_at,
        live_until: provider.live_until,
        ..LeaseStarted::NEW
    });
    Ok(())
}
