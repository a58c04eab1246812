use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::SeizureBurned,
    state::{Config, Provider, Seizure},
};
use pyronet_rules::slash;

use super::seizure_closing::close_if_distributed;
use crate::{
    chain::{burn_out, emit, now, pay_out},
    validation::{load, load_mut, no_arguments, require_address},
    vault_signers::ProviderSigner,
};

/// Rules:
/// - anyone may call, once the seizure has rested, in seconds and in slots;
/// - PYRO burns, USDC goes to the burn vault and nowhere else; once;
/// - whether the payees can be paid makes no difference.
#[inline(never)]
pub fn distribute_seizure(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [seizure_account, provider_account, bond_vault, stake_vault, burn_vault, pyro_mint, config_account, rent_payer, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let mut seizure = load_mut::<Seizure>(seizure_account)?;
    require_address(provider_account, &seizure.provider)?;
    require_address(rent_payer, &seizure.rent_payer)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_address(bond_vault, &provider.bond_vault)?;
    require_address(stake_vault, &provider.stake_vault)?;
    {
        let config = load::<Config>(config_account)?;
        require_address(burn_vault, &config.burn_vault)?;
        require_address(pyro_mint, &config.pyro_mint)?;
    }
    let burned = slash::burn(&mut seizure, &mut provider, now()?)?;
    emit(&SeizureBurned {
        paid: seizure.paid,
        closed: u8::from(slash::is_distributed(&seizure)),
        usdc: burned.usdc,
        pyro: burned.pyro,
        bond_seized: provider.bond_seized,
        stake_seized: provider.stake_seized,
        ..SeizureBurned::NEW
    });
    let signer = ProviderSigner::of(&provider);
    drop((seizure, provider));
    let seeds = signer.seeds();
    pay_out(
        bond_vault,
        burn_vault,
        provider_account,
        &seeds,
        burned.usdc,
    )?;
    burn_out(
        stake_vault,
        pyro_mint,
        provider_account,
        &seeds,
        burned.pyro,
    )?;
    close_if_distributed(seizure_account, rent_payer)
}
