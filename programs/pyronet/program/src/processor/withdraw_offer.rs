use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::OfferWithdrawn,
    state::{Offer, Provider},
};
use pyronet_rules::offer;

use crate::{
    chain::{close, emit, now},
    validation::{load_mut, no_arguments, require_address, require_authority},
};

/// Rules:
/// - the provider's authority signs;
/// - the offer cannot be taken any more; with no lease in it, it closes and its rent goes back.
#[inline(never)]
pub fn withdraw_offer(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, provider_account, offer_account, rent_payer, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let mut offer = load_mut::<Offer>(offer_account)?;
    require_address(provider_account, &offer.provider)?;
    require_address(rent_payer, &offer.rent_payer)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_authority(authority, &provider.authority)?;
    let empty = offer::withdraw(&mut offer, &mut provider, now()?)?;
    emit(&OfferWithdrawn {
        closed: u8::from(empty),
        ..OfferWithdrawn::NEW
    });
    drop(offer);
    if empty {
        close(offer_account, rent_payer)?;
    }
    Ok(())
}
