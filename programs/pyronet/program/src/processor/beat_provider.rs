use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, instruction::BeatProvider, state::Provider};
use pyronet_rules::provider;

use super::current_params;
use crate::{
    chain::{emit, now},
    events::provider_live,
    validation::{arguments, load_mut, require_worker},
};

/// Rules:
/// - the worker signs;
/// - the time announced is within the bounds of the parameters in force.
#[inline(never)]
pub fn beat_provider(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, config_account, params_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<BeatProvider>(data)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_worker(worker, &provider)?;
    let params = current_params(config_account, params_account)?;
    let now = now()?;
    provider::announce(&mut provider, args.live_for_s, &params.values, now)?;
    emit(&provider_live(&provider, now));
    Ok(())
}
