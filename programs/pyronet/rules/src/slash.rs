//! What a fault costs, for every class of fault: seized at once, kept while it rests, then distributed.
use pyronet_interface::state::{
    seizure_paid, Fault, Lease, ParamsValues, Provider, Seizure, SeizurePayee,
};

use crate::{
    arithmetic::{add, mul_div_ceil, mul_div_floor, sub, BPS},
    provider::tier,
    time::{Deadline, Now},
    PyronetError, Rule,
};

/// No seizure rests shorter, whatever the parameters say: three days.
pub const REST_MIN_S: u32 = 3 * 86_400;

/// Shares that a fault costs, in ten thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Penalty {
    /// Of the bond that covers the lease.
    pub bond_bps: u64,
    /// Of all PYRO the provider has here, what is unbonding included.
    pub stake_bps: u64,
}

/// What each class of fault costs. Being late or away costs reputation and the unearned money, never the bond.
pub fn penalty(fault: Fault, values: &ParamsValues) -> Penalty {
    let (bond_bps, stake_bps) = match fault {
        Fault::Fraud => (BPS, u64::from(values.slash_stake_bps)),
        Fault::FalseBenchmark => (0, u64::from(values.slash_stake_bps)),
        Fault::Silent | Fault::NoStart | Fault::LostCoverage | Fault::MissedCompletion => (0, 0),
    };
    Penalty {
        bond_bps,
        stake_bps,
    }
}

/// Where a seized bond goes; the four are together what was seized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BondSplit {
    pub burn: u64,
    pub renter: u64,
    pub challenger: u64,
    pub verifiers: u64,
}

/// Splits a seized bond. At least the burned share burns, rounded up; the rewards are their shares,
/// rounded down; the renter gets what it paid for the lease back, as far as the rest goes; what nobody
/// is owed burns too. Drawn verifiers get their share only where there are any.
pub fn split_bond(
    bond: u64,
    released: u64,
    verifiers_drawn: bool,
    values: &ParamsValues,
) -> Rule<BondSplit> {
    let least_burn = mul_div_ceil(bond, u64::from(values.slash_burn_bps), BPS)?;
    let challenger = mul_div_floor(bond, u64::from(values.slash_challenger_bps), BPS)?;
    let verifiers = if verifiers_drawn {
        mul_div_floor(bond, u64::from(values.slash_verifier_bps), BPS)?
    } else {
        0
    };
    let rewards = add(challenger, verifiers)?;
    let renter = sub(bond, add(least_burn, rewards)?)?.min(released);
    Ok(BondSplit {
        burn: sub(bond, add(renter, rewards)?)?,
        renter,
        challenger,
        verifiers,
    })
}

/// Seizes what the fault costs. Addresses and payees of the seizure are the caller's.
pub fn seize(
    seizure: &mut Seizure,
    fault: Fault,
    lease: &mut Lease,
    provider: &mut Provider,
    values: &ParamsValues,
    now: Now,
) -> Rule {
    let penalty = penalty(fault, values);
    let bond = mul_div_ceil(lease.bond_locked, penalty.bond_bps, BPS)?;
    let stake = mul_div_ceil(provider.stake, penalty.stake_bps, BPS)?;
    let unbonding = mul_div_ceil(provider.stake_unbonding, penalty.stake_bps, BPS)?;
    let split = split_bond(bond, lease.released, false, values)?;
    let rest = Deadline::after(
        now,
        u64::from(values.slash_rest_s.max(REST_MIN_S)),
        lease.punitive_slots_per_minute,
    )?;

    lease.bond_locked = sub(lease.bond_locked, bond)?;
    provider.bond_locked = sub(provider.bond_locked, bond)?;
    provider.bond_seized = add(provider.bond_seized, bond)?;
    provider.stake = sub(provider.stake, stake)?;
    provider.stake_unbonding = sub(provider.stake_unbonding, unbonding)?;
    provider.stake_exposed = provider.stake_exposed.min(provider.stake);
    let seized_stake = add(stake, unbonding)?;
    provider.stake_seized = add(provider.stake_seized, seized_stake)?;
    // The parameters may be older than those in force: they can take a tier away, never give one.
    provider.tier = provider.tier.min(tier(provider.stake, values));
    provider.open_seizures = provider
        .open_seizures
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;

    seizure.fault = fault as u8;
    seizure.seized_at = now.at;
    seizure.seized_slot = now.slot;
    seizure.rest_until = rest.at;
    seizure.rest_until_slot = rest.slot;
    seizure.bond_seized = bond;
    seizure.burn_due = split.burn;
    seizure.renter_due = split.renter;
    seizure.challenger_due = split.challenger;
    seizure.verifiers_due = split.verifiers;
    seizure.stake_seized = seized_stake;
    Ok(())
}

/// What burns of a seizure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burned {
    /// USDC atoms, for the auction.
    pub usdc: u64,
    /// PYRO atoms.
    pub pyro: u64,
}

/// Books what burns as gone. From here on the seizure holds nothing of the provider's back but what its
/// payees are owed, so that none of them can keep the provider's other deposits waiting.
pub fn burn(seizure: &mut Seizure, provider: &mut Provider, now: Now) -> Rule<Burned> {
    require_rested(seizure, now)?;
    take_once(seizure, seizure_paid::BURNED)?;
    provider.bond_seized = sub(provider.bond_seized, seizure.burn_due)?;
    provider.stake_seized = sub(provider.stake_seized, seizure.stake_seized)?;
    provider.open_seizures = provider
        .open_seizures
        .checked_sub(1)
        .ok_or(PyronetError::InvariantBroken)?;
    Ok(Burned {
        usdc: seizure.burn_due,
        pyro: seizure.stake_seized,
    })
}

/// Books what a payee is owed as paid; returns it.
pub fn claim(seizure: &mut Seizure, provider: &mut Provider, payee: u8, now: Now) -> Rule<u64> {
    require_rested(seizure, now)?;
    let (due, bit) = if payee == SeizurePayee::Renter as u8 {
        (seizure.renter_due, seizure_paid::RENTER)
    } else if payee == SeizurePayee::Challenger as u8 {
        (seizure.challenger_due, seizure_paid::CHALLENGER)
    } else {
        return Err(PyronetError::InvalidInstruction);
    };
    if due == 0 {
        return Err(PyronetError::NothingNew);
    }
    take_once(seizure, bit)?;
    provider.bond_seized = sub(provider.bond_seized, due)?;
    Ok(due)
}

/// Whether nothing of the seizure is left, so that its account can close.
pub fn is_distributed(seizure: &Seizure) -> bool {
    let done = |due: u64, bit: u8| due == 0 || seizure.paid & bit != 0;
    seizure.paid & seizure_paid::BURNED != 0
        && done(seizure.renter_due, seizure_paid::RENTER)
        && done(seizure.challenger_due, seizure_paid::CHALLENGER)
}

fn take_once(seizure: &mut Seizure, bit: u8) -> Rule {
    if seizure.paid & bit != 0 {
        return Err(PyronetError::NothingNew);
    }
    seizure.paid |= bit;
    Ok(())
}

fn require_rested(seizure: &Seizure, now: Now) -> Rule {
    let rest = Deadline {
        at: seizure.rest_until,
        slot: seizure.rest_until_slot,
    };
    if rest.passed(now) {
        Ok(())
    } else {
        Err(PyronetError::TooEarly)
    }
}
