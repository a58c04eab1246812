//! Square root.

use super::{CANONICAL_NAN, SIGN, is_infinite, is_nan, is_zero, rounding::unpack, significand};

/// `sqrt(a)`; −0 for −0, NaN below.
#[inline(always)]
pub fn square_root(a: u32) -> u32 {
    // With the sign included, every negative number leaves the range of normal exponents.
    let exponent = a >> 23;
    if exponent.wrapping_sub(1) > 253 {
        return square_root_special(a);
    }
    square_root_normal(exponent as i32, significand(a))
}

/// Root of significand · 2^(exponent − 150).
#[inline(always)]
fn square_root_normal(exponent: i32, significand: u64) -> u32 {
    let odd = (exponent & 1) as u64;
    let radicand = significand << (26 - odd);
    // A linear start that Newton's first step takes above the root; three steps then reach its floor or one more.
    let mut root = (radicand >> 26) + (1 << 23) + (1 << 22) - (1 << 19) + (1 << 20);
    for _ in 0..3 {
        root = (root + radicand / root) >> 1;
    }
    if root * root > radicand {
        root -= 1;
    }
    // 24 bits and a round bit; no root is exactly half way.
    let rounded = ((root + 1) >> 1) as u32;
    ((((exponent + 127) >> 1) as u32 - 1) << 23).wrapping_add(rounded)
}

#[cold]
#[inline(never)]
fn square_root_special(a: u32) -> u32 {
    if is_zero(a) {
        return a;
    }
    if is_nan(a) || a & SIGN != 0 {
        return CANONICAL_NAN;
    }
    if is_infinite(a) {
        return a;
    }
    let (exponent, significand) = unpack(a);
    square_root_normal(exponent, significand)
}
