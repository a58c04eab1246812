use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, event::PairClosed, state::Pair};
use pyronet_rules::reputation;

use super::current_params;
use crate::{
    chain::{close, emit, now},
    validation::{load, no_arguments, require_address},
};

/// Rules:
/// - anyone may call; the rent goes to who paid it;
/// - the pair counts in an epoch that is over, so that closing forgets nothing that still caps.
#[inline(never)]
pub fn close_pair(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [pair_account, rent_payer, config_account, params_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    {
        let pair = load::<Pair>(pair_account)?;
        require_address(rent_payer, &pair.rent_payer)?;
        let params = current_params(config_account, params_account)?;
        reputation::require_epoch_over(&pair, &params.reputation, now()?)?;
        emit(&PairClosed {
            epoch: pair.epoch,
            credited: pair.credited,
            ..PairClosed::NEW
        });
    }
    close(pair_account, rent_payer)
}
