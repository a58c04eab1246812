use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::ResultWithdrawn,
    instruction::WithdrawResult,
    state::{Attestation, Lease, LeaseState, Provider},
};
use pyronet_rules::withdrawal;

use crate::{
    chain::{emit, now, pay_out},
    events::lease_settled,
    validation::{arguments, load_mut, require_address, require_authority},
    vault_signers::ProviderSigner,
};

/// Rules:
/// - the authority of the lease's provider signs: its bond pays;
/// - the attestation is the last of a lease that only waits for its window, undisputed;
/// - the free bond pays the penalty into the lease's own vault, at most the caller's limit.
#[inline(never)]
pub fn withdraw_result(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, provider_account, lease_account, attestation_account, vault, bond_vault, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<WithdrawResult>(data)?;
    let key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(provider_account, &lease.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_authority(authority, &provider.authority)?;
    require_address(vault, &lease.vault)?;
    require_address(bond_vault, &provider.bond_vault)?;
    let mut attestation = load_mut::<Attestation>(attestation_account)?;
    if attestation.lease != key {
        return Err(PyronetError::WrongAccount.into());
    }
    let penalty = withdrawal::withdraw(&mut lease, &mut attestation, &mut provider, now()?)?;
    if penalty > args.penalty_max {
        return Err(PyronetError::ChargeTooHigh.into());
    }
    let signer = ProviderSigner::of(&provider);
    emit(&ResultWithdrawn {
        released: lease.released,
        attested_segments: lease.attested_segments,
        attested_units: lease.attested_units,
        subsidy_funded: lease.subsidy_funded,
        ..ResultWithdrawn::NEW
    });
    if lease.state == LeaseState::Settled as u8 {
        emit(&lease_settled(&lease, attestation.status, 0));
    }
    drop((lease, attestation, provider));
    pay_out(
        bond_vault,
        vault,
        provider_account,
        &signer.seeds(),
        penalty,
    )
}
