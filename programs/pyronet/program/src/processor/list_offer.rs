use pinocchio::{
    sysvars::{rent::Rent, Sysvar},
    AccountView, ProgramResult,
};
use pyronet_interface::{
    error::PyronetError,
    event::OfferListed,
    instruction::ListOffer,
    layout::AccountData,
    seeds,
    state::{GpuClass, Offer, Provider},
    ID,
};
use pyronet_rules::offer;

use super::current_params;
use crate::{
    chain::{emit, now, rent_of, NewAccount},
    validation::{arguments, create, load, load_mut, require_authority},
};

/// Rules:
/// - the provider's authority signs; its tier opens the GPU class;
/// - terms are consistent and within the parameters in force;
/// - unless the offer is local-only, the machine meets its class's floors;
/// - the id is the provider's next one, so that none is used twice.
#[inline(never)]
pub fn list_offer(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, payer, provider_account, offer_account, class_account, config_account, params_account, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<ListOffer>(data)?;
    let key = *provider_account.address();
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_authority(authority, &provider.authority)?;
    let class = load::<GpuClass>(class_account)?;
    offer::check_terms(
        args,
        &class,
        &provider,
        &current_params(config_account, params_account)?.values,
    )?;
    let now = now()?;

    NewAccount {
        payer,
        account: offer_account,
        owner: &ID,
        size: Offer::SIZE,
        lamports: rent_of(&Rent::get()?, Offer::SIZE)?,
        bump: args.bump,
    }
    .create(&[
        seeds::OFFER,
        key.as_array().as_slice(),
        &{ args.offer_id }.to_le_bytes(),
    ])?;

    let mut offer = create::<Offer>(offer_account, args.bump)?;
    offer.provider = key;
    offer.rent_payer = *payer.address();
    offer::list(&mut offer, args, &class, &mut provider, now)?;
    emit(&OfferListed {
        tier: offer.tier,
        price_per_hour: offer.price_per_hour,
        offer_id: offer.offer_id,
        listed_at: now.at,
        ..OfferListed::NEW
    });
    Ok(())
}
