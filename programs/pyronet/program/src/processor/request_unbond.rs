use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, instruction::RequestUnbond, state::Provider};
use pyronet_rules::provider;

use super::current_params;
use crate::{
    chain::{emit, now},
    events::{bond_changed, stake_changed},
    validation::{arguments, load_mut, require_authority},
};

/// Rules:
/// - the provider's authority signs;
/// - only what is free can be asked for; it stops counting at once.
#[inline(never)]
pub fn request_unbond(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, provider_account, config_account, params_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<RequestUnbond>(data)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_authority(authority, &provider.authority)?;
    let params = current_params(config_account, params_account)?;
    provider::request_unbond(
        &mut provider,
        args.deposit,
        args.amount,
        &params.values,
        now()?,
    )?;
    emit(&bond_changed(&provider));
    emit(&stake_changed(&provider));
    Ok(())
}
