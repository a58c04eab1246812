use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::OfferRepriced,
    instruction::RepriceOffer,
    state::{Offer, Provider},
};
use pyronet_rules::offer;

use super::current_params;
use crate::{
    chain::{emit, now},
    validation::{arguments, load, load_mut, require_address, require_authority},
};

/// Rules:
/// - the provider's authority signs;
/// - a cut counts at once, a raise after the parameters' delay.
#[inline(never)]
pub fn reprice_offer(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, provider_account, offer_account, config_account, params_account, ..] = accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<RepriceOffer>(data)?;
    require_authority(authority, &load::<Provider>(provider_account)?.authority)?;
    let mut offer = load_mut::<Offer>(offer_account)?;
    require_address(provider_account, &offer.provider)?;
    let params = current_params(config_account, params_account)?;
    offer::reprice(&mut offer, args.price_per_hour, &params.values, now()?)?;
    emit(&OfferRepriced {
        price_per_hour: offer.price_per_hour,
        pending_price: offer.pending_price,
        pending_from: offer.pending_from,
        ..OfferRepriced::NEW
    });
    Ok(())
}
