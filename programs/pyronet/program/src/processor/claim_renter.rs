use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, event::Payee, state::Lease};
use pyronet_rules::{failover, payout as rule};

use crate::{
    chain::{emit, now, pay_out},
    events::claimed,
    validation::{load_mut, no_arguments, require_address},
    vault_signers::LeaseSigner,
};

/// Rules:
/// - anyone may call; the renter's dues go to the account recorded at the opening and nowhere else;
/// - while a successor is sought or takes over, nothing is due; once nobody can take over any more,
///   everything is;
/// - whether other parties can be paid makes no difference.
#[inline(never)]
pub fn claim_renter(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, vault, payout, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(vault, &lease.vault)?;
    require_address(payout, &lease.renter_payout)?;
    if failover::is_bidding(&lease) {
        failover::conclude(&mut lease, now()?);
    }
    let amount = rule::claim_renter(&mut lease)?;
    emit(&claimed(
        &lease,
        Payee::Renter,
        amount,
        lease.renter_claimed,
    ));
    let signer = LeaseSigner::of(&lease);
    drop(lease);
    pay_out(vault, payout, lease_account, &signer.seeds(), amount)
}
