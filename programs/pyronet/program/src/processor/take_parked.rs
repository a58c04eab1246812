use pinocchio::{address::address_eq, cpi::Signer, AccountView, ProgramResult};
use pinocchio_token::instructions::CloseAccount;
use pyronet_interface::{error::PyronetError, event::ParkedTaken, state::Parking, ID};

use crate::{
    chain::{close, emit, pay_out},
    validation::{amount_of, load, no_arguments, require_address, require_authority},
    vault_signers::ParkingSigner,
};

/// Rules:
/// - the owner signs; everything in the vault goes to the account it names;
/// - the accounts close and their rent goes to who paid it, unless the owner leaves that out: its
///   money waits for nobody else's account.
#[inline(never)]
pub fn take_parked(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [owner, parking_account, vault, destination, rent_payer, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let stays = address_eq(rent_payer.address(), &ID);
    let signer = {
        let parking = load::<Parking>(parking_account)?;
        require_authority(owner, &parking.owner)?;
        require_address(vault, &parking.vault)?;
        if !stays {
            require_address(rent_payer, &parking.rent_payer)?;
        }
        ParkingSigner::of(&parking)
    };
    if destination.address() == vault.address() {
        return Err(PyronetError::DuplicateAccount.into());
    }
    let parked = amount_of(vault)?;
    emit(&ParkedTaken {
        closed: u8::from(!stays),
        amount: parked,
        ..ParkedTaken::NEW
    });
    pay_out(vault, destination, parking_account, &signer.seeds(), parked)?;
    if stays {
        return Ok(());
    }
    CloseAccount::new(vault, rent_payer, parking_account)
        .invoke_signed(&[Signer::from(&signer.seeds())])?;
    close(parking_account, rent_payer)
}
