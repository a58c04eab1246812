use pinocchio::{
    sysvars::{rent::Rent, Sysvar},
    AccountView, ProgramResult,
};
use pinocchio_token::instructions::InitializeAccount3;
use pyronet_interface::{
    error::PyronetError,
    event::ProviderRegistered,
    ids,
    instruction::RegisterProvider,
    layout::AccountData,
    seeds,
    state::{Config, Provider, ProviderStatus},
    ID,
};

use crate::{
    chain::{emit, now, rent_of, NewAccount, TOKEN_ACCOUNT_SIZE},
    validation::{arguments, create, load, require_address, require_signer, require_token_account},
};

/// Rules:
/// - the authority signs; one provider per authority;
/// - the payout is a usable USDC account of the classic token program;
/// - both vaults belong to the provider's address alone.
#[inline(never)]
pub fn register_provider(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, payer, provider_account, bond_vault, stake_vault, payout, config_account, usdc_mint, pyro_mint, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<RegisterProvider>(data)?;
    require_signer(authority)?;
    {
        let config = load::<Config>(config_account)?;
        require_address(usdc_mint, &config.usdc_mint)?;
        require_address(pyro_mint, &config.pyro_mint)?;
        require_token_account(payout, &config.usdc_mint)?;
    }
    let now = now()?;

    let rent = Rent::get()?;
    let vault_rent = rent_of(&rent, TOKEN_ACCOUNT_SIZE)?;
    let seeds_of_provider = [seeds::PROVIDER, authority.address().as_array().as_slice()];
    NewAccount {
        payer,
        account: provider_account,
        owner: &ID,
        size: Provider::SIZE,
        lamports: rent_of(&rent, Provider::SIZE)?,
        bump: args.bump,
    }
    .create(&seeds_of_provider)?;
    let key = *provider_account.address();
    for (vault, seed, bump) in [
        (&*bond_vault, seeds::BOND_VAULT, args.bond_bump),
        (&*stake_vault, seeds::STAKE_VAULT, args.stake_bump),
    ] {
        NewAccount {
            payer,
            account: vault,
            owner: &ids::TOKEN_PROGRAM,
            size: TOKEN_ACCOUNT_SIZE,
            lamports: vault_rent,
            bump,
        }
        .create(&[seed, key.as_array().as_slice()])?;
    }

    let mut provider = create::<Provider>(provider_account, args.bump)?;
    provider.bond_bump = args.bond_bump;
    provider.stake_bump = args.stake_bump;
    provider.status = ProviderStatus::Active as u8;
    provider.region = args.region;
    provider.authority = *authority.address();
    provider.payout = *payout.address();
    provider.worker_key = args.worker_key;
    provider.record_hash = args.record_hash;
    provider.registered_at = now.at;
    provider.reputation_at = now.at;
    provider.bond_vault = *bond_vault.address();
    provider.stake_vault = *stake_vault.address();
    emit(&ProviderRegistered {
        region: args.region,
        registered_at: now.at,
        ..ProviderRegistered::NEW
    });
    drop(provider);

    InitializeAccount3::new(bond_vault, usdc_mint, &key).invoke()?;
    InitializeAccount3::new(stake_vault, pyro_mint, &key).invoke()
}
