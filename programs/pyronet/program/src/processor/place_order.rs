use pinocchio::{
    sysvars::{rent::Rent, Sysvar},
    AccountView, ProgramResult,
};
use pinocchio_token::instructions::InitializeAccount3;
use pyronet_interface::{
    error::PyronetError,
    event::OrderPlaced,
    ids,
    instruction::PlaceOrder,
    layout::AccountData,
    seeds,
    state::{Config, Lease, Order},
    ID,
};
use pyronet_rules::{arithmetic::add, order};

use super::{current_params, hops_lamports};
use crate::{
    chain::{emit, now, pay_in, rent_of, NewAccount, TOKEN_ACCOUNT_SIZE},
    validation::{arguments, create, load, require_address, require_signer, require_token_account},
};

/// Rules:
/// - the renter signs; refunds go to a usable USDC account;
/// - prices, sets and times are consistent and within the parameters in force;
/// - the vault is the order's alone and holds the lease's cost at the limit;
/// - the order holds the lamports of the lease that a match opens.
#[inline(never)]
pub fn place_order(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [renter, payer, order_account, vault, source, renter_payout, config_account, params_account, usdc_mint, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<PlaceOrder>(data)?;
    require_signer(renter)?;
    {
        let config = load::<Config>(config_account)?;
        require_address(usdc_mint, &config.usdc_mint)?;
        require_token_account(renter_payout, &config.usdc_mint)?;
    }
    create_accounts(args, renter, payer, order_account, vault)?;

    let order_key = *order_account.address();
    let mut order = create::<Order>(order_account, args.bump)?;
    let params = current_params(config_account, params_account)?;
    order.vault_bump = args.vault_bump;
    order.vault = *vault.address();
    order.renter = *renter.address();
    order.renter_payout = *renter_payout.address();
    order.rent_payer = *payer.address();
    let deposit = order::place(&mut order, args, &params, now()?)?;
    emit(&OrderPlaced {
        deposit,
        start_slot: order.start_slot,
        expiry_slot: order.expiry_slot,
        expires_at: order.expires_at,
        ..OrderPlaced::NEW
    });
    drop(order);

    InitializeAccount3::new(vault, usdc_mint, &order_key).invoke()?;
    pay_in(source, vault, renter, deposit)
}

#[inline(always)]
fn create_accounts(
    args: &PlaceOrder,
    renter: &AccountView,
    payer: &AccountView,
    order: &AccountView,
    vault: &AccountView,
) -> ProgramResult {
    let rent = Rent::get()?;
    let vault_rent = rent_of(&rent, TOKEN_ACCOUNT_SIZE)?;
    let lease_lamports = add(rent_of(&rent, Lease::SIZE)?, vault_rent)?;
    let kept = add(
        add(lease_lamports, args.tip_lamports)?,
        hops_lamports(args.hops_max)?,
    )?;
    NewAccount {
        payer,
        account: order,
        owner: &ID,
        size: Order::SIZE,
        lamports: add(rent_of(&rent, Order::SIZE)?, kept)?,
        bump: args.bump,
    }
    .create(&[
        seeds::ORDER,
        renter.address().as_array().as_slice(),
        &{ args.nonce }.to_le_bytes(),
    ])?;
    NewAccount {
        payer,
        account: vault,
        owner: &ids::TOKEN_PROGRAM,
        size: TOKEN_ACCOUNT_SIZE,
        lamports: vault_rent,
        bump: args.vault_bump,
    }
    .create(&[seeds::VAULT, order.address().as_array().as_slice()])
}
