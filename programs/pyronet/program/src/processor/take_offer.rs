use pinocchio::{AccountView, ProgramResult};
use pinocchio_token::instructions::InitializeAccount3;
use pyronet_interface::{
    error::PyronetError,
    instruction::TakeOffer,
    state::{Config, Lease, Offer, Provider},
};
use pyronet_rules::{arithmetic::add, opening};

use super::{current_params, hops_lamports, NewLease};
use crate::{
    chain::{emit, now, pay_in},
    events::lease_opened,
    validation::{
        arguments, create, load, load_mut, require_address, require_signer, require_token_account,
    },
};

/// Rules:
/// - the renter signs; refunds go to a usable USDC account;
/// - offer, provider and parameters still are what the guard says;
/// - the bond covers cost and value at risk, the offer has the capacity;
/// - the vault is the lease's alone and holds the whole price when the instruction ends.
#[inline(never)]
pub fn take_offer(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [renter, payer, lease_account, vault, source, renter_payout, provider_account, offer_account, config_account, params_account, usdc_mint, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<TakeOffer>(data)?;
    require_signer(renter)?;
    {
        let config = load::<Config>(config_account)?;
        require_address(usdc_mint, &config.usdc_mint)?;
        require_token_account(renter_payout, &config.usdc_mint)?;
    }
    NewLease {
        payer,
        lease: lease_account,
        vault,
        nonce: args.nonce,
        kept_lamports: add(args.tip_lamports, hops_lamports(args.hops_max)?)?,
        bump: args.bump,
        vault_bump: args.vault_bump,
    }
    .create(renter.address())?;

    let lease_key = *lease_account.address();
    let offer_key = *offer_account.address();
    let mut lease = create::<Lease>(lease_account, args.bump)?;
    let mut offer = load_mut::<Offer>(offer_account)?;
    require_address(provider_account, &offer.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    let params = current_params(config_account, params_account)?;
    lease.vault_bump = args.vault_bump;
    lease.vault = *vault.address();
    lease.renter = *renter.address();
    lease.provider = offer.provider;
    lease.offer = offer_key;
    lease.renter_payout = *renter_payout.address();
    lease.provider_payout = provider.payout;
    lease.rent_payer = *payer.address();
    let price = opening::open(&mut lease, args, &mut offer, &mut provider, &params, now()?)?;
    emit(&lease_opened(&lease));
    drop((lease, offer, provider));

    InitializeAccount3::new(vault, usdc_mint, &lease_key).invoke()?;
    pay_in(source, vault, renter, price)
}
