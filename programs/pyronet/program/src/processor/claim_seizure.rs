use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::SeizureClaimed,
    instruction::ClaimSeizure,
    state::{Provider, Seizure, SeizurePayee},
};
use pyronet_rules::slash;

use super::seizure_closing::close_if_distributed;
use crate::{
    chain::{emit, now, pay_out},
    validation::{arguments, load_mut, require_address},
    vault_signers::ProviderSigner,
};

/// Rules:
/// - anyone may call, once the seizure has rested, in seconds and in slots;
/// - the payee's share goes to the account recorded for it and nowhere else; once;
/// - whether anything else can be paid or burned makes no difference.
#[inline(never)]
pub fn claim_seizure(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [seizure_account, provider_account, bond_vault, payout, rent_payer, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<ClaimSeizure>(data)?;
    let mut seizure = load_mut::<Seizure>(seizure_account)?;
    require_address(provider_account, &seizure.provider)?;
    require_address(rent_payer, &seizure.rent_payer)?;
    let expected = if args.payee == SeizurePayee::Renter as u8 {
        seizure.renter_payout
    } else {
        seizure.challenger_payout
    };
    require_address(payout, &expected)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_address(bond_vault, &provider.bond_vault)?;
    let amount = slash::claim(&mut seizure, &mut provider, args.payee, now()?)?;
    emit(&SeizureClaimed {
        paid: seizure.paid,
        closed: u8::from(slash::is_distributed(&seizure)),
        amount,
        bond_seized: provider.bond_seized,
        ..SeizureClaimed::NEW
    });
    let signer = ProviderSigner::of(&provider);
    drop((seizure, provider));
    pay_out(
        bond_vault,
        payout,
        provider_account,
        &signer.seeds(),
        amount,
    )?;
    close_if_distributed(seizure_account, rent_payer)
}
