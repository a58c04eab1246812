//! A provider that leaves early: notice, its price, and rentals that nobody vouches for.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::Market;
use pyronet_interface::state::{EndReason, LeaseState};
use pyronet_rules::{exit, PyronetError};

/// A rental of two hours: its notice is 720 s.
fn two_hours() -> Market {
    Market::rented(7_200)
}

/// Has the renter vouch for everything so far.
fn vouch_all(market: &mut Market) {
    let served = market.now.at - market.lease.started_at;
    market.vouch(served, served, None).unwrap();
}

#[test]
fn notice_is_a_tenth_of_the_agreed_time_within_bounds() {
    let notice_of = |seconds| exit::notice_s(&Market::rented(seconds).lease);
    assert_eq!(notice_of(60), 60);
    assert_eq!(notice_of(600), 120);
    assert_eq!(notice_of(7_200), 720);
    let mut long = two_hours();
    long.lease.duration_s = 366 * 86_400;
    assert_eq!(exit::notice_s(&long.lease), 86_400);
}

#[test]
fn whoever_gave_notice_leaves_for_nothing_once_it_has_run() {
    let mut market = two_hours();
    market.at(100);
    market.give_notice().unwrap();
    market.at(821);
    vouch_all(&mut market);
    assert_eq!(market.exit(), Ok(0));
    assert_eq!(market.lease.end_reason, EndReason::Exited as u8);
    assert_eq!(market.lease.stop_at, market.now.at);
    assert_eq!(market.provider.live_leases, 0);
    market.pass(121);
    market.settle_stopped().unwrap();
    assert_eq!(market.claim_all(), [77_995, 4_105, 720_000 - 82_100]);
}

#[test]
fn leaving_before_the_notice_has_run_costs_its_whole_price() {
    let mut market = two_hours();
    market.at(100);
    market.give_notice().unwrap();
    market.at(820);
    vouch_all(&mut market);
    let before = market.provider;
    assert_eq!(market.exit(), Ok(72_000));
    assert_eq!(market.provider.bond_free, before.bond_free - 72_000);
    assert_eq!(market.provider.bond_locked, before.bond_locked);
    market.pass(121);
    market.settle_stopped().unwrap();
    assert_eq!(
        market.claim_all(),
        [77_900, 4_100, 720_000 - 82_000 + 72_000]
    );
}

#[test]
fn the_price_of_the_notice_is_rounded_against_who_leaves() {
    let mut market = two_hours();
    market.lease.rate_per_hour = 1;
    market.at(10);
    assert_eq!(market.exit(), Ok(1));
}

#[test]
fn without_a_free_bond_there_is_no_leaving_at_once() {
    let mut market = two_hours();
    market.provider.bond_free = 71_999;
    market.at(10);
    assert_eq!(market.exit(), Err(PyronetError::NotEnoughFree));
}

#[test]
fn a_network_that_halts_does_not_run_the_notice_down() {
    let mut market = two_hours();
    market.give_notice().unwrap();
    market.now.at += 800;
    market.now.slot += 1;
    vouch_all(&mut market);
    assert_eq!(market.exit(), Ok(72_000));
}

#[test]
fn a_notice_lapses_and_is_given_once_at_a_time() {
    let mut market = two_hours();
    market.give_notice().unwrap();
    market.at(700);
    assert_eq!(market.give_notice(), Err(PyronetError::NothingNew));
    market.at(720 + 121);
    vouch_all(&mut market);
    let left = market.lease;
    assert_eq!(market.exit(), Ok(72_000));
    market.lease = left;
    market.give_notice().unwrap();
    assert_eq!(market.lease.exit_notice_at, market.now.at + 720);
}

#[test]
fn a_rental_that_nobody_vouches_for_ends_where_it_can_last_be_paid() {
    let mut market = two_hours();
    market.at(50);
    market.vouch(50, 50, None).unwrap();
    for second in [100, 150, 200] {
        market.at(second);
        market.beat().unwrap();
    }
    assert_eq!(market.exit(), Ok(0));
    assert_eq!(market.lease.stop_at, market.lease.started_at + 110);
    assert_eq!(market.lease.covered_s, 110);
    let late = market.vouch(150, 150, None);
    assert_eq!(late, Err(PyronetError::InvalidVoucher));
    market.pass(121);
    market.settle_stopped().unwrap();
    assert_eq!(market.claim_all(), [10_450, 550, 720_000 - 11_000]);
}

#[test]
fn within_one_interval_of_a_voucher_leaving_still_costs() {
    let mut market = two_hours();
    market.at(50);
    market.vouch(50, 50, None).unwrap();
    market.at(110);
    assert_eq!(market.exit(), Ok(72_000));
}

#[test]
fn a_halted_network_does_not_make_a_renter_silent() {
    let mut market = two_hours();
    market.at(1_000);
    vouch_all(&mut market);
    market.now.at += 1_000;
    market.now.slot += 1;
    assert_eq!(market.exit(), Ok(72_000));
}

#[test]
fn no_notice_never_runs_not_even_on_a_chain_of_few_slots() {
    let mut market = two_hours();
    market.at(10);
    market.now.slot = 100;
    market.lease.vouched_slot = 100;
    assert_eq!(market.exit(), Ok(72_000));
}

#[test]
fn a_job_is_never_left_because_nobody_vouches() {
    let mut market = Market::started();
    market.at(300);
    assert_eq!(market.exit(), Ok(12_000));
}

#[test]
fn a_missed_completion_cannot_be_turned_into_an_exit() {
    let mut market = Market::started();
    market.at(400);
    market.give_notice().unwrap();
    market.at(600);
    assert_eq!(market.exit(), Err(PyronetError::TooLate));
    assert_eq!(market.give_notice(), Err(PyronetError::TooLate));
}

#[test]
fn who_left_may_still_prove_its_prefix_and_no_other_state_is_left() {
    let mut market = Market::started();
    market.at(50);
    market.exit().unwrap();
    assert_eq!(market.exit(), Err(PyronetError::WrongState));
    market.attest(40).unwrap();
    assert_eq!(market.lease.state, LeaseState::Auditing as u8);
    market.accept_result(0).unwrap();
    assert_eq!(market.claim_all(), [3_800, 200, 26_000 + 12_000]);
}
