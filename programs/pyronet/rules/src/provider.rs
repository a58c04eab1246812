//! A provider's deposits, tier and sign of life.
use pyronet_interface::state::{Deposit, ParamsValues, Provider};

use crate::{
    arithmetic::{add, sub},
    time::Now,
    PyronetError, Rule,
};

/// Any instruction of the worker shows the machine alive for this long.
pub const TOUCH_S: u64 = 900;

/// Extends the sign of life by an instruction of the worker.
#[inline(always)]
pub fn touch(provider: &mut Provider, now: Now) -> Rule {
    provider.live_until = provider.live_until.max(add(now.at, TOUCH_S)?);
    Ok(())
}

/// Announces how long the machine will be there; may also shorten what was announced.
pub fn announce(provider: &mut Provider, live_for_s: u32, params: &ParamsValues, now: Now) -> Rule {
    if !(params.live_for_min_s..=params.live_for_max_s).contains(&live_for_s) {
        return Err(PyronetError::LiveForOutOfBounds);
    }
    provider.live_until = add(now.at, u64::from(live_for_s))?;
    Ok(())
}

/// The tier that the stake opens.
pub fn tier(stake: u64, params: &ParamsValues) -> u8 {
    params
        .tier_stake_min
        .iter()
        .zip(1..)
        .filter(|(minimum, _)| stake >= **minimum)
        .map(|(_, tier)| tier)
        .max()
        .unwrap_or(0)
}

pub fn deposit_bond(provider: &mut Provider, amount: u64) -> Rule {
    require_amount(amount)?;
    provider.bond_free = add(provider.bond_free, amount)?;
    Ok(())
}

pub fn deposit_stake(provider: &mut Provider, amount: u64, params: &ParamsValues) -> Rule {
    require_amount(amount)?;
    provider.stake = add(provider.stake, amount)?;
    provider.tier = tier(provider.stake, params);
    Ok(())
}

/// Takes free deposit out of use and starts its time.
pub fn request_unbond(
    provider: &mut Provider,
    deposit: u8,
    amount: u64,
    params: &ParamsValues,
    now: Now,
) -> Rule {
    require_amount(amount)?;
    let until = add(now.at, u64::from(params.unbonding_s))?;
    if deposit == Deposit::Bond as u8 {
        provider.bond_free = provider
            .bond_free
            .checked_sub(amount)
            .ok_or(PyronetError::NotEnoughFree)?;
        provider.bond_unbonding = add(provider.bond_unbonding, amount)?;
        provider.bond_unbond_at = until;
    } else if deposit == Deposit::Stake as u8 {
        let free = sub(provider.stake, provider.stake_exposed)?;
        if amount > free {
            return Err(PyronetError::NotEnoughFree);
        }
        provider.stake = sub(provider.stake, amount)?;
        provider.stake_unbonding = add(provider.stake_unbonding, amount)?;
        provider.stake_unbond_at = until;
        provider.tier = tier(provider.stake, params);
    } else {
        return Err(PyronetError::InvalidInstruction);
    }
    Ok(())
}

/// Books what has unbonded as paid out; returns it. Nothing leaves while a lease, its evidence or
/// a dispute could still take it.
pub fn withdraw_unbonded(provider: &mut Provider, deposit: u8, now: Now) -> Rule<u64> {
    let exposed = provider.live_leases != 0
        || provider.bond_locked != 0
        || provider.stake_exposed != 0
        || provider.open_disputes != 0
        || provider.open_seizures != 0
        || now.at < provider.evidence_until;
    if exposed {
        return Err(PyronetError::StillLocked);
    }
    let (amount, at) = if deposit == Deposit::Bond as u8 {
        (&mut provider.bond_unbonding, provider.bond_unbond_at)
    } else if deposit == Deposit::Stake as u8 {
        (&mut provider.stake_unbonding, provider.stake_unbond_at)
    } else {
        return Err(PyronetError::InvalidInstruction);
    };
    if now.at < at {
        return Err(PyronetError::StillUnbonding);
    }
    require_amount(*amount)?;
    Ok(core::mem::take(amount))
}

fn require_amount(amount: u64) -> Rule {
    if amount == 0 {
        return Err(PyronetError::AmountZero);
    }
    Ok(())
}
