use pinocchio::{address::address_eq, AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    instruction::WithdrawUnbonded,
    state::{Deposit, Provider},
};
use pyronet_rules::provider;

use crate::{
    chain::{emit, now, pay_out},
    events::{bond_changed, stake_changed},
    validation::{arguments, load_mut, require_address, require_authority},
    vault_signers::ProviderSigner,
};

/// Rules:
/// - the provider's authority signs and names the destination, which is not the vault itself;
/// - the unbonding time has passed, and no lease, evidence or dispute holds anything.
#[inline(never)]
pub fn withdraw_unbonded(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, provider_account, vault, destination, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<WithdrawUnbonded>(data)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_authority(authority, &provider.authority)?;
    let amount = provider::withdraw_unbonded(&mut provider, args.deposit, now()?)?;
    let expected = if args.deposit == Deposit::Bond as u8 {
        &provider.bond_vault
    } else {
        &provider.stake_vault
    };
    require_address(vault, expected)?;
    if address_eq(destination.address(), vault.address()) {
        return Err(PyronetError::DuplicateAccount.into());
    }
    let signer = ProviderSigner::of(&provider);
    emit(&bond_changed(&provider));
    emit(&stake_changed(&provider));
    drop(provider);
    pay_out(
        vault,
        destination,
        provider_account,
        &signer.seeds(),
        amount,
    )
}
