use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    message::order_action,
    state::{Attestation, Lease, LeaseState, Provider},
};
use pyronet_rules::settlement;

use crate::{
    chain::{emit, now},
    events::{lease_released, lease_settled},
    validation::{check_approval, load_mut, no_arguments, require_address},
};

/// Rules:
/// - the renter or its session key approves this very attestation;
/// - it still waits; acceptance is final as to payment.
#[inline(never)]
pub fn accept_result(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [approval, provider_account, lease_account, attestation_account, config_account, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let now = now()?;
    let key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(provider_account, &lease.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    let mut attestation = load_mut::<Attestation>(attestation_account)?;
    if attestation.lease != key {
        return Err(PyronetError::WrongAccount.into());
    }
    let named = check_approval(
        approval,
        config_account,
        &lease,
        &key,
        order_action::ACCEPT,
        now,
    )?;
    if named.is_some_and(|seq| seq != u64::from(attestation.seq)) {
        return Err(PyronetError::WrongMessage.into());
    }
    settlement::accept(&mut lease, &mut attestation, &mut provider, now)?;
    emit(&lease_released(&lease, attestation.status, 0));
    if lease.state == LeaseState::Settled as u8 {
        emit(&lease_settled(&lease, attestation.status, 0));
    }
    Ok(())
}
