use pinocchio::{address::address_eq, AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    state::{Attestation, AttestationStatus, Lease, Provider},
    ID,
};
use pyronet_rules::{payout, settlement};

use crate::{
    chain::{move_lamports, now},
    events::emit_settled,
    validation::{load_mut, no_arguments, require_address, require_signer},
};

/// Rules:
/// - anyone may sign and is tipped;
/// - with an attestation: its window has passed undisputed, and nothing before it waits;
/// - without: the lease was stopped and the time to prove a prefix has passed.
#[inline(never)]
pub fn settle_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [cranker, provider_account, lease_account, attestation_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    require_signer(cranker)?;
    let key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(provider_account, &lease.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    let now = now()?;
    let attestation_status = if address_eq(attestation_account.address(), &ID) {
        settlement::settle_stopped(&mut lease, &mut provider, now)?;
        AttestationStatus::None as u8
    } else {
        let mut attestation = load_mut::<Attestation>(attestation_account)?;
        if attestation.lease != key {
            return Err(PyronetError::WrongAccount.into());
        }
        settlement::release_unaudited(&mut lease, &mut attestation, &mut provider, now)?;
        attestation.status
    };
    emit_settled(&lease, attestation_status, 0);
    let tip = payout::tip(&mut lease);
    drop((lease, provider));
    move_lamports(lease_account, cranker, tip)
}
