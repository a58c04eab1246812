use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, instruction::DepositStake, state::Provider};
use pyronet_rules::provider;

use super::current_params;
use crate::chain::{emit, pay_in};
use crate::events::stake_changed;
use crate::validation::{arguments, load_mut, require_address, require_signer};

/// Rules:
/// - the depositor signs; anyone may add to a provider's stake;
/// - the tokens go into the provider's own stake vault, whose mint is PYRO.
#[inline(never)]
pub fn deposit_stake(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [depositor, source, provider_account, stake_vault, config_account, params_account, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<DepositStake>(data)?;
    require_signer(depositor)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_address(stake_vault, &provider.stake_vault)?;
    let params = current_params(config_account, params_account)?;
    provider::deposit_stake(&mut provider, args.amount, &params.values)?;
    emit(&stake_changed(&provider));
    drop(provider);
    pay_in(source, stake_vault, depositor, args.amount)
}
