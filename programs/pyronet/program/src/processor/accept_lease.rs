use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, event::LeaseAccepted, instruction::AcceptLease};
use pyronet_rules::start;

use super::served;
use crate::{
    chain::{emit, now},
    validation::arguments,
};

/// Rules:
/// - the worker of the lease's provider signs;
/// - the lease is open and its deadline has not passed;
/// - a verified job needs a commitment to fresh randomness.
#[inline(never)]
pub fn accept_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<AcceptLease>(data)?;
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    start::accept(&mut lease, &mut provider, &args.provider_commit, now()?)?;
    emit(&LeaseAccepted {
        accepted_at: lease.accepted_at,
        live_until: provider.live_until,
        ..LeaseAccepted::NEW
    });
    Ok(())
}
