use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, event::Payee, state::Lease};
use pyronet_rules::payout as rule;

use crate::{
    chain::{emit, pay_out},
    events::claimed,
    validation::{load_mut, no_arguments, require_address},
    vault_signers::LeaseSigner,
};

/// Rules:
/// - anyone may call; the provider's dues go to the account recorded at the opening and nowhere else;
/// - whether other parties can be paid makes no difference.
#[inline(never)]
pub fn claim_provider(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, vault, payout, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(vault, &lease.vault)?;
    require_address(payout, &lease.provider_payout)?;
    let amount = rule::claim_provider(&mut lease)?;
    emit(&claimed(
        &lease,
        Payee::Provider,
        amount,
        lease.provider_claimed,
    ));
    let signer = LeaseSigner::of(&lease);
    drop(lease);
    pay_out(vault, payout, lease_account, &signer.seeds(), amount)
}
