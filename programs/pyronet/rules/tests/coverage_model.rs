//! Coverage against a model that keeps every second apart.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::Market;
use proptest::prelude::*;
use pyronet_rules::PyronetError;

proptest! {
    #![proptest_config(market::cases(5000))]

    #[test]
    fn beats_cover_the_spans_between_them_that_are_no_longer_than_the_interval(
        spans in proptest::collection::vec(0_u64..130, 1..30),
    ) {
        let mut market = Market::started();
        let end = 600;
        let (mut second, mut covered) = (0_u64, 0_u64);
        for span in spans {
            market.pass(span);
            market.beat().unwrap();
            let next = second + span;
            if span <= 60 {
                covered += (second..next).filter(|second| *second < end).count() as u64;
            }
            second = next;
            prop_assert_eq!(market.lease.covered_s, covered);
        }
    }

    /// Anyone may redeem a voucher. One that grants little must not cost the provider the span its
    /// next beat proves.
    #[test]
    fn a_voucher_never_takes_coverage_away(
        first in 1_u64..=60,
        span in 1_u64..=60,
        granted in 0_u64..=120,
    ) {
        let mut plain = Market::started();
        plain.at(first);
        plain.beat().unwrap();
        plain.pass(span);
        plain.beat().unwrap();

        let mut vouched = Market::started();
        vouched.at(first);
        vouched.beat().unwrap();
        vouched.pass(span);
        let granted = granted.min(first + span);
        vouched.vouch(first + span, granted, None).unwrap();
        vouched.beat().unwrap();
        prop_assert_eq!(vouched.lease.covered_s, plain.lease.covered_s.max(granted));
    }
}

#[test]
fn a_voucher_cannot_claim_what_has_not_happened() {
    let mut market = Market::started();
    market.at(100);
    assert_eq!(
        market.vouch(101, 50, None),
        Err(PyronetError::InvalidVoucher)
    );
    assert_eq!(
        market.vouch(100, 101, None),
        Err(PyronetError::InvalidVoucher)
    );
    assert_eq!(market.lease.covered_s, 0);
    market.vouch(100, 100, None).unwrap();
    assert_eq!(market.lease.covered_s, 100);
}

#[test]
fn service_ends_with_the_stop_however_late_the_next_beat() {
    let mut market = Market::started();
    market.at(40);
    market.beat().unwrap();
    market.at(70);
    market.stop().unwrap();
    market.at(95);
    market.beat().unwrap();
    assert_eq!(market.lease.covered_s, 70);
    market.at(191);
    assert_eq!(market.beat(), Err(PyronetError::TooLate));
}

#[test]
fn the_tail_of_a_dead_provider_is_never_paid() {
    let mut market = Market::started();
    market.at(50);
    market.beat().unwrap();
    market.at(111);
    market.stop().unwrap();
    market.beat().unwrap();
    assert_eq!(market.lease.covered_s, 50);
}
