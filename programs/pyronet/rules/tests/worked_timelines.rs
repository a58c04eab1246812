//! The worked timelines of the protocol, to the atom.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{Market, SEGMENTS};
use pyronet_interface::state::{EndReason, LeaseState};
use pyronet_rules::{ledger, payout, session, PyronetError};

#[test]
fn timeline_1_a_cooperative_run_ends_at_250_seconds() {
    let mut market = Market::started();
    market.at(250);
    market.vouch(250, 250, Some(SEGMENTS)).unwrap();
    market.attest(SEGMENTS).unwrap();
    assert_eq!(market.attestations[0].gross_to, 25_000);
    assert_eq!(ledger::renter_due(&market.lease).unwrap(), 5_000);
    market.accept_result(0).unwrap();
    assert_eq!(market.lease.state, LeaseState::Settled as u8);
    assert_eq!(market.claim_all(), [23_750, 1_250, 5_000]);
    assert_eq!(ledger::vault_floor(&market.lease).unwrap(), 0);
    assert_eq!((market.offer.gpu_free, market.provider.completed), (4, 1));
}

#[test]
fn timeline_2_the_renter_vanishes_and_the_provider_is_paid_at_910_seconds() {
    let mut market = Market::started();
    for second in (55..=275).step_by(55) {
        market.at(second);
        market.beat().unwrap();
    }
    market.at(310);
    market.attest(SEGMENTS).unwrap();
    market.at(910);
    assert_eq!(market.release(0), Err(PyronetError::WindowOpen));
    market.at(911);
    market.release(0).unwrap();
    assert_eq!(market.claim_all(), [28_500, 1_500, 0]);
    assert_eq!(market.provider.unaudited, 1);
}

#[test]
fn timeline_4_a_stolen_session_key_stops_but_never_redirects() {
    let mut market = Market::started();
    let payouts = (market.lease.renter_payout, market.lease.provider_payout);
    market.at(100);
    market.beat().unwrap();
    market.stop().unwrap();
    assert_eq!(market.lease.end_reason, EndReason::Stopped as u8);
    market.at(221);
    market.settle_stopped().unwrap();
    assert_eq!(market.claim_all(), [0, 0, 30_000]);
    assert_eq!(
        (market.lease.renter_payout, market.lease.provider_payout),
        payouts
    );
}

#[test]
fn timeline_4_rotation_ends_the_old_keys_orders_at_once_and_its_vouchers_after_one_interval() {
    let mut market = Market::started();
    let old = market.lease.session_key;
    let new = pyronet_interface::Address::new_from_array([10; 32]);
    market.at(100);
    session::rotate(&mut market.lease, &new, market.now).unwrap();
    assert!(!session::may_order(&market.lease, &old));
    assert!(session::may_order(&market.lease, &new));
    assert_eq!(
        (market.lease.session_epoch, market.lease.next_session_at),
        (1, market::START + 160)
    );
}

#[test]
fn a_key_is_replaced_again_only_when_the_former_ones_vouchers_have_run_out() {
    let mut market = Market::started();
    let [second, third] =
        [10, 11].map(|byte| pyronet_interface::Address::new_from_array([byte; 32]));
    market.at(100);
    session::rotate(&mut market.lease, &second, market.now).unwrap();
    market.at(160);
    let at_once = session::rotate(&mut market.lease, &third, market.now);
    assert_eq!(at_once, Err(PyronetError::TooEarly));
    market.at(161);
    session::rotate(&mut market.lease, &third, market.now).unwrap();
    assert!(session::may_order(&market.lease, &third));
}

#[test]
fn timeline_5_rent_pays_to_the_last_voucher_plus_one_interval() {
    let mut market = Market::rented(3_600);
    market.at(900);
    market.vouch(900, 900, None).unwrap();
    for second in (950..=3_600).step_by(50) {
        market.at(second);
        market.beat().unwrap();
    }
    market.at(3_601);
    market.end().unwrap();
    market.at(3_800);
    market.settle_stopped().unwrap();
    assert_eq!(market.lease.released, 96_000);
    assert_eq!(payout::claim_provider(&mut market.lease).unwrap(), 91_200);
}
