use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, instruction::ExitLease, state::Offer};
use pyronet_rules::exit;

use super::served;
use crate::{
    chain::{emit, now, pay_out},
    events::{lease_ended, provider_live},
    validation::{arguments, load_mut, require_address, require_authority},
    vault_signers::ProviderSigner,
};

/// Rules:
/// - the worker of the lease's provider signs, and where the bond pays, its authority;
/// - the lease is active and its end ahead;
/// - without notice that has run, and while the renter vouches, the free bond pays the price of the
///   notice into the lease's own vault, at most the caller's limit.
#[inline(never)]
pub fn exit_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, offer_account, lease_account, vault, bond_vault, ..] = accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<ExitLease>(data)?;
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    require_address(offer_account, &lease.offer)?;
    require_address(vault, &lease.vault)?;
    require_address(bond_vault, &provider.bond_vault)?;
    let mut offer = load_mut::<Offer>(offer_account)?;
    let now = now()?;
    let charge = exit::exit(&mut lease, &mut offer, &mut provider, now)?;
    if charge > args.charge_max {
        return Err(PyronetError::ChargeTooHigh.into());
    }
    if charge != 0 {
        require_authority(worker, &provider.authority)?;
    }
    let signer = ProviderSigner::of(&provider);
    emit(&lease_ended(&lease));
    emit(&provider_live(&provider, now));
    drop((lease, offer, provider));
    pay_out(bond_vault, vault, provider_account, &signer.seeds(), charge)
}
