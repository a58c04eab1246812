use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, instruction::Checkpoint};
use pyronet_rules::{coverage, provider};

use super::served;
use crate::{
    chain::{emit, move_lamports, now},
    events::lease_covered,
    validation::arguments,
};

/// Rules:
/// - as for a heartbeat;
/// - the number of delivered segments only grows and stays within the job's.
#[inline(never)]
pub fn checkpoint(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<Checkpoint>(data)?;
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    let now = now()?;
    coverage::require_provable(&lease, now)?;
    let answered = coverage::beat(&mut lease, now)?;
    coverage::deliver(&mut lease, args.delivered_segments, &args.delivered_root)?;
    provider::touch(&mut provider, now)?;
    emit(&lease_covered(&lease, &provider, 0));
    drop((provider, lease));
    move_lamports(lease_account, worker, answered)
}
