use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::error::PyronetError;
use pyronet_rules::{coverage, provider};

use super::served;
use crate::{
    chain::{emit, move_lamports, now},
    events::lease_covered,
    validation::no_arguments,
};

/// Rules:
/// - the worker of the lease's provider signs;
/// - the lease is active, or stopped with its prefix deadline still ahead;
/// - the span since the anchor counts if it is no longer than the interval;
/// - a ping that waits is answered, and the worker gets what was prepaid for it.
#[inline(never)]
pub fn heartbeat(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    let now = now()?;
    coverage::require_provable(&lease, now)?;
    let answered = coverage::beat(&mut lease, now)?;
    provider::touch(&mut provider, now)?;
    emit(&lease_covered(&lease, &provider, 0));
    drop((provider, lease));
    move_lamports(lease_account, worker, answered)
}
