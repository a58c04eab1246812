use pinocchio::{cpi::Signer, AccountView, ProgramResult};
use pinocchio_token::instructions::CloseAccount;
use pyronet_interface::{error::PyronetError, event::LeaseClosed, state::Lease};
use pyronet_rules::payout;

use crate::{
    chain::{close, emit, pay_out},
    validation::{amount_of, load, no_arguments, require_address},
    vault_signers::LeaseSigner,
};

/// Rules:
/// - anyone may call; everything is paid, the bond free, every attestation closed;
/// - what was sent to the vault beyond the lease's money goes to the renter, the rent of vault
///   and lease to who paid it.
#[inline(never)]
pub fn close_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, vault, renter_payout, rent_payer, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let signer = {
        let lease = load::<Lease>(lease_account)?;
        require_address(vault, &lease.vault)?;
        require_address(renter_payout, &lease.renter_payout)?;
        require_address(rent_payer, &lease.rent_payer)?;
        payout::require_closable(&lease)?;
        LeaseSigner::of(&lease)
    };
    let donated = amount_of(vault)?;
    emit(&LeaseClosed {
        donated,
        ..LeaseClosed::NEW
    });
    pay_out(
        vault,
        renter_payout,
        lease_account,
        &signer.seeds(),
        donated,
    )?;
    CloseAccount::new(vault, rent_payer, lease_account)
        .invoke_signed(&[Signer::from(&signer.seeds())])?;
    close(lease_account, rent_payer)
}
