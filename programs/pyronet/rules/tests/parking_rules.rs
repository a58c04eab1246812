//! When dues are put aside, and how much.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod market;

use market::{Market, SEGMENTS};
use pyronet_interface::state::{lease_flags, FailoverState};
use pyronet_rules::{
    ledger::{fee_due, provider_due, renter_due, vault_floor},
    parking::{park_provider, park_renter, PARK_AFTER_S},
    PyronetError,
};

/// All of the job accepted after a part of its time.
fn settled() -> Market {
    let mut market = Market::started();
    market.pass(50);
    market.attest(SEGMENTS).unwrap();
    market.accept_result(0).unwrap();
    market
}

fn waited() -> Market {
    let mut market = settled();
    market.now.at = market.lease.evidence_until + PARK_AFTER_S + 1;
    market
}

#[test]
fn waits_thirty_days_from_the_end_of_the_evidence_time() {
    let mut market = waited();
    market.now.at -= 1;
    let held = vault_floor(&market.lease).unwrap();
    let now = market.now;
    assert_eq!(
        park_provider(&mut market.lease, now),
        Err(PyronetError::TooEarly)
    );
    assert_eq!(
        park_renter(&mut market.lease, held, now),
        Err(PyronetError::TooEarly)
    );
    market.pass(1);
    let now = market.now;
    assert!(park_provider(&mut market.lease, now).is_ok());
}

#[test]
fn parks_what_each_is_due_once_and_the_donation_for_the_renter() {
    let mut market = waited();
    let now = market.now;
    let lease = &mut market.lease;
    let floor = vault_floor(lease).unwrap();
    let dues = [provider_due(lease).unwrap(), renter_due(lease).unwrap()];
    assert_eq!(park_provider(lease, now), Ok(dues[0]));
    assert_eq!(park_provider(lease, now), Err(PyronetError::NothingNew));
    let held = floor - dues[0] + 7;
    assert_eq!(park_renter(lease, held, now), Ok(dues[1] + 7));
    assert_eq!(vault_floor(lease).unwrap(), fee_due(lease).unwrap());
    let held = vault_floor(lease).unwrap();
    assert_eq!(park_renter(lease, held, now), Err(PyronetError::NothingNew));
}

#[test]
fn a_lease_that_runs_or_is_handed_over_parks_nothing_for_its_renter() {
    let mut running = Market::started();
    running.pass(PARK_AFTER_S * 2);
    let held = vault_floor(&running.lease).unwrap();
    let now = running.now;
    assert_eq!(
        park_renter(&mut running.lease, held, now),
        Err(PyronetError::WrongState)
    );
    assert_eq!(
        park_provider(&mut running.lease, now),
        Err(PyronetError::WrongState)
    );
    for hand_over in [
        |market: &mut Market| market.lease.failover_state = FailoverState::Awarded as u8,
        |market: &mut Market| market.lease.flags |= lease_flags::CARRY_PENDING,
    ] {
        let mut market = waited();
        hand_over(&mut market);
        let held = vault_floor(&market.lease).unwrap();
        let now = market.now;
        assert_eq!(
            park_renter(&mut market.lease, held, now),
            Err(PyronetError::NotFinished)
        );
    }
}

#[test]
fn a_vault_that_holds_less_than_is_owed_is_refused() {
    let mut market = waited();
    let held = vault_floor(&market.lease).unwrap() - 1;
    let now = market.now;
    assert_eq!(
        park_renter(&mut market.lease, held, now),
        Err(PyronetError::InvariantBroken)
    );
}
