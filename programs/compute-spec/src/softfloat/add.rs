//! Addition and subtraction.

use super::{
    CANONICAL_NAN, FRACTION, IMPLICIT, SIGN, biased_exponent, is_infinite, is_nan, is_zero,
    rounding::{add_exactly, finish, unpack},
    signs_differ,
};

/// `a + b`.
#[inline(always)]
pub fn add(a: u32, b: u32) -> u32 {
    let (large, small) = if a << 1 < b << 1 { (b, a) } else { (a, b) };
    let (large_exponent, small_exponent) = (biased_exponent(large), biased_exponent(small));
    if large_exponent > 254 || small_exponent == 0 {
        return add_special(a, b);
    }
    let distance = large_exponent - small_exponent;
    if distance > 25 {
        return large;
    }
    // Room for 39 bits below the significand: a distance of at most 25 loses nothing.
    let large_significand = (u64::from(large & FRACTION) | IMPLICIT) << 39;
    let small_significand = ((u64::from(small & FRACTION) | IMPLICIT) << 39) >> distance;
    let sum = if signs_differ(large, small) {
        large_significand - small_significand
    } else {
        large_significand + small_significand
    };
    if sum >> 62 == 1 {
        let biased = sum + (1 << 38);
        let tie = if biased << 25 == 0 { 1 } else { 0 };
        let rounded = (biased >> 39) as u32 & !tie;
        return (large & 0xff80_0000).wrapping_sub(0x80_0000).wrapping_add(rounded);
    }
    if sum == 0 {
        return 0;
    }
    finish(large & SIGN, large_exponent as i32 + 1, sum)
}

/// `a − b`.
#[inline(always)]
pub fn subtract(a: u32, b: u32) -> u32 {
    add(a, b ^ SIGN)
}

#[cold]
#[inline(never)]
fn add_special(a: u32, b: u32) -> u32 {
    if is_nan(a) || is_nan(b) {
        return CANONICAL_NAN;
    }
    if is_infinite(a) {
        return if is_infinite(b) && signs_differ(a, b) { CANONICAL_NAN } else { a };
    }
    if is_infinite(b) {
        return b;
    }
    if is_zero(a) {
        return match is_zero(b) {
            true if signs_differ(a, b) => 0,
            true => a,
            false => b,
        };
    }
    if is_zero(b) {
        return a;
    }
    let (a_exponent, a_significand) = unpack(a);
    let (b_exponent, b_significand) = unpack(b);
    add_exactly(a & SIGN, a_exponent - 150, a_significand, b & SIGN, b_exponent - 150, b_significand)
}
