//! Reputation: what raises a score, what lowers it, and how far one counterparty or one epoch goes.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{cases, reputation_values, zeroed, Market, START};
use proptest::prelude::*;
use pyronet_interface::state::{
    lease_flags, provider_flags, EndReason, Fault, GpuClass, Lease, LeaseMode, LeaseState, Pair,
    Provider, ReputationValues,
};
use pyronet_rules::{reputation, time::Now, PyronetError, Rule};

const NOW: Now = Now {
    at: START,
    slot: 1_000,
};

/// A settled rental whose fees of 1,000 atoms are paid and fully vouched for: worth 250.
fn finished() -> Lease {
    Lease {
        state: LeaseState::Settled as u8,
        mode: LeaseMode::Rent as u8,
        end_reason: EndReason::Expired as u8,
        price_per_hour: 360_000,
        rate_per_hour: 360_000,
        fee_bps: 500,
        started_at: START,
        covered_s: 200,
        vouched_s: 200,
        released: 20_000,
        fee_claimed: 1_000,
        ..zeroed()
    }
}

struct Scene {
    lease: Lease,
    provider: Provider,
    pair: Pair,
    class: GpuClass,
    values: ReputationValues,
    now: Now,
}

fn scene() -> Scene {
    Scene {
        lease: finished(),
        provider: zeroed(),
        pair: zeroed(),
        class: zeroed(),
        values: reputation_values(),
        now: NOW,
    }
}

impl Scene {
    fn credit(&mut self) -> Rule<u64> {
        reputation::credit(
            &mut self.lease,
            &mut self.provider,
            &mut self.pair,
            &self.class,
            &self.values,
            self.now,
        )
    }

    fn refused(mut self, change: impl FnOnce(&mut Self)) -> PyronetError {
        change(&mut self);
        self.credit().unwrap_err()
    }
}

#[test]
fn fees_that_were_paid_raise_the_score_once() {
    let mut scene = scene();
    assert_eq!(scene.credit(), Ok(250));
    assert_eq!(scene.provider.standing, 250);
    assert_eq!(scene.provider.reputation, 200_000);
    assert_eq!(scene.provider.reputation_seq, 1);
    assert_eq!(scene.provider.reputation_at, START);
    assert_eq!(
        (scene.pair.credited, scene.provider.epoch_credited),
        (250, 250)
    );
    assert_eq!(scene.credit(), Err(PyronetError::AlreadyCredited));
}

#[test]
fn nothing_counts_before_it_is_settled_undisputed_and_paid() {
    use PyronetError as E;
    let active = LeaseState::Active as u8;
    assert_eq!(scene().refused(|s| s.lease.state = active), E::WrongState);
    assert_eq!(
        scene().refused(|s| s.lease.open_disputes = 1),
        E::NotFinished
    );
    assert_eq!(
        scene().refused(|s| s.lease.fee_claimed = 999),
        E::FeesUnclaimed
    );
}

#[test]
fn faults_low_prices_and_what_nobody_signed_for_earn_nothing() {
    let changes: [fn(&mut Scene); 7] = [
        |s| s.lease.end_reason = EndReason::Failed as u8,
        |s| s.lease.end_reason = EndReason::Fraud as u8,
        |s| s.lease.end_reason = EndReason::Withdrawn as u8,
        |s| s.lease.flags = lease_flags::MISSED_COMPLETION,
        |s| s.class.price_per_hour_floor = 360_001,
        |s| s.lease.vouched_s = 0,
        |s| s.lease.mode = LeaseMode::Run as u8,
    ];
    for change in changes {
        let mut scene = scene();
        scene.lease.guaranteed_units_per_s = 1_000;
        assert_eq!(scene.refused(change), PyronetError::EarnsNothing);
    }
}

#[test]
fn a_price_at_the_floor_counts() {
    let mut scene = scene();
    scene.class.price_per_hour_floor = 360_000;
    assert_eq!(scene.credit(), Ok(250));
}

#[test]
fn forfeits_are_no_fees_and_the_overhang_beyond_a_voucher_does_not_count() {
    let mut scene = scene();
    scene.lease.forfeited = 5_000;
    scene.lease.fee_claimed = 6_000;
    scene.lease.vouched_s = 140;
    assert_eq!(scene.credit(), Ok(175));
}

#[test]
fn no_more_counts_than_was_released() {
    let mut scene = scene();
    scene.lease.released = 10_000;
    scene.lease.fee_claimed = 500;
    assert_eq!(scene.credit(), Ok(125));
}

#[test]
fn of_a_job_only_what_the_renter_accepted_counts() {
    let mut scene = scene();
    scene.lease.mode = LeaseMode::Run as u8;
    scene.lease.guaranteed_units_per_s = 1_000;
    scene.lease.unit_cap = 200_000;
    scene.lease.released_units = 200_000;
    scene.lease.accepted_units = 80_000;
    assert_eq!(scene.credit(), Ok(100));
}

#[test]
fn one_renter_raises_a_score_only_so_far_in_an_epoch() {
    let mut scene = scene();
    scene.credit().unwrap();
    scene.lease = finished();
    assert_eq!(scene.credit(), Err(PyronetError::EpochCapReached));
    assert_eq!(scene.lease.flags & lease_flags::CREDITED, 0);
    scene.pair = zeroed();
    assert_eq!(scene.credit(), Ok(250));
    scene.lease = finished();
    scene.pair = zeroed();
    assert_eq!(scene.credit(), Err(PyronetError::EpochCapReached));
    scene.now.at += 604_800;
    assert_eq!(scene.credit(), Ok(250));
    assert_eq!(scene.provider.reputation, 428_571);
}

#[test]
fn a_lease_worth_more_than_the_cap_counts_as_the_cap() {
    let mut scene = scene();
    scene.lease.released = 200_000;
    scene.lease.covered_s = 2_000;
    scene.lease.vouched_s = 2_000;
    scene.lease.fee_claimed = 10_000;
    assert_eq!(scene.credit(), Ok(300));
}

#[test]
fn machines_of_a_local_network_count_and_say_so() {
    let mut scene = scene();
    scene.lease.flags = lease_flags::LOCAL_ONLY;
    scene.credit().unwrap();
    assert_ne!(scene.provider.flags & provider_flags::LOCAL_REPUTATION, 0);
}

#[test]
fn each_fault_keeps_its_share_and_fraud_keeps_nothing() {
    let kept = [
        (Fault::Silent, 450_000),
        (Fault::NoStart, 400_000),
        (Fault::LostCoverage, 349_804),
        (Fault::MissedCompletion, 349_804),
        (Fault::FalseBenchmark, 124_890),
        (Fault::Fraud, 0),
    ];
    for (fault, expected) in kept {
        let mut provider: Provider = zeroed();
        provider.standing = 1_000;
        provider.reputation_half = 1_000;
        provider.reputation = 500_000;
        provider.keep_bps = reputation_values().keep_bps;
        reputation::fault(&mut provider, fault, NOW).unwrap();
        assert!(provider.reputation <= expected, "{fault:?}");
        assert!(provider.reputation + 1_000 >= expected, "{fault:?}");
        assert_eq!(provider.reputation_seq, 1);
        let counted = provider.silent
            + provider.no_start
            + provider.lost_coverage
            + provider.missed_completion
            + provider.false_benchmark
            + provider.frauds;
        assert_eq!(counted, 1);
    }
}

#[test]
fn a_newcomer_has_nothing_to_lose_and_a_fault_is_counted_all_the_same() {
    let mut provider: Provider = zeroed();
    reputation::fault(&mut provider, Fault::Silent, NOW).unwrap();
    assert_eq!((provider.reputation, provider.silent), (0, 1));
}

#[test]
fn a_lease_of_high_value_needs_reputation() {
    let mut market = Market::new();
    market.params.reputation.high_value = 0;
    let unknown = market.open();
    assert_eq!(unknown, Err(PyronetError::ValueNeedsReputation));
    market.provider.reputation = 99_999;
    assert_eq!(market.open(), Err(PyronetError::ValueNeedsReputation));
    market.provider.reputation = 100_000;
    market.open().unwrap();
}

#[test]
fn cost_and_value_at_risk_count_together_toward_high_value() {
    let values = reputation_values();
    let provider: Provider = zeroed();
    let need = |price, risk| reputation::require_reputation(price, risk, &provider, &values);
    assert_eq!(need(2_500_000_000, 2_500_000_000), Ok(()));
    let above = need(2_500_000_000, 2_500_000_001);
    assert_eq!(above, Err(PyronetError::ValueNeedsReputation));
    assert_eq!(need(u64::MAX, 1), Err(PyronetError::Overflow));
}

#[test]
fn values_outside_the_compiled_bounds_are_refused() {
    assert_eq!(reputation::check(&reputation_values()), Ok(()));
    let changes: [fn(&mut ReputationValues); 11] = [
        |v| v.half = 0,
        |v| v.half = 1_000_000_000_001,
        |v| v.pair_cap = 0,
        |v| v.pair_cap = 501,
        |v| v.epoch_cap = 1_000_000_000_001,
        |v| v.epoch_s = 59,
        |v| v.epoch_s = 90 * 86_400 + 1,
        |v| v.high_value_min = 1_000_000,
        |v| v.accepted_ppm = 1_000_001,
        |v| v.keep_bps[0] = 9_901,
        |v| v.keep_bps[4] = 9_901,
    ];
    for change in changes {
        let mut values = reputation_values();
        change(&mut values);
        assert_eq!(
            reputation::check(&values),
            Err(PyronetError::ParamsOutOfBounds)
        );
    }
}

#[test]
fn a_pair_stays_while_its_epoch_lasts() {
    let values = reputation_values();
    let mut pair: Pair = zeroed();
    pair.epoch = START / 604_800;
    let over = |at| reputation::require_epoch_over(&pair, &values, Now { at, slot: 0 });
    assert_eq!(over(START), Err(PyronetError::TooEarly));
    assert_eq!(over(START + 604_800), Ok(()));
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_score_grows_with_the_standing_and_never_reaches_its_end(
        standing in 0_u64..=u64::MAX / 2, more in 0_u64..=u64::MAX / 4, half in 1_u64..=1_000_000_000_000
    ) {
        let score = reputation::score(standing, half).unwrap();
        let exact = 1_000_000_u128 * u128::from(standing) / (u128::from(standing) + u128::from(half));
        prop_assert_eq!(u128::from(score), exact);
        prop_assert!(reputation::score(standing + more, half).unwrap() >= score);
    }

    #[test]
    fn a_fault_never_leaves_more_than_its_share(
        standing in 0_u64..=1_000_000_000_000_000, half in 1_u64..=1_000_000_000_000, fault in 0_usize..6
    ) {
        let mut provider: Provider = zeroed();
        provider.standing = standing;
        provider.reputation_half = half;
        provider.keep_bps = reputation_values().keep_bps;
        provider.reputation = reputation::score(standing, half).unwrap();
        let before = provider;
        let faults = [Fault::Silent, Fault::NoStart, Fault::LostCoverage, Fault::MissedCompletion, Fault::FalseBenchmark, Fault::Fraud];
        reputation::fault(&mut provider, faults[fault], NOW).unwrap();
        let keep = before.keep_bps.get(fault).copied().unwrap_or(0);
        prop_assert!(provider.reputation <= before.reputation * u64::from(keep) / 10_000);
        prop_assert!(provider.standing <= before.standing);
    }
}
