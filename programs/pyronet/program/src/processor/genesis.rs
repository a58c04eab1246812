use pinocchio::{
    address::address_eq,
    sysvars::{rent::Rent, Sysvar},
    AccountView, ProgramResult,
};
use pinocchio_token::instructions::InitializeAccount3;
use pyronet_interface::{
    error::PyronetError,
    event::NetworkBegun,
    ids,
    instruction::Genesis,
    layout::AccountData,
    seeds,
    state::{BurnAuction, Config, Params},
    ID,
};
use pyronet_rules::{params, reputation};

use crate::{
    chain::{emit, now, rent_of, NewAccount, TOKEN_ACCOUNT_SIZE},
    validation::{arguments, create, require_authority, require_mint},
};

/// Rules:
/// - the key of the program's own address signs, so that nobody can come first;
/// - two different mints of the classic token program, six decimals each;
/// - parameters within the compiled bounds;
/// - once: config, parameters version 1, vaults and burn auction must not exist.
#[inline(never)]
pub fn genesis(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [payer, program_key, config_account, params_account, fee_vault, usdc_mint, pyro_mint, treasury_vault, burn_vault, verifier_vault, burn_auction, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<Genesis>(data)?;
    require_authority(program_key, &ID)?;
    require_mint(usdc_mint)?;
    require_mint(pyro_mint)?;
    if address_eq(usdc_mint.address(), pyro_mint.address()) {
        return Err(PyronetError::DuplicateAccount.into());
    }
    let values = args.values;
    params::check(&values)?;
    let reputation_values = args.reputation;
    reputation::check(&reputation_values)?;
    let now = now()?;

    let rent = Rent::get()?;
    let account =
        |account, owner, size, bump| -> Result<NewAccount, pinocchio::error::ProgramError> {
            Ok(NewAccount {
                payer,
                account,
                owner,
                size,
                lamports: rent_of(&rent, size)?,
                bump,
            })
        };
    account(config_account, &ID, Config::SIZE, args.config_bump)?.create(&[seeds::CONFIG])?;
    account(params_account, &ID, Params::SIZE, args.params_bump)?
        .create(&[seeds::PARAMS, &1_u32.to_le_bytes()])?;
    for (vault, seed, bump) in [
        (&*fee_vault, seeds::FEE_VAULT, args.fee_vault_bump),
        (
            &*treasury_vault,
            seeds::TREASURY_VAULT,
            args.treasury_vault_bump,
        ),
        (&*burn_vault, seeds::BURN_VAULT, args.burn_vault_bump),
        (
            &*verifier_vault,
            seeds::VERIFIER_VAULT,
            args.verifier_vault_bump,
        ),
    ] {
        account(vault, &ids::TOKEN_PROGRAM, TOKEN_ACCOUNT_SIZE, bump)?.create(&[seed])?;
    }
    account(burn_auction, &ID, BurnAuction::SIZE, args.burn_auction_bump)?
        .create(&[seeds::BURN_AUCTION])?;
    create::<BurnAuction>(burn_auction, args.burn_auction_bump)?;

    let mut params = create::<Params>(params_account, args.params_bump)?;
    params.params_version = 1;
    params.written_at = now.at;
    params.written_by = args.authority;
    params.values = values;
    params.reputation = reputation_values;

    let mut config = create::<Config>(config_account, args.config_bump)?;
    config.fee_vault_bump = args.fee_vault_bump;
    config.params_version = 1;
    config.authority = args.authority;
    config.usdc_mint = *usdc_mint.address();
    config.pyro_mint = *pyro_mint.address();
    config.fee_vault = *fee_vault.address();
    config.genesis_hash = args.genesis_hash;
    config.genesis_at = now.at;
    config.genesis_slot = now.slot;
    config.sunset_at = args.sunset_at;
    config.program_version = pyronet_rules::opening::PROGRAM_VERSION;
    config.treasury_vault = *treasury_vault.address();
    config.burn_vault = *burn_vault.address();
    config.verifier_vault = *verifier_vault.address();
    config.treasury_vault_bump = args.treasury_vault_bump;
    config.burn_vault_bump = args.burn_vault_bump;
    config.verifier_vault_bump = args.verifier_vault_bump;
    config.burn_auction_bump = args.burn_auction_bump;
    emit(&NetworkBegun {
        params_version: 1,
        genesis_at: now.at,
        genesis_slot: now.slot,
        sunset_at: args.sunset_at,
        ..NetworkBegun::NEW
    });
    drop(config);

    for vault in [&*fee_vault, treasury_vault, burn_vault, verifier_vault] {
        InitializeAccount3::new(vault, usdc_mint, config_account.address()).invoke()?;
    }
    Ok(())
}
