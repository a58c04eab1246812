use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, event::FeesSplit, state::Config};
use pyronet_rules::fee_split::split;

use super::current_params;
use crate::{
    chain::{emit, pay_out},
    validation::{amount_of, load, no_arguments, require_address},
    vault_signers::ConfigSigner,
};

/// Rules:
/// - anyone may call; everything in the fee vault goes to the network's three vaults and nowhere else;
/// - by the shares of the parameters in force, to the atom.
#[inline(never)]
pub fn split_fees(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [fee_vault, treasury_vault, burn_vault, verifier_vault, config_account, params_account, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let params = current_params(config_account, params_account)?;
    let signer = {
        let config = load::<Config>(config_account)?;
        require_address(fee_vault, &config.fee_vault)?;
        require_address(treasury_vault, &config.treasury_vault)?;
        require_address(burn_vault, &config.burn_vault)?;
        require_address(verifier_vault, &config.verifier_vault)?;
        ConfigSigner::of(&config)
    };
    let collected = amount_of(fee_vault)?;
    if collected == 0 {
        return Err(PyronetError::NothingNew.into());
    }
    let parts = split(collected, &params.values)?;
    emit(&FeesSplit {
        burn: parts.burn,
        verifiers: parts.verifiers,
        treasury: parts.treasury,
        ..FeesSplit::NEW
    });
    let seeds = signer.seeds();
    for (vault, amount) in [
        (&*burn_vault, parts.burn),
        (&*verifier_vault, parts.verifiers),
        (&*treasury_vault, parts.treasury),
    ] {
        pay_out(fee_vault, vault, config_account, &seeds, amount)?;
    }
    Ok(())
}
