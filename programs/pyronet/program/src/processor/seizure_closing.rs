use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::state::Seizure;
use pyronet_rules::slash::is_distributed;

use crate::{chain::close, validation::load};

/// Closes a seizure of which nothing is left; the rent goes to who paid it.
#[inline(always)]
pub fn close_if_distributed(
    seizure: &mut AccountView,
    rent_payer: &mut AccountView,
) -> ProgramResult {
    let distributed = is_distributed(&*load::<Seizure>(seizure)?);
    if distributed {
        close(seizure, rent_payer)?;
    }
    Ok(())
}
