use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::error::PyronetError;
use pyronet_rules::{coverage, provider};

use super::served;
use crate::{chain::now, validation::no_arguments};

/// Rules:
/// - the worker of the lease's provider signs;
/// - the lease is active, or stopped with its prefix deadline still ahead;
/// - the span since the anchor counts if it is no longer than the interval.
#[inline(never)]
pub fn heartbeat(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    let now = now()?;
    coverage::require_provable(&lease, now)?;
    coverage::beat(&mut lease, now)?;
    provider::touch(&mut provider, now)?;
    Ok(())
}
