//! The auction that turns USDC into burned PYRO: one lot at a time, its price falling slot by slot.
use pyronet_interface::state::{BurnAuction, ParamsValues};

use crate::{
    arithmetic::{add, mul_div_ceil, mul_div_floor, sub, BPS},
    time::Now,
    PyronetError, Rule,
};

/// USDC atoms that a price is for.
pub const ATOMS_PER_USDC: u64 = 1_000_000;

/// Falls without a buyer after which the reference no longer halves.
const HALVINGS_MAX: u64 = 63;

/// Opens the next lot, if the burn vault holds a whole one. Its terms are fixed here, whatever parameters
/// come into force while it is for sale.
pub fn open(auction: &mut BurnAuction, held: u64, values: &ParamsValues, now: Now) -> Rule {
    if auction.opened_slot != 0 {
        return Err(PyronetError::LotOpen);
    }
    if values.burn_lot_atoms == 0 || held < values.burn_lot_atoms {
        return Err(PyronetError::LotNotFull);
    }
    auction.lot = add(auction.lot, 1)?;
    auction.opened_slot = now.slot;
    auction.lot_atoms = values.burn_lot_atoms;
    auction.reference_price = if auction.last_price == 0 {
        values.burn_first_price
    } else {
        auction.last_price
    };
    auction.start_bps = values.burn_start_bps;
    auction.fall_slots = u64::from(values.burn_fall_slots);
    Ok(())
}

/// PYRO atoms per USDC that the open lot asks in this slot. It falls in a straight line from the start to
/// half the reference, rounded up. Where nobody bought at half of it, the reference was wrong: it halves and
/// the price falls anew.
pub fn price(auction: &BurnAuction, slot: u64) -> Rule<u64> {
    if auction.opened_slot == 0 {
        return Err(PyronetError::NoLot);
    }
    let elapsed = sub(slot, auction.opened_slot)?;
    let fall = auction.fall_slots.max(2);
    let falls = elapsed
        .checked_div(fall)
        .ok_or(PyronetError::Overflow)?
        .min(HALVINGS_MAX);
    let within = elapsed.checked_rem(fall).ok_or(PyronetError::Overflow)?;
    let reference = (auction.reference_price >> falls).max(1);
    let floor = reference.div_ceil(2);
    // A price that no number holds is more than anybody has.
    let start = mul_div_ceil(reference, u64::from(auction.start_bps), BPS)
        .unwrap_or(u64::MAX)
        .max(floor);
    // The last slot of a fall asks the floor.
    let fallen = mul_div_floor(sub(start, floor)?, within, fall.saturating_sub(1))?;
    sub(start, fallen)
}

/// A lot that was sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    /// PYRO atoms that burn.
    pub pyro: u64,
    /// USDC atoms that the buyer gets.
    pub usdc: u64,
}

/// Sells the open lot at the slot's price to a buyer that saw this lot and pays at most `pyro_max`.
pub fn buy(auction: &mut BurnAuction, lot: u64, pyro_max: u64, now: Now) -> Rule<Sale> {
    let price = price(auction, now.slot)?;
    if auction.lot != lot {
        return Err(PyronetError::LotMoved);
    }
    let usdc = auction.lot_atoms;
    let pyro = mul_div_ceil(usdc, price, ATOMS_PER_USDC)?;
    if pyro > pyro_max {
        return Err(PyronetError::LotTooDear);
    }
    auction.opened_slot = 0;
    auction.last_price = price;
    auction.last_slot = now.slot;
    auction.lots_sold = add(auction.lots_sold, 1)?;
    auction.usdc_sold = auction.usdc_sold.saturating_add(usdc);
    auction.pyro_burned = auction.pyro_burned.saturating_add(pyro);
    Ok(Sale { pyro, usdc })
}
