use pinocchio::{AccountView, ProgramResult};
use pinocchio_token::instructions::InitializeAccount3;
use pyronet_interface::{
    error::PyronetError,
    instruction::MatchOrder,
    state::{Config, Lease, Offer, Order, Provider},
};
use pyronet_rules::{
    arithmetic::{add, sub},
    order,
};

use super::{current_params, hops_lamports, order_closing::OrderClosing, NewLease};
use crate::{
    chain::{emit, now, pay_out},
    events::lease_opened,
    validation::{arguments, create, load, load_mut, require_address, require_signer},
    vault_signers::OrderSigner,
};

/// Rules:
/// - anyone may sign; the rent that it lays out comes back with a tip, out of what the order holds;
/// - the order rests, its time is not over, and the offer meets all that it asks for;
/// - the offer's price is at most what the order pays at this slot;
/// - the lease is the renter's, on the order's terms; its vault gets its cost, the rest of the
///   deposit goes to the renter's payout, and the order closes.
#[inline(never)]
pub fn match_order(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [matcher, order_account, order_vault, lease_account, vault, renter_payout, rent_payer, provider_account, offer_account, config_account, params_account, usdc_mint, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<MatchOrder>(data)?;
    require_signer(matcher)?;
    let order = load::<Order>(order_account)?;
    require_address(order_vault, &order.vault)?;
    require_address(renter_payout, &order.renter_payout)?;
    require_address(rent_payer, &order.rent_payer)?;
    require_address(usdc_mint, &load::<Config>(config_account)?.usdc_mint)?;

    let crank_tip = order.tip_lamports.min(order.crank_tip_lamports);
    let held = matcher.lamports();
    NewLease {
        payer: matcher,
        lease: lease_account,
        vault,
        nonce: order.nonce,
        kept_lamports: add(
            sub(order.tip_lamports, crank_tip)?,
            hops_lamports(order.hops_max)?,
        )?,
        bump: args.bump,
        vault_bump: args.vault_bump,
    }
    .create(&order.renter)?;
    let laid_out = sub(held, matcher.lamports())?;

    let lease_key = *lease_account.address();
    let offer_key = *offer_account.address();
    let mut lease = create::<Lease>(lease_account, args.bump)?;
    let mut offer = load_mut::<Offer>(offer_account)?;
    require_address(provider_account, &offer.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    let params = current_params(config_account, params_account)?;
    lease.vault_bump = args.vault_bump;
    lease.vault = *vault.address();
    lease.renter = order.renter;
    lease.provider = offer.provider;
    lease.offer = offer_key;
    lease.renter_payout = order.renter_payout;
    lease.provider_payout = provider.payout;
    lease.rent_payer = order.rent_payer;
    let now = now()?;
    let price = order::match_with(&order, &mut lease, &mut offer, &mut provider, &params, now)?;
    lease.tip_lamports = sub(order.tip_lamports, crank_tip)?;
    emit(&lease_opened(&lease));
    let signer = OrderSigner::of(&order);
    drop((order, lease, offer, provider));

    InitializeAccount3::new(vault, usdc_mint, &lease_key).invoke()?;
    pay_out(order_vault, vault, order_account, &signer.seeds(), price)?;
    OrderClosing {
        order: order_account,
        vault: order_vault,
        renter_payout,
        rent_payer,
        signer,
    }
    .close(matcher, add(laid_out, crank_tip)?)
}
