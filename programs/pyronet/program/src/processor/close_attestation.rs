use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::AttestationClosed,
    state::{Attestation, Lease},
};
use pyronet_rules::payout;

use crate::{
    chain::{close, emit, now},
    validation::{load, load_mut, no_arguments, require_address},
};

/// Rules:
/// - anyone may call; the rent goes to who paid it;
/// - the lease is settled and no evidence against it counts any more.
#[inline(never)]
pub fn close_attestation(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, attestation_account, rent_payer, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    {
        let attestation = load::<Attestation>(attestation_account)?;
        if attestation.lease != key {
            return Err(PyronetError::WrongAccount.into());
        }
        require_address(rent_payer, &attestation.rent_payer)?;
        payout::close_attestation(&mut lease, &attestation, now()?)?;
    }
    emit(&AttestationClosed::NEW);
    drop(lease);
    close(attestation_account, rent_payer)
}
