//! The award: the successor opens with what is left, and what turns out to be left later follows.
use pyronet_interface::{
    instruction::TakeOffer,
    state::{lease_flags, FailoverState, Lease, LeaseState, Offer, Params, Provider},
    Address,
};

use crate::{
    arithmetic::{add, mul_div_floor, sub, BPS},
    failover::{check_candidate, is_bidding, phase, terms, Phase},
    ledger::{refresh_release, renter_due, subsidy_left},
    opening::{fill, require},
    time::Now,
    PyronetError, Rule,
};

/// How far a successor's nonce is from its predecessor's: as far as no client looks for a free one.
const NONCE_STEP: u64 = 1 << 56;

/// The nonce of the successor; `offset` is the awarder's, to find a cheap address.
pub fn successor_nonce(nonce: u64, offset: u8) -> u64 {
    nonce
        .wrapping_add(NONCE_STEP)
        .wrapping_add(u64::from(offset))
}

/// The two leases of an award and who serves them.
pub struct Succession<'a> {
    pub former: &'a mut Lease,
    pub former_provider: &'a mut Provider,
    pub successor: &'a mut Lease,
    pub offer: &'a mut Offer,
    pub provider: &'a mut Provider,
}

/// Atoms that the award moves into the successor's vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// From the former lease's vault.
    pub escrow: u64,
    /// From the former provider's bond.
    pub subsidy: u64,
}

/// Opens the successor on the best offer. Addresses, bumps, the nonce and lamports are the caller's.
pub fn award(
    parties: Succession<'_>,
    offer_key: &Address,
    params: &Params,
    now: Now,
) -> Rule<Moved> {
    let Succession {
        former,
        former_provider,
        successor,
        offer,
        provider,
    } = parties;
    require(is_bidding(former), PyronetError::NotBidding)?;
    match phase(former, now) {
        Phase::Bids => return Err(PyronetError::TooEarly),
        Phase::Over => return Err(PyronetError::TooLate),
        Phase::Award | Phase::Again => {}
    }
    require(*offer_key == former.best_offer, PyronetError::WrongAccount)?;
    let terms = TakeOffer {
        nonce: successor.nonce,
        ..terms(former)?
    };
    let quote = check_candidate(former, &terms, offer, provider, params, now)?;
    require(
        quote.rate_per_hour <= former.best_rate,
        PyronetError::PriceMoved,
    )?;
    let escrow = quote.due;
    former.moved_out = add(former.moved_out, escrow)?;
    former.failover_state = FailoverState::Awarded as u8;
    former.bond_locked = sub(former.bond_locked, quote.subsidy)?;
    former_provider.bond_locked = sub(former_provider.bond_locked, quote.subsidy)?;
    inherit(successor, former)?;
    fill(successor, &terms, offer, provider, params, now)?;
    successor.funded = escrow;
    successor.subsidy_funded = quote.subsidy;
    successor.subsidy = quote.subsidy;
    successor.subsidy_rate = quote.subsidy_rate;
    successor.cancel_deposit =
        mul_div_floor(escrow, u64::from(params.values.cancel_deposit_bps), BPS)?;
    // What ends the waits of either lease is paid by half of what is left.
    successor.tip_lamports = former.tip_lamports / 2;
    former.tip_lamports = sub(former.tip_lamports, successor.tip_lamports)?;
    Ok(Moved {
        escrow,
        subsidy: quote.subsidy,
    })
}

/// The job goes on after the acknowledged segments; they are paid where they were done.
fn inherit(successor: &mut Lease, former: &Lease) -> Rule {
    successor.renter = former.renter;
    successor.renter_payout = former.renter_payout;
    successor.rent_payer = former.rent_payer;
    successor.flags |= lease_flags::CARRY_PENDING;
    successor.hops_used = former
        .hops_used
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    successor.base_units = former.ack_units;
    successor.ack_units = former.ack_units;
    successor.attested_units = former.ack_units;
    successor.accepted_units = former.ack_units;
    successor.released_units = former.ack_units;
    successor.ack_segment = former.ack_segment;
    successor.attested_segments = former.ack_segment;
    successor.accepted_segments = former.ack_segment;
    successor.delivered_segments = former.ack_segment;
    successor.delivered_root = former.ack_state_root;
    successor.ack_state_root = former.ack_state_root;
    Ok(())
}

/// Atoms that a carry moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Into the successor's vault.
    pub escrow: u64,
    /// Back into the former provider's bond.
    pub subsidy: u64,
}

/// What the renter is due in the former lease goes to the successor. Once nothing more can come,
/// and the successor has used what it will, the rest of the subsidy goes back.
pub fn carry(
    former: &mut Lease,
    former_provider: &mut Provider,
    successor: &mut Lease,
) -> Rule<Carried> {
    require(
        former.failover_state == FailoverState::Awarded as u8,
        PyronetError::WrongState,
    )?;
    let settled = former.state == LeaseState::Settled as u8;
    if !settled {
        refresh_release(former)?;
    }
    let escrow = renter_due(former)?;
    former.moved_out = add(former.moved_out, escrow)?;
    successor.funded = add(successor.funded, escrow)?;
    refresh_release(successor)?;
    let used_up = successor.subsidy == 0 || successor.state == LeaseState::Settled as u8;
    if !(settled && used_up) {
        return Ok(Carried { escrow, subsidy: 0 });
    }
    let subsidy = subsidy_left(successor)?;
    successor.subsidy = 0;
    successor.moved_out = add(successor.moved_out, subsidy)?;
    successor.flags &= !lease_flags::CARRY_PENDING;
    former.failover_state = FailoverState::Carried as u8;
    former_provider.bond_free = add(former_provider.bond_free, subsidy)?;
    Ok(Carried { escrow, subsidy })
}
