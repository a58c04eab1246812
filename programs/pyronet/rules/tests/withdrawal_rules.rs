//! A provider that takes its result back: what it loses, who gets it, and when it may not.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{Market, START};
use pyronet_interface::state::{AttestationStatus, EndReason, FailoverState, LeaseState};
use pyronet_rules::{bond, PyronetError};

/// All of the job is attested after 250 seconds: 25,000 atoms wait for the window.
fn attested() -> Market {
    let mut market = Market::started();
    prove_until(&mut market, 250);
    market.attest(300).unwrap();
    market
}

/// Beats every 50 seconds, so that every second is covered.
fn prove_until(market: &mut Market, second: u64) {
    while market.now.at < START + second {
        market.pass(50);
        market.beat().unwrap();
    }
}

#[test]
fn a_result_taken_back_pays_the_renter_everything_and_a_tenth_more() {
    let mut market = attested();
    let before = market.provider;
    assert_eq!(market.withdraw_result(0), Ok(2_500));
    assert_eq!(market.lease.state, LeaseState::Settled as u8);
    assert_eq!(market.lease.end_reason, EndReason::Withdrawn as u8);
    assert_eq!(
        market.attestations[0].status,
        AttestationStatus::Withdrawn as u8
    );
    assert_eq!(market.provider.withdrawn, before.withdrawn + 1);
    assert_eq!(market.provider.bond_free, before.bond_free - 2_500);
    assert_eq!(market.provider.bond_locked, before.bond_locked);
    assert_eq!(market.provider.completed, before.completed);
    assert_eq!(market.claim_all(), [0, 0, 30_000 + 2_500]);
}

#[test]
fn the_penalty_is_rounded_up() {
    let mut market = Market::started();
    market.at(50);
    market.beat().unwrap();
    market.at(51);
    market.stop().unwrap();
    market.attest(1).unwrap();
    let waiting = market.attestations[0].gross_to;
    assert_eq!(waiting, 100);
    market.lease.rate_per_hour += 1_000_000;
    let gross = waiting * 1_360_000 / 360_000;
    assert_eq!(market.withdraw_result(0), Ok(gross.div_ceil(10)));
}

#[test]
fn what_was_accepted_or_released_before_stays_paid() {
    let mut market = Market::started();
    prove_until(&mut market, 100);
    market.attest(100).unwrap();
    market.accept_result(0).unwrap();
    prove_until(&mut market, 250);
    market.attest(300).unwrap();
    let paid = market.lease.released;
    assert_eq!(paid, 10_000);
    assert_eq!(market.withdraw_result(1), Ok(1_500));
    assert_eq!(market.lease.state, LeaseState::Settled as u8);
    assert_eq!(market.lease.released, paid);
    assert_eq!(market.claim_all(), [9_500, 500, 20_000 + 1_500]);
}

#[test]
fn an_earlier_result_waits_on_by_itself_and_can_be_taken_back_next() {
    let mut market = Market::started();
    prove_until(&mut market, 100);
    market.attest(100).unwrap();
    prove_until(&mut market, 250);
    market.attest(300).unwrap();
    assert_eq!(market.withdraw_result(0), Err(PyronetError::OutOfOrder));
    assert_eq!(market.withdraw_result(1), Ok(1_500));
    assert_eq!(market.lease.state, LeaseState::Auditing as u8);
    let mut released = market.clone();
    released.pass(601);
    released.release(0).unwrap();
    assert_eq!(released.lease.state, LeaseState::Settled as u8);
    assert_eq!(released.claim_all(), [9_500, 500, 20_000 + 1_500]);
    assert_eq!(market.withdraw_result(0), Ok(1_000));
    assert_eq!(market.lease.state, LeaseState::Settled as u8);
    assert_eq!(market.claim_all(), [0, 0, 30_000 + 2_500]);
}

#[test]
fn of_what_the_renter_accepted_by_voucher_nothing_is_taken_back() {
    let mut market = Market::started();
    prove_until(&mut market, 250);
    market.vouch(250, 250, Some(200)).unwrap();
    market.attest(300).unwrap();
    assert_eq!(market.withdraw_result(0), Ok(500));
    assert_eq!(market.claim_all(), [19_000, 1_000, 10_000 + 500]);
    let mut all = Market::started();
    prove_until(&mut all, 250);
    all.vouch(250, 250, Some(300)).unwrap();
    all.attest(300).unwrap();
    assert_eq!(all.withdraw_result(0), Err(PyronetError::NothingNew));
}

#[test]
fn a_result_is_taken_back_once_and_only_while_it_waits() {
    let mut market = attested();
    market.pass(600);
    assert!(market.clone().withdraw_result(0).is_ok());
    market.pass(1);
    assert_eq!(market.withdraw_result(0), Err(PyronetError::TooLate));
    let mut accepted = attested();
    accepted.accept_result(0).unwrap();
    assert_eq!(accepted.withdraw_result(0), Err(PyronetError::WrongState));
    let mut again = attested();
    again.withdraw_result(0).unwrap();
    assert_eq!(again.withdraw_result(0), Err(PyronetError::WrongState));
    let mut judged = attested();
    judged.attestations[0].status = AttestationStatus::Audited as u8;
    assert_eq!(judged.withdraw_result(0), Err(PyronetError::NothingNew));
    let mut part = Market::started();
    prove_until(&mut part, 100);
    part.attest(100).unwrap();
    assert_eq!(part.withdraw_result(0), Err(PyronetError::WrongState));
}

#[test]
fn a_disputed_result_is_not_taken_back() {
    for dispute in [
        |market: &mut Market| market.attestations[0].open_claims = 1,
        |market: &mut Market| market.attestations[0].open_demands = 1,
        |market: &mut Market| market.lease.open_disputes = 1,
    ] {
        let mut market = attested();
        dispute(&mut market);
        assert_eq!(market.withdraw_result(0), Err(PyronetError::ResultDisputed));
    }
}

#[test]
fn a_lease_that_somebody_else_takes_over_keeps_its_result() {
    let mut failed = attested();
    failed.lease.end_reason = EndReason::Failed as u8;
    assert_eq!(failed.withdraw_result(0), Err(PyronetError::WrongState));
    for state in [FailoverState::Bidding, FailoverState::Awarded] {
        let mut market = attested();
        market.lease.failover_state = state as u8;
        assert_eq!(market.withdraw_result(0), Err(PyronetError::WrongState));
    }
}

#[test]
fn the_bond_that_covers_fraud_pays_no_penalty_and_stays_locked_for_the_evidence() {
    let mut poor = attested();
    poor.provider.bond_free = 2_499;
    assert_eq!(poor.withdraw_result(0), Err(PyronetError::NotEnoughFree));
    let mut market = attested();
    market.withdraw_result(0).unwrap();
    let locked = market.lease.bond_locked;
    assert!(locked > 0);
    let until = market.now.at + u64::from(market.lease.evidence_s);
    assert_eq!(market.lease.evidence_until, until);
    let early = bond::release(&mut market.lease, &mut market.provider, market.now);
    assert_eq!(early, Err(PyronetError::TooEarly));
    market.now.at = until;
    bond::release(&mut market.lease, &mut market.provider, market.now).unwrap();
}
