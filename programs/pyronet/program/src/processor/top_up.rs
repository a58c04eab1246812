use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::LeaseToppedUp,
    instruction::TopUp,
    state::{Lease, Params, Provider},
};
use pyronet_rules::top_up as rule;

use crate::{
    chain::{emit, now, pay_in},
    validation::{arguments, load, load_mut, require_address, require_authority},
};

/// Rules:
/// - the renter's wallet signs; the charge is at most its limit;
/// - the lease still runs, and stays within the longest duration of its offer;
/// - the bond is sized anew, or nothing changes.
#[inline(never)]
pub fn top_up(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [renter, source, lease_account, vault, provider_account, params_account, ..] = accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<TopUp>(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_authority(renter, &lease.renter)?;
    require_address(vault, &lease.vault)?;
    require_address(provider_account, &lease.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    let params = load::<Params>(params_account)?;
    let charge = rule::top_up(
        &mut lease,
        &mut provider,
        &params,
        args.additional_s,
        args.additional_units,
        now()?,
    )?;
    if charge > args.charge_max {
        return Err(PyronetError::ChargeTooHigh.into());
    }
    emit(&LeaseToppedUp {
        funded: lease.funded,
        end_at: lease.end_at,
        unit_cap: lease.unit_cap,
        bond_locked: lease.bond_locked,
        ..LeaseToppedUp::NEW
    });
    drop((lease, provider));
    pay_in(source, vault, renter, charge)
}
