//! Division.

use super::{
    CANONICAL_NAN, INFINITY, SIGN, biased_exponent, is_infinite, is_nan, is_normal_exponent, is_zero,
    rounding::{normalise_and_round, unpack},
    significand,
};

/// `a / b`.
#[inline(always)]
pub fn divide(a: u32, b: u32) -> u32 {
    let (a_exponent, b_exponent) = (biased_exponent(a), biased_exponent(b));
    if !is_normal_exponent(a_exponent) || !is_normal_exponent(b_exponent) {
        return divide_special(a, b);
    }
    let divisor = significand(b);
    let mut dividend = significand(a) << 24;
    let mut exponent_less_one = a_exponent.wrapping_sub(b_exponent).wrapping_add(126);
    let mut quotient = dividend / divisor;
    if quotient >> 24 == 0 {
        dividend <<= 1;
        quotient = dividend / divisor;
        exponent_less_one = exponent_less_one.wrapping_sub(1);
    }
    if exponent_less_one > 253 {
        return divide_special(a, b);
    }
    // 24 bits and a round bit; a quotient that is a normal number is never exactly half way.
    let rounded = ((quotient + 1) >> 1) as u32;
    ((a ^ b) & SIGN | ((exponent_less_one as u32) << 23)).wrapping_add(rounded)
}

#[cold]
#[inline(never)]
fn divide_special(a: u32, b: u32) -> u32 {
    let sign = (a ^ b) & SIGN;
    if is_nan(a) || is_nan(b) {
        return CANONICAL_NAN;
    }
    if is_infinite(a) {
        return if is_infinite(b) { CANONICAL_NAN } else { sign | INFINITY };
    }
    if is_infinite(b) {
        return sign;
    }
    if is_zero(b) {
        return if is_zero(a) { CANONICAL_NAN } else { sign | INFINITY };
    }
    if is_zero(a) {
        return sign;
    }
    let (a_exponent, a_significand) = unpack(a);
    let (b_exponent, b_significand) = unpack(b);
    let dividend = a_significand << 36;
    let quotient = dividend / b_significand;
    let inexact = u64::from(dividend != quotient * b_significand);
    normalise_and_round(sign, a_exponent - b_exponent - 37, (quotient << 1) | inexact)
}
