//! Every amount of the rules against a model in wide integers, at all boundaries: nothing, one, the
//! edges of 32 and 64 bits, a hundred years, the highest price of eight thousand GPUs. Each model
//! says what the amount is, or that it does not fit; the rules must give the one or refuse.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod market;

use market::zeroed;
use pyronet_interface::state::{Lease, LeaseMode, Order, ParamsValues};
use pyronet_rules::{
    billing::{cost, gross_of_time, gross_of_units, gross_rent, gross_run},
    bond::required,
    coverage::{beat, vouch, Vouched},
    ledger::fee,
    order::price_paid,
    time::{Deadline, Now},
};

const HUNDRED_YEARS_S: u64 = 3_155_760_000;
const HIGHEST_RATE: u64 = 1_000_000_000_000 * 8_192;

const EDGES: [u64; 18] = [
    0,
    1,
    2,
    59,
    3_599,
    3_600,
    3_601,
    10_000,
    HUNDRED_YEARS_S,
    (1 << 32) - 1,
    1 << 32,
    (1 << 32) + 1,
    HIGHEST_RATE,
    (1 << 63) - 1,
    1 << 63,
    (1 << 63) + 1,
    u64::MAX - 1,
    u64::MAX,
];

fn edges3() -> impl Iterator<Item = (u64, u64, u64)> {
    EDGES.iter().flat_map(|first| {
        EDGES
            .iter()
            .flat_map(move |second| EDGES.iter().map(move |third| (*first, *second, *third)))
    })
}

fn edges2() -> impl Iterator<Item = (u64, u64)> {
    edges3().filter_map(|(first, second, third)| (third == 0).then_some((first, second)))
}

/// A wide amount as the chain can hold it.
fn fits(amount: u128) -> Option<u64> {
    u64::try_from(amount).ok()
}

fn time_model(rate: u64, seconds: u64) -> Option<u64> {
    fits(u128::from(rate) * u128::from(seconds) / 3_600)
}

fn work_model(rate: u64, units: u64, speed: u64) -> Option<u64> {
    (u128::from(rate) * u128::from(units))
        .checked_div(3_600 * u128::from(speed))
        .and_then(fits)
}

#[test]
fn time_costs_what_the_model_says() {
    for (rate, seconds) in edges2() {
        assert_eq!(gross_of_time(rate, seconds).ok(), time_model(rate, seconds));
        let rented = cost(LeaseMode::Rent as u8, rate, seconds, 1, 1);
        assert_eq!(rented.ok(), time_model(rate, seconds));
    }
}

#[test]
fn work_costs_what_the_model_says() {
    for (rate, units, speed) in edges3() {
        let expected = work_model(rate, units, speed);
        assert_eq!(gross_of_units(rate, units, speed).ok(), expected);
        let run = cost(LeaseMode::Run as u8, rate, 1, units, speed);
        assert_eq!(run.ok(), expected);
    }
}

#[test]
fn a_job_earns_the_lesser_of_time_and_work() {
    for (covered, units, speed) in edges3() {
        for cap in [0, 1, units / 2, units, u64::MAX] {
            let mut lease: Lease = zeroed();
            lease.rate_per_hour = HIGHEST_RATE;
            lease.unit_cap = cap;
            lease.guaranteed_units_per_s = speed;
            let by_time = u128::from(covered) * u128::from(speed);
            let counted = by_time.min(u128::from(units.min(cap)));
            let expected =
                fits(counted).and_then(|counted| work_model(HIGHEST_RATE, counted, speed));
            assert_eq!(gross_run(&lease, covered, units).ok(), expected);
        }
    }
}

#[test]
fn a_rental_earns_covered_time_up_to_the_voucher_and_one_interval() {
    for (rate, covered, vouched) in edges3() {
        for interval in [10, 60, 3_600] {
            let mut lease: Lease = zeroed();
            lease.rate_per_hour = rate;
            lease.covered_s = covered;
            lease.vouched_s = vouched;
            lease.interval_s = interval;
            let most = u128::from(vouched) + u128::from(interval);
            let paid = if vouched == 0 {
                0
            } else {
                u128::from(covered).min(most)
            };
            let expected = fits(u128::from(rate) * paid / 3_600);
            assert_eq!(gross_rent(&lease).ok(), expected);
        }
    }
}

#[test]
fn the_fee_is_its_share_rounded_down() {
    for released in EDGES {
        for fee_bps in [0, 1, 499, 500, 2_000, 10_000] {
            let mut lease: Lease = zeroed();
            lease.released = released;
            lease.fee_bps = fee_bps;
            let expected = fits(u128::from(released) * u128::from(fee_bps) / 10_000);
            assert_eq!(fee(&lease).ok(), expected);
        }
    }
}

#[test]
fn the_bond_covers_cost_and_value_at_risk_by_what_burns() {
    for (cost, value, least) in edges3() {
        for slash_burn_bps in [5_000, 5_001, 9_999, 10_000] {
            let values = ParamsValues {
                slash_burn_bps,
                bond_per_lease_min: least,
                ..zeroed()
            };
            let exposed = u128::from(cost) + u128::from(value);
            let sized = (exposed * 10_000).div_ceil(u128::from(slash_burn_bps));
            let expected = fits(exposed).and(fits(sized.max(u128::from(least))));
            assert_eq!(required(cost, value, &values).ok(), expected);
            if let Some(bond) = expected {
                assert!(u128::from(bond) * u128::from(slash_burn_bps) >= exposed * 10_000);
            }
        }
    }
}

#[test]
fn an_order_climbs_to_its_limit_and_no_further() {
    for (start, climb, slots) in edges3() {
        for limit in EDGES {
            let mut order: Order = zeroed();
            order.start_price = start;
            order.climb_per_slot = climb;
            order.limit_price = limit;
            let wide = u128::from(start) + u128::from(climb) * u128::from(slots);
            let now = Now { at: 0, slot: slots };
            assert_eq!(
                u128::from(price_paid(&order, now)),
                wide.min(u128::from(limit))
            );
        }
    }
}

#[test]
fn a_deadline_is_as_many_slots_away_as_its_seconds_are_sure_to_hold() {
    for (at, slot, seconds) in edges3() {
        for slots_per_minute in [1, 120, 150] {
            let slots = (u128::from(seconds) * u128::from(slots_per_minute)).div_ceil(60);
            let expected =
                fits(u128::from(at) + u128::from(seconds)).zip(fits(u128::from(slot) + slots));
            let deadline = Deadline::after(Now { at, slot }, seconds, slots_per_minute).ok();
            assert_eq!(
                deadline.map(|deadline| (deadline.at, deadline.slot)),
                expected
            );
        }
    }
}

/// A lease served without a gap from its start.
fn served(started_at: u64, lasts_s: u64) -> Lease {
    let mut lease: Lease = zeroed();
    lease.state = 3;
    lease.started_at = started_at;
    lease.anchor_at = started_at;
    lease.end_at = started_at.saturating_add(lasts_s);
    lease.interval_s = 3_600;
    lease
}

#[test]
fn a_hundred_years_are_covered_to_the_second() {
    for gap in [1, 59, 3_599, 3_600] {
        let mut lease = served(1_800_000_000, HUNDRED_YEARS_S);
        // The end of the century, reached by a voucher, then by heartbeats past the end.
        let until = lease.end_at - gap;
        let now = Now { at: until, slot: 1 };
        let vouched = Vouched {
            served_until: until,
            covered_s: HUNDRED_YEARS_S - gap,
        };
        vouch(&mut lease, vouched, now).unwrap();
        for beats in 1..=2 {
            let now = Now {
                at: until + gap * beats,
                slot: 2,
            };
            beat(&mut lease, now).unwrap();
        }
        assert_eq!(lease.covered_s, HUNDRED_YEARS_S);
    }
}

#[test]
fn a_beat_credits_no_more_than_the_interval_wherever_the_clock_stands() {
    for (started_at, anchor, now) in edges3() {
        let mut lease = served(started_at, HUNDRED_YEARS_S);
        lease.anchor_at = anchor;
        let end = lease.end_at;
        let credited = beat(&mut lease, Now { at: now, slot: 1 }).map(|_| lease.covered_s);
        let expected = (now >= anchor).then(|| {
            let span = now.min(end).saturating_sub(anchor.min(end));
            if now - anchor <= 3_600 {
                span
            } else {
                0
            }
        });
        assert_eq!(credited.ok(), expected);
    }
}
