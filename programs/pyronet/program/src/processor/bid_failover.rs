use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::FailoverBid,
    instruction::BidFailover,
    state::{Lease, Offer, Params, Provider},
};
use pyronet_rules::failover;

use crate::{
    chain::{emit, now, ChainSha256},
    validation::{arguments_with_proof, load, load_mut, require_address},
};

/// Rules:
/// - anyone may call;
/// - a successor is sought and bids count in this slot;
/// - the offer is another provider's and could be taken for the rest, which what is left pays for;
/// - it is cheaper than the best so far, or begins another round after one that was not awarded.
#[inline(never)]
pub fn bid_failover(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, provider_account, offer_account, params_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let (args, siblings) = arguments_with_proof::<BidFailover>(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    let offer = load::<Offer>(offer_account)?;
    require_address(provider_account, &offer.provider)?;
    let provider = load::<Provider>(provider_account)?;
    let params = load::<Params>(params_account)?;
    failover::bid::<ChainSha256>(
        &mut lease,
        offer_account.address(),
        &offer,
        &provider,
        &params,
        args.ack_units,
        siblings,
        now()?,
    )?;
    emit(&FailoverBid {
        round: failover::rounds(&lease),
        rate_per_hour: lease.best_rate,
        close_slot: lease.failover_close_slot,
        ..FailoverBid::NEW
    });
    Ok(())
}
