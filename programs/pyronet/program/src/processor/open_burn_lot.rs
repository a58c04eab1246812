use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::BurnLotOpened,
    state::{BurnAuction, Config},
};
use pyronet_rules::burn_auction::open;

use super::current_params;
use crate::{
    chain::{emit, now},
    validation::{amount_of, load, load_mut, no_arguments, require_address},
};

/// Rules:
/// - anyone may call; no lot is open, and the burn vault holds a whole one;
/// - its terms are those of the parameters in force, until it is sold.
#[inline(never)]
pub fn open_burn_lot(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [auction_account, burn_vault, config_account, params_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let params = current_params(config_account, params_account)?;
    require_address(burn_vault, &load::<Config>(config_account)?.burn_vault)?;
    let mut auction = load_mut::<BurnAuction>(auction_account)?;
    open(&mut auction, amount_of(burn_vault)?, &params.values, now()?)?;
    emit(&BurnLotOpened {
        start_bps: auction.start_bps,
        lot: auction.lot,
        lot_atoms: auction.lot_atoms,
        reference_price: auction.reference_price,
        fall_slots: auction.fall_slots,
        ..BurnLotOpened::NEW
    });
    Ok(())
}
