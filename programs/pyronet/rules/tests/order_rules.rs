//! Orders: what they pay, when, for which offers.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{zeroed, Market, SEGMENTS, START, UNITS_PER_SEGMENT};
use proptest::prelude::*;
use pyronet_interface::{
    instruction::PlaceOrder,
    state::{Lease, LeaseState, Order, OrderStatus},
    Address,
};
use pyronet_rules::{order, PyronetError, Rule};

fn asked(market: &Market) -> PlaceOrder {
    PlaceOrder {
        start_price: 100_000,
        limit_price: 500_000,
        climb_per_slot: 1_000,
        expiry_slot: market.now.slot + 1_000,
        expires_at: market.now.at + 3_600,
        duration_s: 600,
        unit_cap: SEGMENTS * UNITS_PER_SEGMENT,
        segment_count: SEGMENTS,
        guaranteed_min: 1_000,
        job_root: [1; 32],
        plan_root: market.plan.root(),
        params_version: 1,
        gpu_count: 1,
        session_key: Address::new_from_array([9; 32]),
        ..zeroed()
    }
}

fn place(market: &Market, args: &PlaceOrder) -> Rule<Order> {
    let mut order: Order = zeroed();
    order::place(&mut order, args, &market.params, market.now)?;
    Ok(order)
}

fn match_now(market: &mut Market, order: &Order) -> Rule<u64> {
    let mut lease: Lease = zeroed();
    let price = order::match_with(
        order,
        &mut lease,
        &mut market.offer,
        &mut market.provider,
        &market.params,
        market.now,
    )?;
    market.lease = lease;
    Ok(price)
}

#[test]
fn the_deposit_is_the_cost_at_the_limit_and_the_least_speed() {
    let market = Market::new();
    assert_eq!(place(&market, &asked(&market)).unwrap().deposit, 41_666);
    let pair = PlaceOrder {
        gpu_count: 2,
        ..asked(&market)
    };
    assert_eq!(place(&market, &pair).unwrap().deposit, 41_666);
    let rent = PlaceOrder {
        mode: 1,
        unit_cap: 0,
        segment_count: 0,
        job_root: [0; 32],
        plan_root: [0; 32],
        gpu_count: 2,
        ..asked(&market)
    };
    assert_eq!(place(&market, &rent).unwrap().deposit, 166_666);
}

type Change = fn(&mut PlaceOrder);

#[test]
fn an_order_that_contradicts_itself_or_the_parameters_is_refused() {
    let cases: [(Change, PyronetError); 17] = [
        (|args| args.mode = 2, PyronetError::InvalidTerms),
        (|args| args.privacy = 3, PyronetError::InvalidTerms),
        (|args| args.isolation_min = 5, PyronetError::InvalidTerms),
        (|args| args.tier_min = 4, PyronetError::InvalidTerms),
        (|args| args.flags = 2, PyronetError::InvalidTerms),
        (|args| args.gpu_count = 0, PyronetError::InvalidTerms),
        (|args| args.start_price = 0, PyronetError::InvalidTerms),
        (|args| args.limit_price = 99_999, PyronetError::InvalidTerms),
        (
            |args| args.limit_price = 1_000_000_000_001,
            PyronetError::InvalidTerms,
        ),
        (|args| args.climb_per_slot = 0, PyronetError::InvalidTerms),
        (|args| args.guaranteed_min = 0, PyronetError::InvalidTerms),
        (|args| args.duration_s = 0, PyronetError::InvalidTerms),
        (|args| args.expiry_slot = 1_000, PyronetError::OrderExpired),
        (|args| args.expires_at = START, PyronetError::OrderExpired),
        (
            |args| args.tip_lamports = 10_000_001,
            PyronetError::TipTooHigh,
        ),
        (
            |args| args.session_key = Address::default(),
            PyronetError::InvalidTerms,
        ),
        (|args| args.segment_count = 0, PyronetError::InvalidJob),
    ];
    let market = Market::new();
    for (change, error) in cases {
        let mut args = asked(&market);
        change(&mut args);
        assert_eq!(place(&market, &args).err(), Some(error));
    }
    let mut args = asked(&market);
    args.params_version = 2;
    assert_eq!(place(&market, &args).err(), Some(PyronetError::StaleParams));
    let mut level = asked(&market);
    level.start_price = level.limit_price;
    level.climb_per_slot = 0;
    assert!(place(&market, &level).is_ok());
}

#[test]
fn an_ask_is_paid_from_the_slot_in_which_the_price_reaches_it() {
    let mut market = Market::new();
    let order = place(&market, &asked(&market)).unwrap();
    market.now.slot += 259;
    assert_eq!(
        match_now(&mut market, &order),
        Err(PyronetError::AboveLimit)
    );
    market.now.slot += 1;
    assert_eq!(match_now(&mut market, &order), Ok(30_000));
    assert_eq!(market.lease.state, LeaseState::Open as u8);
    assert_eq!(market.lease.funded, 30_000);
}

#[test]
fn a_raise_that_waits_does_not_count_yet_and_one_that_began_does() {
    let mut market = Market::new();
    let order = place(&market, &asked(&market)).unwrap();
    market.now.slot += 300;
    market.offer.pending_price = 600_000;
    market.offer.pending_from = START + 30;
    let before = market.offer;
    assert_eq!(match_now(&mut market, &order), Ok(30_000));
    market.offer = before;
    market.now.at += 30;
    assert_eq!(
        match_now(&mut market, &order),
        Err(PyronetError::AboveLimit)
    );
}

#[test]
fn an_order_is_over_after_its_last_slot_or_its_last_second() {
    let mut market = Market::new();
    let order = place(&market, &asked(&market)).unwrap();
    market.now.slot += 1_000;
    market.now.at += 3_600;
    market.provider.live_until = u64::MAX;
    assert!(!order::has_expired(&order, market.now));
    let fits = market.now;
    market.now.slot += 1;
    assert_eq!(
        match_now(&mut market, &order),
        Err(PyronetError::OrderExpired)
    );
    market.now = fits;
    market.now.at += 1;
    assert_eq!(
        match_now(&mut market, &order),
        Err(PyronetError::OrderExpired)
    );
    market.now = fits;
    assert_eq!(match_now(&mut market, &order), Ok(30_000));
}

#[test]
fn only_a_resting_order_is_matched() {
    let mut market = Market::new();
    let mut order = place(&market, &asked(&market)).unwrap();
    market.now.slot += 300;
    order.status = OrderStatus::Cancelled as u8;
    assert_eq!(
        match_now(&mut market, &order),
        Err(PyronetError::WrongState)
    );
}

#[test]
fn a_set_holds_the_numbers_of_its_bits_and_without_bits_every_number() {
    let mut market = Market::new();
    market.now.slot += 300;
    let mut args = asked(&market);
    args.class_set = [1 << 3, 1 << 36];
    args.region_set = [0, 0, 0, 1 << 63];
    let mut order = place(&market, &args).unwrap();
    order.start_slot = 0;
    let mut outcome = |class, region| {
        let kept = (market.offer, market.provider);
        market.offer.class_id = class;
        market.offer.region = region;
        let outcome = match_now(&mut market, &order).err();
        (market.offer, market.provider) = kept;
        outcome
    };
    assert_eq!(outcome(3, 255), None);
    assert_eq!(outcome(100, 255), None);
    assert_eq!(outcome(4, 255), Some(PyronetError::ClassMismatch));
    assert_eq!(outcome(128 + 3, 255), Some(PyronetError::ClassMismatch));
    assert_eq!(outcome(3, 254), Some(PyronetError::RegionMismatch));
    assert_eq!(outcome(3, 511), Some(PyronetError::RegionMismatch));
}

#[test]
fn a_faster_machine_is_cheaper_for_the_same_work_and_the_rest_is_the_renters() {
    let mut market = Market::new();
    let order = place(&market, &asked(&market)).unwrap();
    market.now.slot += 300;
    market.offer.guaranteed_units_per_s = 3_000;
    assert_eq!(match_now(&mut market, &order), Ok(10_000));
}

proptest! {
    #![proptest_config(market::cases(2000))]

    #[test]
    fn a_match_never_costs_more_than_the_deposit(
        limit in 1_u64..=1_000_000_000_000,
        ask in 1_u64..=1_000_000_000_000,
        speed in 1_u64..10_000_000,
        faster in 0_u64..10_000_000,
        units in 1_u64..1_000_000_000,
        gpus in 1_u16..5,
    ) {
        let mut market = Market::new();
        market.offer.price_per_hour = ask;
        market.offer.guaranteed_units_per_s = speed + faster;
        market.provider.bond_free = u64::MAX / 4;
        let args = PlaceOrder {
            start_price: limit, limit_price: limit, guaranteed_min: speed, unit_cap: units, gpu_count: gpus, ..asked(&market)
        };
        if let Ok(order) = place(&market, &args) {
            match match_now(&mut market, &order) {
                Ok(price) => prop_assert!(price <= order.deposit && ask <= limit),
                Err(error) => prop_assert!(error != PyronetError::InvariantBroken),
            }
        }
    }

    #[test]
    fn what_an_order_pays_never_falls_and_stays_between_start_and_limit(
        start in 1_u64..u64::MAX, span in 0_u64..u64::MAX, climb in 0_u64..u64::MAX, slots in 0_u64..u64::MAX,
    ) {
        let mut order: Order = zeroed();
        order.start_price = start;
        order.limit_price = start.saturating_add(span);
        order.climb_per_slot = climb;
        let at = |slot| order::price_paid(&order, pyronet_rules::time::Now { at: 0, slot });
        prop_assert!((order.start_price..=order.limit_price).contains(&at(slots)));
        prop_assert!(at(slots) <= at(slots.saturating_add(1)));
    }
}
