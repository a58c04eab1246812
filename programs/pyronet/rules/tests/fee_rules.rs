//! The split of the fees and the burn auction against wide-integer models.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{values, zeroed};
use proptest::prelude::*;
use pyronet_interface::state::{BurnAuction, ParamsValues};
use pyronet_rules::{
    burn_auction::{buy, open, price},
    fee_split::{largest_remainder, split},
    params,
    time::Now,
    PyronetError,
};

fn shares() -> impl Strategy<Value = [u64; 3]> {
    (0_u64..=10_000, 0_u64..=10_000).prop_map(|(one, other)| {
        let (low, high) = (one.min(other), one.max(other));
        [low, high - low, 10_000 - high]
    })
}

proptest! {
    #![proptest_config(market::cases(4000))]

    #[test]
    fn parts_add_up_and_none_is_an_atom_from_its_exact_share(amount: u64, shares in shares()) {
        let parts = largest_remainder(amount, shares).unwrap();
        prop_assert_eq!(parts.iter().map(|part| u128::from(*part)).sum::<u128>(), u128::from(amount));
        let lost = |at: usize| u128::from(amount) * u128::from(shares[at]) % 10_000;
        for at in 0..3 {
            let floor = u128::from(amount) * u128::from(shares[at]) / 10_000;
            prop_assert!(u128::from(parts[at]) == floor || u128::from(parts[at]) == floor + 1);
            let raised = u128::from(parts[at]) > floor;
            for other in 0..3 {
                let other_floor = u128::from(amount) * u128::from(shares[other]) / 10_000;
                let other_raised = u128::from(parts[other]) > other_floor;
                // Who got an atom lost at least as much as who got none, and came first at a tie.
                if raised && !other_raised {
                    prop_assert!(lost(at) > lost(other) || (lost(at) == lost(other) && at < other));
                }
            }
        }
    }

    #[test]
    fn a_price_falls_to_half_the_reference_and_then_anew_from_half_of_it(
        reference in 1_u64..=u64::MAX, start_bps in 11_000_u32..=100_000, fall in 150_u64..=10_000, falls in 0_u64..70,
    ) {
        let mut auction: BurnAuction = zeroed();
        auction.opened_slot = 5;
        auction.reference_price = reference;
        auction.start_bps = start_bps;
        auction.fall_slots = fall;
        let known = (reference >> falls.min(63)).max(1);
        let begin = 5 + falls * fall;
        let first = price(&auction, begin).unwrap();
        let last = price(&auction, begin + fall - 1).unwrap();
        let start = (u128::from(known) * u128::from(start_bps)).div_ceil(10_000).min(u128::from(u64::MAX));
        prop_assert_eq!(u128::from(first), start.max(u128::from(known.div_ceil(2))));
        prop_assert_eq!(last, known.div_ceil(2));
        let mut before = first;
        for slot in (begin..begin + fall).step_by(13) {
            let now = price(&auction, slot).unwrap();
            prop_assert!(now <= before && now >= last && now >= 1);
            before = now;
        }
    }

    #[test]
    fn a_lot_is_never_sold_below_its_price(
        lot in 1_000_000_u64..=1_000_000_000_000, reference in 1_u64..=1_000_000_000_000_000_000, slot in 0_u64..20_000,
    ) {
        let mut auction: BurnAuction = zeroed();
        let values = ParamsValues { burn_lot_atoms: lot, burn_first_price: reference, ..values() };
        open(&mut auction, lot, &values, Now { at: 0, slot: 7 }).unwrap();
        let now = Now { at: 0, slot: 7 + slot };
        let asked = price(&auction, now.slot).unwrap();
        let exact = (u128::from(lot) * u128::from(asked)).div_ceil(1_000_000);
        match buy(&mut auction, 1, u64::MAX, now) {
            Ok(sale) => {
                prop_assert_eq!(u128::from(sale.pyro), exact);
                prop_assert_eq!(sale.usdc, lot);
                prop_assert_eq!(auction.last_price, asked);
                prop_assert_eq!(auction.opened_slot, 0);
            }
            Err(error) => {
                prop_assert_eq!(error, PyronetError::Overflow);
                prop_assert!(exact > u128::from(u64::MAX));
            }
        }
    }
}

#[test]
fn shares_that_are_not_one_whole_split_nothing() {
    let broken = ParamsValues {
        fee_burn_bps: 3_999,
        ..values()
    };
    assert_eq!(split(10, &broken), Err(PyronetError::ParamsOutOfBounds));
}

#[test]
fn terms_of_an_open_lot_stay_as_they_were() {
    let mut auction: BurnAuction = zeroed();
    let now = Now { at: 0, slot: 7 };
    let first = values();
    open(&mut auction, first.burn_lot_atoms, &first, now).unwrap();
    let held = auction;
    let other = ParamsValues {
        burn_lot_atoms: 1_000_000,
        ..first
    };
    assert_eq!(
        open(&mut auction, u64::MAX, &other, now),
        Err(PyronetError::LotOpen)
    );
    assert_eq!(auction.lot_atoms, held.lot_atoms);
    assert_eq!(
        buy(&mut auction, 2, u64::MAX, now),
        Err(PyronetError::LotMoved)
    );
    assert_eq!(buy(&mut auction, 1, 1, now), Err(PyronetError::LotTooDear));
    buy(&mut auction, 1, u64::MAX, now).unwrap();
    assert_eq!(
        buy(&mut auction, 1, u64::MAX, now),
        Err(PyronetError::NoLot)
    );
}

#[test]
fn each_new_parameter_has_its_compiled_bounds() {
    params::check(&values()).unwrap();
    let refused: [fn(&mut ParamsValues); 16] = [
        |v| v.slash_rest_s = 3 * 86_400 - 1,
        |v| v.slash_rest_s = 30 * 86_400 + 1,
        |v| v.slash_stake_bps = 999,
        |v| v.slash_stake_bps = 10_001,
        |v| v.slash_challenger_bps = 2_001,
        |v| v.slash_verifier_bps = 4_001,
        |v| v.fee_treasury_bps = 4_001,
        |v| {
            v.fee_burn_bps = 999;
            v.fee_verifier_bps = 5_001;
        },
        |v| {
            v.fee_treasury_bps = 6_001;
            v.fee_verifier_bps = 0;
            v.fee_burn_bps = 3_999;
        },
        |v| v.burn_lot_atoms = 999_999,
        |v| v.burn_lot_atoms = 1_000_000_000_001,
        |v| v.burn_first_price = 0,
        |v| v.burn_first_price = 1_000_000_000_000_000_001,
        |v| v.burn_fall_slots = 149,
        |v| v.burn_start_bps = 10_999,
        |v| v.burn_start_bps = 100_001,
    ];
    for (index, change) in refused.iter().enumerate() {
        let mut changed = values();
        change(&mut changed);
        assert_eq!(
            params::check(&changed),
            Err(PyronetError::ParamsOutOfBounds),
            "{index}"
        );
    }
}
