use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::Payee,
    state::{Config, Lease},
};
use pyronet_rules::payout as rule;

use crate::{
    chain::{emit, pay_out},
    events::claimed,
    validation::{load, load_mut, no_arguments, require_address},
    vault_signers::LeaseSigner,
};

/// Rules:
/// - anyone may call; fees go to the network's fee vault and nowhere else;
/// - whether other parties can be paid makes no difference.
#[inline(never)]
pub fn claim_fees(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, vault, fee_vault, config_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(vault, &lease.vault)?;
    require_address(fee_vault, &load::<Config>(config_account)?.fee_vault)?;
    let amount = rule::claim_fees(&mut lease)?;
    emit(&claimed(&lease, Payee::Fees, amount, lease.fee_claimed));
    let signer = LeaseSigner::of(&lease);
    drop(lease);
    pay_out(vault, fee_vault, lease_account, &signer.seeds(), amount)
}
