//! Pings: who may be failed by one, when, and what a failed lease still pays.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{zeroed, Market};
use pyronet_interface::{
    message::Voucher,
    state::{AttestationStatus, EndReason, LeaseState},
};
use pyronet_rules::{coverage, ping, session, PyronetError};

/// A job whose provider beat last at second 55 and was pinged at 100.
fn pinged() -> Market {
    let mut market = Market::started();
    market.at(55);
    market.beat().unwrap();
    market.at(100);
    market.ping().unwrap();
    market
}

/// A voucher of the session key that acknowledges so many segments, accepting none.
fn acknowledge(market: &mut Market, served: u64, segments: u64) {
    let voucher = Voucher {
        served_until: market.lease.started_at + served,
        covered_s: served,
        delivered_segments: segments,
        delivered_root: [6; 32],
        ..zeroed()
    };
    let signed_by = session::VoucherSigner::Session;
    session::redeem(&mut market.lease, &voucher, signed_by, None, market.now).unwrap();
}

#[test]
fn an_old_anchor_alone_fails_nobody() {
    let mut market = Market::started();
    market.at(500);
    assert_eq!(market.fail(), Err(PyronetError::NoPing));
}

#[test]
fn who_stays_silent_for_an_interval_fails_and_service_ended_at_the_ping() {
    let mut market = pinged();
    market.at(160);
    assert_eq!(market.fail(), Err(PyronetError::TooEarly));
    market.at(161);
    let tip = market.lease.tip_lamports;
    market.fail().unwrap();
    assert_eq!(market.lease.state, LeaseState::Stopping as u8);
    assert_eq!(market.lease.end_reason, EndReason::Failed as u8);
    assert_eq!(market.lease.stop_at, market.lease.started_at + 100);
    assert_eq!(market.provider.lost_coverage, 1);
    assert_eq!(market.lease.tip_lamports, tip + ping::ANSWER_LAMPORTS);
    assert_eq!((market.offer.gpu_free, market.provider.live_leases), (4, 0));
}

#[test]
fn a_halted_network_fails_nobody() {
    let mut market = pinged();
    market.now.at += 5_000;
    market.now.slot += 120;
    assert_eq!(market.fail(), Err(PyronetError::TooEarly));
    market.now.slot += 1;
    assert_eq!(market.fail(), Ok(()));
}

#[test]
fn any_beat_answers_and_is_paid_for_it_once() {
    let mut market = pinged();
    market.at(110);
    let answered = coverage::beat(&mut market.lease, market.now);
    assert_eq!(answered, Ok(ping::ANSWER_LAMPORTS));
    assert_eq!(coverage::beat(&mut market.lease, market.now), Ok(0));
    market.at(300);
    assert_eq!(market.fail(), Err(PyronetError::NoPing));
}

#[test]
fn a_voucher_for_an_instant_after_the_ping_answers_it_and_an_earlier_one_does_not() {
    let mut market = pinged();
    let tip = market.lease.tip_lamports;
    market.at(120);
    market.vouch(99, 99, None).unwrap();
    assert!(ping::waits(&market.lease));
    market.vouch(100, 100, None).unwrap();
    assert!(!ping::waits(&market.lease));
    assert_eq!(market.lease.tip_lamports, tip + ping::ANSWER_LAMPORTS);
}

#[test]
fn one_ping_waits_at_a_time_and_the_next_comes_an_interval_after_the_answer() {
    let mut market = pinged();
    market.at(105);
    assert_eq!(market.ping(), Err(PyronetError::PingWaits));
    market.at(110);
    market.beat().unwrap();
    market.at(169);
    assert_eq!(market.ping(), Err(PyronetError::TooEarly));
    market.at(170);
    assert_eq!(market.ping(), Ok(()));
}

#[test]
fn only_a_running_lease_is_pinged_or_fails() {
    let mut market = Market::new();
    market.open().unwrap();
    assert_eq!(market.ping(), Err(PyronetError::WrongState));
    let mut late = Market::started();
    late.at(600);
    assert_eq!(late.ping(), Err(PyronetError::TooLate));
    let mut stopped = pinged();
    stopped.stop().unwrap();
    stopped.at(400);
    assert_eq!(stopped.fail(), Err(PyronetError::WrongState));
}

/// Worked timeline 3 without failover: checkpoint 100 acknowledged, a voucher for 120 unredeemed,
/// ping at 150, failed at 210.
fn timeline_3() -> Market {
    let mut market = Market::started();
    for second in [55, 110] {
        market.at(second);
        market.beat().unwrap();
    }
    acknowledge(&mut market, 110, 100);
    market.at(150);
    market.ping().unwrap();
    market.at(211);
    market.fail().unwrap();
    assert_eq!(market.claim_all(), [0, 0, 15_000]);
    market
}

#[test]
fn a_provider_that_returns_is_paid_the_acknowledged_segments() {
    let mut market = timeline_3();
    market.at(330);
    market.vouch(120, 120, None).unwrap();
    assert_eq!(market.attest(101), Err(PyronetError::Unacknowledged));
    market.attest(100).unwrap();
    market.pass(601);
    market.release(0).unwrap();
    assert_eq!(market.claim_all(), [9_500, 500, 5_000]);
}

#[test]
fn one_that_does_not_return_is_paid_nothing() {
    let mut market = timeline_3();
    market.at(332);
    market.settle_stopped().unwrap();
    assert_eq!(market.claim_all(), [0, 0, 15_000]);
}

#[test]
fn the_word_of_the_machine_acknowledges_nothing() {
    let mut market = Market::started();
    market.at(50);
    let voucher = Voucher {
        served_until: market.now.at,
        covered_s: 50,
        delivered_segments: 40,
        ..zeroed()
    };
    for signed_by in [
        session::VoucherSigner::Delegate,
        session::VoucherSigner::Former,
    ] {
        session::redeem(&mut market.lease, &voucher, signed_by, None, market.now).unwrap();
        assert_eq!(market.lease.delivered_segments, 40);
        assert_eq!(market.lease.ack_segment, 0);
    }
}

/// A job that failed at 150 with segments 40 and 140 attested, of which the renter holds 50.
fn failed_with_prefixes() -> Market {
    let mut market = Market::started();
    market.at(50);
    market.attest(40).unwrap();
    market.at(100);
    market.attest(140).unwrap();
    acknowledge(&mut market, 100, 50);
    market.at(150);
    market.ping().unwrap();
    market.at(211);
    market.fail().unwrap();
    market
}

#[test]
fn what_was_attested_beyond_the_acknowledged_lapses_and_the_rest_is_paid() {
    let mut market = failed_with_prefixes();
    market.at(332);
    market.settle_stopped().unwrap();
    assert_eq!(market.lease.state, LeaseState::Auditing as u8);
    market.at(1_000);
    market.release(1).unwrap();
    assert_eq!(
        market.attestations[1].status,
        AttestationStatus::Withdrawn as u8
    );
    assert_eq!(market.lease.state, LeaseState::Auditing as u8);
    market.release(0).unwrap();
    assert_eq!(market.lease.state, LeaseState::Settled as u8);
    assert_eq!(market.claim_all(), [3_800, 200, 26_000]);
}

#[test]
fn who_attested_too_much_may_attest_what_was_acknowledged_instead() {
    let mut market = failed_with_prefixes();
    market.at(300);
    market.attest(50).unwrap();
    assert_eq!(market.lease.attested_segments, 50);
    market.at(1_000);
    market.release(1).unwrap();
    market.release(0).unwrap();
    assert_eq!(market.lease.state, LeaseState::Auditing as u8);
    market.release(2).unwrap();
    assert_eq!(market.claim_all(), [4_750, 250, 25_000]);
}

#[test]
fn the_renter_may_still_accept_more_than_it_acknowledged() {
    let mut market = failed_with_prefixes();
    market.accept_result(1).unwrap();
    market.at(332);
    market.settle_stopped().unwrap();
    assert_eq!(market.claim_all(), [9_500, 500, 20_000]);
}

#[test]
fn a_failed_ping_pays_nobody_for_an_answer() {
    let mut market = pinged();
    market.at(161);
    market.fail().unwrap();
    market.at(170);
    assert_eq!(coverage::beat(&mut market.lease, market.now), Ok(0));
}

#[test]
fn what_is_accepted_is_acknowledged() {
    let mut market = Market::started();
    market.at(50);
    market.attest(40).unwrap();
    market.accept_result(0).unwrap();
    assert_eq!(market.lease.ack_segment, 40);
}

#[test]
fn the_lapse_of_the_last_attestation_settles_the_lease() {
    let mut market = failed_with_prefixes();
    market.at(332);
    market.settle_stopped().unwrap();
    market.at(1_000);
    market.release(0).unwrap();
    assert_eq!(market.lease.state, LeaseState::Auditing as u8);
    market.release(1).unwrap();
    assert_eq!(market.lease.state, LeaseState::Settled as u8);
    assert_eq!(market.claim_all(), [3_800, 200, 26_000]);
}
