//! Prices, guards, bonds, waits and deposits, one test to a rule.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{values, zeroed, Market, SEGMENTS, START};
use pyronet_interface::{
    instruction::TakeOffer,
    message::{Voucher, VOUCHER_TAG},
    state::{EndReason, LeaseState, OfferStatus, ParamsValues},
    Address,
};
use pyronet_rules::{
    bond, ledger, offer, params, payout, provider, session, time::Now, top_up, PyronetError,
};

#[test]
fn a_raise_waits_and_a_cut_counts_at_once() {
    let mut market = Market::new();
    offer::reprice(
        &mut market.offer,
        400_000,
        &market.params.values,
        market.now,
    )
    .unwrap();
    assert_eq!(offer::price_at(&market.offer, market.now), 360_000);
    market.pass(29);
    assert_eq!(offer::price_at(&market.offer, market.now), 360_000);
    market.pass(1);
    assert_eq!(offer::price_at(&market.offer, market.now), 400_000);
    offer::reprice(
        &mut market.offer,
        100_000,
        &market.params.values,
        market.now,
    )
    .unwrap();
    assert_eq!(offer::price_at(&market.offer, market.now), 100_000);
    market.pass(1_000);
    assert_eq!(offer::price_at(&market.offer, market.now), 100_000);
}

#[test]
fn repricing_again_keeps_a_raise_that_already_counts() {
    let mut market = Market::new();
    offer::reprice(
        &mut market.offer,
        400_000,
        &market.params.values,
        market.now,
    )
    .unwrap();
    market.pass(31);
    offer::reprice(
        &mut market.offer,
        500_000,
        &market.params.values,
        market.now,
    )
    .unwrap();
    assert_eq!(offer::price_at(&market.offer, market.now), 400_000);
}

#[test]
fn no_price_leaves_the_bounds_that_the_parameters_set() {
    let mut market = Market::new();
    market.params.values.price_per_hour_min = 100_000;
    market.params.values.price_per_hour_max = 400_000;
    for price in [99_999, 400_001] {
        let repriced = offer::reprice(&mut market.offer, price, &market.params.values, market.now);
        assert_eq!(repriced, Err(PyronetError::InvalidTerms));
    }
    for price in [100_000, 400_000] {
        offer::reprice(&mut market.offer, price, &market.params.values, market.now).unwrap();
    }
}

type Change = fn(&mut TakeOffer);

#[test]
fn the_guard_refuses_each_difference_by_its_own_error() {
    let cases: [(Change, PyronetError); 14] = [
        (
            |terms| terms.price_per_hour_max = 359_999,
            PyronetError::PriceMoved,
        ),
        (|terms| terms.params_version = 2, PyronetError::StaleParams),
        (|terms| terms.class_id = 7, PyronetError::ClassMismatch),
        (|terms| terms.vram_mib_min = 1, PyronetError::VramTooSmall),
        (|terms| terms.region = 3, PyronetError::RegionMismatch),
        (
            |terms| terms.reputation_min = 1,
            PyronetError::ReputationTooLow,
        ),
        (|terms| terms.tier_min = 1, PyronetError::TierTooLow),
        (|terms| terms.terms_hash = [1; 32], PyronetError::TermsMoved),
        (|terms| terms.mode = 2, PyronetError::ModeNotOffered),
        (|terms| terms.gpu_count = 5, PyronetError::NotEnoughGpus),
        (
            |terms| terms.duration_s = 86_401,
            PyronetError::DurationOutOfBounds,
        ),
        (
            |terms| terms.value_at_risk = 1_000_000_001,
            PyronetError::ValueAtRiskTooHigh,
        ),
        (|terms| terms.plan_root = [0; 32], PyronetError::InvalidJob),
        (
            |terms| terms.audit_reward = 1,
            PyronetError::AuditUnavailable,
        ),
    ];
    for (change, error) in cases {
        let mut market = Market::new();
        change(&mut market.terms);
        assert_eq!(market.open(), Err(error));
    }
    let mut market = Market::new();
    market.provider.live_until = START - 1;
    assert_eq!(market.open(), Err(PyronetError::ProviderOffline));
}

#[test]
fn the_burned_share_of_the_bond_covers_cost_and_value_at_risk() {
    let mut market = Market::new();
    market.terms.value_at_risk = 12_345;
    assert_eq!(market.open(), Ok(30_000));
    assert_eq!(market.lease.bond_locked, 2 * (30_000 + 12_345));
    let mut poor = Market::new();
    poor.provider.bond_free = 59_999;
    assert_eq!(poor.open(), Err(PyronetError::NotEnoughBond));
}

#[test]
fn silence_refunds_the_renter_and_is_counted_only_when_the_network_ran() {
    let mut market = Market::new();
    market.open().unwrap();
    market.now.at += 1_000;
    assert_eq!(market.expire(), Err(PyronetError::TooEarly));
    market.pass(61);
    market.expire().unwrap();
    assert_eq!(
        (market.provider.silent, market.lease.end_reason),
        (1, EndReason::Silent as u8)
    );
    assert_eq!(market.claim_all(), [0, 0, 30_000]);
    assert_eq!(market.lease.bond_locked, 0);
}

#[test]
fn cancelling_costs_the_deposit_and_pays_the_provider_only_if_it_prepares() {
    let mut early = Market::new();
    early.open().unwrap();
    early.cancel().unwrap();
    assert_eq!(early.claim_all(), [0, 300, 29_700]);
    let mut late = Market::new();
    late.open().unwrap();
    late.accept_lease().unwrap();
    late.cancel().unwrap();
    assert_eq!(late.claim_all(), [300, 0, 29_700]);
}

#[test]
fn a_missed_completion_is_a_fault_and_the_prefix_is_still_paid() {
    let mut market = Market::started();
    for second in (50..=600).step_by(50) {
        market.at(second);
        market.beat().unwrap();
    }
    market.at(601);
    assert_eq!(market.attest(SEGMENTS), Err(PyronetError::TooLate));
    market.end().unwrap();
    assert_eq!(market.provider.missed_completion, 1);
    market.attest(SEGMENTS).unwrap();
    market.accept_result(0).unwrap();
    assert_eq!(market.claim_all(), [28_500, 1_500, 0]);
    assert_eq!(market.provider.completed, 0);
}

#[test]
fn a_prefix_attested_before_the_stop_is_paid_when_its_window_ends_after_the_prefix_deadline() {
    let mut market = Market::started();
    for second in [50, 100] {
        market.at(second);
        market.beat().unwrap();
    }
    market.attest(100).unwrap();
    market.stop().unwrap();
    market.at(221);
    market.settle_stopped().unwrap();
    assert_eq!(market.lease.state, LeaseState::Auditing as u8);
    assert_eq!(ledger::renter_due(&market.lease), Ok(20_000));
    market.at(701);
    market.release(0).unwrap();
    assert_eq!(market.claim_all(), [9_500, 500, 20_000]);
}

#[test]
fn attestations_release_in_order() {
    let mut market = Market::started();
    for second in (50..=200).step_by(50) {
        market.at(second);
        market.beat().unwrap();
    }
    market.attest(100).unwrap();
    market.attest(150).unwrap();
    market.pass(601);
    assert_eq!(market.release(1), Err(PyronetError::OutOfOrder));
    market.release(0).unwrap();
    market.release(1).unwrap();
    assert_eq!(market.lease.released, 15_000);
}

#[test]
fn accepted_segments_are_paid_without_any_attestation() {
    let mut market = Market::started();
    market.at(120);
    market.vouch(120, 120, Some(90)).unwrap();
    market.stop().unwrap();
    market.pass(121);
    market.settle_stopped().unwrap();
    assert_eq!(market.claim_all(), [8_550, 450, 21_000]);
    assert!(market.lease.evidence_until > market.now.at);
}

#[test]
fn the_bond_of_refutable_work_stays_locked_until_no_evidence_counts() {
    let mut market = Market::started();
    market.at(50);
    market.attest(SEGMENTS).unwrap();
    market.accept_result(0).unwrap();
    let evidence_s = u64::from(market.params.values.evidence_s);
    market.pass(evidence_s - 1);
    let early = bond::release(&mut market.lease, &mut market.provider, market.now);
    assert_eq!(
        (early, market.lease.bond_locked),
        (Err(PyronetError::TooEarly), 60_000)
    );
    market.pass(1);
    bond::release(&mut market.lease, &mut market.provider, market.now).unwrap();
    assert_eq!(
        (market.lease.bond_locked, market.provider.bond_locked),
        (0, 0)
    );
}

#[test]
fn a_top_up_charges_the_difference_and_sizes_the_bond_anew() {
    let mut market = Market::rented(600);
    let charge = top_up::top_up(
        &mut market.lease,
        &mut market.provider,
        &market.params,
        60,
        0,
        market.now,
    );
    assert_eq!(charge, Ok(6_000));
    assert_eq!(market.lease.bond_locked, 132_000);
    market.provider.bond_free = 0;
    let refused = top_up::top_up(
        &mut market.lease,
        &mut market.provider,
        &market.params,
        60,
        0,
        market.now,
    );
    assert_eq!(refused, Err(PyronetError::NotEnoughBond));
}

#[test]
fn deposits_leave_only_when_nothing_can_take_them() {
    let mut market = Market::started();
    let values = market.params.values;
    provider::request_unbond(&mut market.provider, 0, 500, &values, market.now).unwrap();
    market.pass(u64::from(values.unbonding_s));
    assert_eq!(
        provider::withdraw_unbonded(&mut market.provider, 0, market.now),
        Err(PyronetError::StillLocked)
    );
    market.end().unwrap();
    market.pass(121);
    market.settle_stopped().unwrap();
    assert_eq!(
        provider::withdraw_unbonded(&mut market.provider, 0, market.now),
        Ok(500)
    );
    assert_eq!(
        provider::withdraw_unbonded(&mut market.provider, 0, market.now),
        Err(PyronetError::AmountZero)
    );
}

#[test]
fn a_locked_bond_keeps_everything_in_until_it_is_released() {
    let mut market = Market::started();
    let values = market.params.values;
    market.at(50);
    market.attest(SEGMENTS).unwrap();
    market.accept_result(0).unwrap();
    provider::request_unbond(&mut market.provider, 0, 500, &values, market.now).unwrap();
    market.pass(u64::from(values.unbonding_s));
    let locked = provider::withdraw_unbonded(&mut market.provider, 0, market.now);
    assert_eq!(locked, Err(PyronetError::StillLocked));
    bond::release(&mut market.lease, &mut market.provider, market.now).unwrap();
    assert_eq!(
        provider::withdraw_unbonded(&mut market.provider, 0, market.now),
        Ok(500)
    );
}

#[test]
fn stake_opens_tiers_and_a_request_to_leave_closes_them() {
    let mut market = Market::new();
    let values = values();
    provider::deposit_stake(&mut market.provider, 10_000, &values).unwrap();
    assert_eq!(market.provider.tier, 2);
    provider::request_unbond(&mut market.provider, 1, 1, &values, market.now).unwrap();
    assert_eq!(
        (market.provider.tier, market.provider.stake_unbonding),
        (1, 1)
    );
    assert_eq!(
        provider::request_unbond(&mut market.provider, 1, 10_000, &values, market.now),
        Err(PyronetError::NotEnoughFree),
    );
}

#[test]
fn parameters_stay_within_the_compiled_bounds() {
    assert_eq!(params::check(&values()), Ok(()));
    let cases: [fn(&mut ParamsValues); 43] = [
        |values| values.fee_bps = 2_001,
        |values| values.cancel_deposit_bps = 1_001,
        |values| values.slash_burn_bps = 4_999,
        |values| values.slash_burn_bps = 10_001,
        |values| values.open_attestations_max = 0,
        |values| values.open_attestations_max = 65,
        |values| values.interval_min_s = 9,
        |values| values.interval_max_s = values.interval_min_s - 1,
        |values| values.interval_max_s = 3_601,
        |values| values.accept_within_max_s = 4,
        |values| values.accept_within_max_s = 86_401,
        |values| values.start_within_max_s = 4,
        |values| values.start_within_max_s = 86_401,
        |values| values.prefix_within_min_s = 9,
        |values| values.prefix_within_max_s = values.prefix_within_min_s - 1,
        |values| values.prefix_within_max_s = 86_401,
        |values| values.window_s = 0,
        |values| values.window_s = 86_401,
        |values| values.window_slots = 0,
        |values| values.window_slots = 86_401,
        |values| values.raise_delay_s = 4,
        |values| values.raise_delay_s = 3_601,
        |values| values.live_for_min_s = 59,
        |values| values.live_for_max_s = values.live_for_min_s - 1,
        |values| values.live_for_max_s = 86_401,
        |values| values.unbonding_s = 60 * 86_400 + 1,
        |values| (values.evidence_s, values.unbonding_s) = (30 * 86_400 + 1, 31 * 86_400),
        |values| values.unbonding_s = values.evidence_s - 1,
        |values| values.punitive_slots_per_minute = 0,
        |values| values.punitive_slots_per_minute = 151,
        |values| values.audit_ppm = 1_000_001,
        |values| values.diligence_ppm = 1_000_001,
        |values| values.reputation_step_ppm = 1_000_001,
        |values| values.bond_per_lease_min = 1_000_000_000_001,
        |values| values.price_per_hour_min = 0,
        |values| (values.price_per_hour_min, values.price_per_hour_max) = (2, 1),
        |values| values.price_per_hour_max = 1_000_000_000_001,
        |values| values.duration_min_s = 0,
        |values| (values.duration_min_s, values.duration_max_s) = (2, 1),
        |values| values.duration_max_s = 366 * 86_400 + 1,
        |values| values.crank_tip_lamports = 10_000_001,
        |values| values.tip_lamports_max = 1_000_000_001,
        |values| values.tier_stake_min = [2, 1, 3],
    ];
    for change in cases {
        let mut changed = values();
        change(&mut changed);
        assert_eq!(
            params::check(&changed),
            Err(PyronetError::ParamsOutOfBounds)
        );
    }
}

#[test]
fn a_provider_that_unstaked_serves_no_offer_of_its_former_tier() {
    let mut market = Market::new();
    market.offer.tier = 2;
    market.provider.tier = 1;
    assert_eq!(market.open(), Err(PyronetError::TierTooLow));
}

#[test]
fn silence_cannot_be_turned_into_a_rejection_afterwards() {
    let mut market = Market::new();
    market.open().unwrap();
    market.pass(61);
    assert_eq!(market.reject(), Err(PyronetError::TooLate));
    market.expire().unwrap();
    assert_eq!((market.provider.silent, market.provider.rejected), (1, 0));
}

#[test]
fn requests_and_their_root_come_together() {
    let attested = |root, count| {
        let mut market = Market::started();
        market.requests = (root, count);
        market.pass(50);
        market
            .attest(1)
            .map(|()| market.attestations[0].request_count)
    };
    assert_eq!(attested([7; 32], 3), Ok(3));
    assert_eq!(attested([0; 32], 0), Ok(0));
    assert_eq!(attested([7; 32], 0), Err(PyronetError::InvalidJob));
    assert_eq!(attested([0; 32], 3), Err(PyronetError::InvalidJob));
}

#[test]
fn whoever_let_the_deadline_pass_cannot_cancel_any_more() {
    let mut market = Market::new();
    market.open().unwrap();
    market.pass(61);
    assert_eq!(market.cancel(), Err(PyronetError::TooLate));
    let mut accepted = Market::new();
    accepted.open().unwrap();
    accepted.accept_lease().unwrap();
    accepted.pass(661);
    assert_eq!(accepted.cancel(), Err(PyronetError::TooLate));
}

#[test]
fn a_replaced_keys_vouchers_count_for_one_interval_and_accept_nothing() {
    let mut market = Market::started();
    let old = market.lease.session_key;
    market.at(100);
    session::rotate(
        &mut market.lease,
        &Address::new_from_array([10; 32]),
        market.now,
    )
    .unwrap();
    let (program, lease) = (
        Address::new_from_array([1; 32]),
        Address::new_from_array([2; 32]),
    );
    let binding = session::Binding {
        genesis_hash: &[3; 32],
        program: &program,
        lease: &lease,
    };
    let voucher = |served_until| Voucher {
        tag: VOUCHER_TAG,
        genesis_hash: [3; 32],
        program,
        lease,
        opened_slot: market.lease.opened_slot,
        served_until,
        ..zeroed()
    };
    let at = |second: u64| Now {
        at: START + second,
        ..market.now
    };
    let signed = |served, now, signer: &Address| {
        session::check_voucher(
            &market.lease,
            &voucher(START + served),
            signer,
            binding,
            at(now),
        )
    };
    let check = |served, now| signed(served, now, &old);
    assert_eq!(check(160, 160), Ok(session::VoucherSigner::Former));
    assert_eq!(check(160, 161), Err(PyronetError::MessageExpired));
    assert_eq!(check(161, 160), Err(PyronetError::MessageExpired));
    // Of the former session only its own key: neither the present one nor anybody else's.
    for stranger in [[10; 32], [77; 32]] {
        let by = signed(160, 160, &Address::new_from_array(stranger));
        assert_eq!(by, Err(PyronetError::WrongSigner));
    }
}

#[test]
fn an_offer_that_was_withdrawn_is_neither_taken_nor_repriced() {
    let mut market = Market::new();
    market.offer.status = OfferStatus::Withdrawn as u8;
    assert_eq!(market.open(), Err(PyronetError::OfferNotListed));
    let repriced = offer::reprice(
        &mut market.offer,
        400_000,
        &market.params.values,
        market.now,
    );
    assert_eq!(repriced, Err(PyronetError::OfferNotListed));
}

#[test]
fn there_is_no_session_without_a_key() {
    let mut market = Market::new();
    market.terms.session_key = Address::default();
    assert_eq!(market.open(), Err(PyronetError::InvalidTerms));
    let mut rotated = Market::started();
    let refused = session::rotate(&mut rotated.lease, &Address::default(), rotated.now);
    assert_eq!(refused, Err(PyronetError::InvalidTerms));
}

#[test]
fn open_prefixes_are_capped_but_never_keep_the_last_attestation_out() {
    let mut market = Market::started();
    for segments in 1..=8 {
        market.attest(segments).unwrap();
    }
    assert_eq!(market.attest(9), Err(PyronetError::TooManyAttestations));
    market.attest(SEGMENTS).unwrap();
    assert_eq!(market.lease.state, LeaseState::Auditing as u8);
}

#[test]
fn a_lease_closes_only_when_everybody_is_paid() {
    let mut market = Market::new();
    market.open().unwrap();
    market.reject().unwrap();
    assert_eq!(
        payout::require_closable(&market.lease),
        Err(PyronetError::NotFinished)
    );
    market.claim_all();
    assert_eq!(payout::require_closable(&market.lease), Ok(()));
}

#[test]
fn tips_last_as_long_as_the_deposit() {
    let mut market = Market::started();
    market.lease.tip_lamports = 30_000;
    assert_eq!(
        [
            payout::tip(&mut market.lease),
            payout::tip(&mut market.lease),
            payout::tip(&mut market.lease)
        ],
        [20_000, 10_000, 0]
    );
}
