//! Comparisons; every one of them is false for NaN.

use super::{SIGN, is_nan, is_zero};

/// `a == b`; zeros of both signs are equal.
#[inline(always)]
pub fn equal(a: u32, b: u32) -> bool {
    !is_nan(a) && !is_nan(b) && (a == b || (is_zero(a) && is_zero(b)))
}

/// `a < b`.
#[inline(always)]
pub fn less(a: u32, b: u32) -> bool {
    !is_nan(a) && !is_nan(b) && order(a) < order(b)
}

/// `a <= b`.
#[inline(always)]
pub fn less_or_equal(a: u32, b: u32) -> bool {
    !is_nan(a) && !is_nan(b) && order(a) <= order(b)
}

/// An integer that orders like the number, both zeros at 0.
#[inline(always)]
fn order(x: u32) -> i32 {
    let magnitude = (x & !SIGN) as i32;
    if x & SIGN == 0 { magnitude } else { -magnitude }
}
