//! The money's arithmetic against plain 128-bit integers, at every boundary.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod market;

use proptest::prelude::*;
use pyronet_rules::{
    arithmetic::{mul_div_ceil, mul_div_floor},
    billing::gross_of_units,
};

fn boundary() -> impl Strategy<Value = u64> {
    let edges = [
        0,
        1,
        2,
        59,
        3_599,
        3_600,
        9_999,
        (1 << 32) - 1,
        1 << 32,
        (1 << 32) + 1,
        1 << 63,
        u64::MAX - 1,
        u64::MAX,
    ];
    prop_oneof![
        any::<u64>(),
        0_u64..1_000_000,
        (0_u32..64).prop_map(|bits| 1 << bits),
        prop::sample::select(edges.to_vec())
    ]
}

proptest! {
    #![proptest_config(market::cases(50000))]

    #[test]
    fn products_and_quotients_are_exact_or_refused(left in boundary(), right in boundary(), divisor in boundary()) {
        let product = u128::from(left) * u128::from(right);
        let floor = product.checked_div(u128::from(divisor)).and_then(|quotient| u64::try_from(quotient).ok());
        prop_assert_eq!(mul_div_floor(left, right, divisor).ok(), floor);
        let ceil = (divisor != 0)
            .then(|| product.checked_add(u128::from(divisor) - 1))
            .flatten()
            .and_then(|raised| u64::try_from(raised / u128::from(divisor)).ok());
        prop_assert_eq!(mul_div_ceil(left, right, divisor).ok(), ceil);
    }

    #[test]
    fn work_is_priced_exactly(rate in boundary(), units in boundary(), speed in boundary()) {
        let expected = (u128::from(rate) * u128::from(units))
            .checked_div(3_600 * u128::from(speed))
            .and_then(|gross| u64::try_from(gross).ok());
        prop_assert_eq!(gross_of_units(rate, units, speed).ok(), expected);
    }
}
