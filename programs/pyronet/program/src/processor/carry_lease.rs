use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::{LeaseCarried, SuccessionEnded},
    state::{FailoverState, Lease, Provider},
};
use pyronet_rules::succession;

use crate::{
    chain::{emit, pay_out},
    validation::{load_mut, no_arguments, require_address},
    vault_signers::LeaseSigner,
};

/// Rules:
/// - anyone may call;
/// - what the renter is due in the lease goes into its successor's vault, and nowhere else;
/// - once the lease is settled, and the successor too where it was subsidised, what is left of the
///   subsidy goes back into the bond that paid it.
#[inline(never)]
pub fn carry_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, vault, successor_account, successor_vault, provider_account, bond_vault, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(vault, &lease.vault)?;
    require_address(successor_account, &lease.successor)?;
    require_address(provider_account, &lease.provider)?;
    let mut successor = load_mut::<Lease>(successor_account)?;
    require_address(successor_vault, &successor.vault)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_address(bond_vault, &provider.bond_vault)?;
    let carried = succession::carry(&mut lease, &mut provider, &mut successor)?;
    emit(&LeaseCarried {
        moved_out: lease.moved_out,
        released: lease.released,
        successor_funded: successor.funded,
        successor_released: successor.released,
        ..LeaseCarried::NEW
    });
    if lease.failover_state == FailoverState::Carried as u8 {
        emit(&SuccessionEnded {
            unused: carried.subsidy,
            successor_moved_out: successor.moved_out,
            bond_free: provider.bond_free,
            ..SuccessionEnded::NEW
        });
    }
    let signer = LeaseSigner::of(&lease);
    let successor_signer = LeaseSigner::of(&successor);
    drop((lease, provider, successor));
    pay_out(
        vault,
        successor_vault,
        lease_account,
        &signer.seeds(),
        carried.escrow,
    )?;
    pay_out(
        successor_vault,
        bond_vault,
        successor_account,
        &successor_signer.seeds(),
        carried.subsidy,
    )
}
