//! Multiplication.

use super::{
    CANONICAL_NAN, INFINITY, SIGN, is_infinite, is_nan, is_zero,
    rounding::{normalise_and_round, round_half_even_39, unpack},
};

/// `a · b`.
#[inline(always)]
pub fn multiply(a: u32, b: u32) -> u32 {
    let a_exponent = ((a >> 23) & 0xff).wrapping_sub(1);
    let b_exponent = ((b >> 23) & 0xff).wrapping_sub(1);
    if a_exponent > 253 || b_exponent > 253 {
        return multiply_special(a, b);
    }
    // Significands at bits 8 to 31 put the top of the product at bit 62 or 63: normalisation is a sign test.
    let mut product = u64::from(a << 8 | SIGN) * u64::from(b << 8 | SIGN);
    let mut exponent_less_one = (a_exponent + b_exponent).wrapping_sub(125);
    if product >> 63 == 0 {
        product <<= 1;
        exponent_less_one = exponent_less_one.wrapping_sub(1);
    }
    if exponent_less_one > 253 {
        return multiply_special(a, b);
    }
    ((a ^ b) & SIGN | (exponent_less_one << 23)).wrapping_add(round_half_even_39(product))
}

#[cold]
#[inline(never)]
fn multiply_special(a: u32, b: u32) -> u32 {
    let sign = (a ^ b) & SIGN;
    if is_nan(a) || is_nan(b) {
        return CANONICAL_NAN;
    }
    if is_infinite(a) || is_infinite(b) {
        return if is_zero(a) || is_zero(b) { CANONICAL_NAN } else { sign | INFINITY };
    }
    if is_zero(a) || is_zero(b) {
        return sign;
    }
    let (a_exponent, a_significand) = unpack(a);
    let (b_exponent, b_significand) = unpack(b);
    normalise_and_round(sign, a_exponent + b_exponent - 300, a_significand * b_significand)
}
