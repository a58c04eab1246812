//! Fused multiply-add.

use super::{
    CANONICAL_NAN, FRACTION, IMPLICIT, INFINITY, SIGN, biased_exponent, from_i32, is_infinite, is_nan,
    is_normal_exponent, is_zero,
    rounding::{add_exactly, finish, normalise_and_round, unpack},
    significand, signs_differ,
};

/// `a · b + c` rounded once.
#[inline(always)]
pub fn fused_multiply_add(a: u32, b: u32, c: u32) -> u32 {
    let (a_exponent, b_exponent, c_exponent) = (biased_exponent(a), biased_exponent(b), biased_exponent(c));
    if !is_normal_exponent(a_exponent) || !is_normal_exponent(b_exponent) || !is_normal_exponent(c_exponent) {
        return fused_special(a, b, c);
    }
    let product = significand(a) * significand(b);
    let scale = (a_exponent + b_exponent).wrapping_sub(150);
    fused_normal(product, a ^ b, scale, c, c_exponent).unwrap_or_else(|| fused_special(a, b, c))
}

/// `float(integer) · b + c` rounded once, for |integer| < 2^24; the integer needs no normalisation.
#[inline(always)]
pub fn fused_multiply_add_integer(integer: i32, b: u32, c: u32) -> u32 {
    let (b_exponent, c_exponent) = (biased_exponent(b), biased_exponent(c));
    if integer == 0 || !is_normal_exponent(b_exponent) || !is_normal_exponent(c_exponent) {
        return fused_special(from_i32(integer), b, c);
    }
    let product = u64::from(integer.unsigned_abs()) * significand(b);
    fused_normal(product, integer as u32 ^ b, b_exponent, c, c_exponent)
        .unwrap_or_else(|| fused_special(from_i32(integer), b, c))
}

/// 0 < product < 2^48 with the sign of `product_sign` and value product · 2^(scale − 150), plus the normal number `c`.
/// Nothing when the exponents are so far apart that the general path must decide.
#[inline(always)]
fn fused_normal(product: u64, product_sign: u32, scale: u64, c: u32, c_exponent: u64) -> Option<u32> {
    let shift = scale.wrapping_add(40).wrapping_sub(c_exponent);
    let opposite = signs_differ(product_sign, c);
    if (16..=54).contains(&shift) {
        // The product dominates or is comparable: both fit in 63 bits exactly.
        let product = product << 14;
        let addend = significand(c) << (54 - shift);
        let exponent = scale as i32 + 26;
        let (sign, magnitude) = if !opposite {
            (product_sign & SIGN, addend + product)
        } else if addend > product {
            (c & SIGN, addend - product)
        } else {
            (product_sign & SIGN, product - addend)
        };
        return Some(if magnitude == 0 { 0 } else { finish(sign, exponent, magnitude) });
    }
    let aligned = if shift <= 15 {
        product << shift
    } else if (shift as i64) < 0 {
        let right = shift.wrapping_neg();
        if right > 48 { 1 } else { (product >> right) | u64::from(product << (64 - right) != 0) }
    } else {
        return None;
    };
    // The addend dominates. Its implicit bit stays out, so bit 63 of the sum says whether the exponent changes.
    let fraction = u64::from(c & FRACTION) << 40;
    if opposite {
        let sum = fraction.wrapping_sub(aligned);
        if sum >> 63 == 0 {
            return Some(round_beside(sum, c));
        }
        return Some(finish(c & SIGN, c_exponent as i32, sum.wrapping_add(1 << 63)));
    }
    let sum = fraction + aligned;
    if sum >> 63 == 0 {
        return Some(round_beside(sum, c));
    }
    Some(finish(c & SIGN, c_exponent as i32 + 1, ((sum >> 1) | (sum & 1)) + (1 << 62)))
}

/// Rounds a fraction of 63 bits and packs it with the sign and exponent of `c`.
#[inline(always)]
fn round_beside(fraction: u64, c: u32) -> u32 {
    let biased = fraction + (1 << 39);
    let tie = if biased << 24 == 0 { 1 } else { 0 };
    (c & 0xff80_0000).wrapping_add((biased >> 40) as u32 & !tie)
}

#[cold]
#[inline(never)]
fn fused_special(a: u32, b: u32, c: u32) -> u32 {
    let product_sign = (a ^ b) & SIGN;
    let addend_sign = c & SIGN;
    if is_nan(a) || is_nan(b) || is_nan(c) {
        return CANONICAL_NAN;
    }
    if is_infinite(a) || is_infinite(b) {
        let undefined = is_zero(a) || is_zero(b) || (is_infinite(c) && addend_sign != product_sign);
        return if undefined { CANONICAL_NAN } else { product_sign | INFINITY };
    }
    if is_infinite(c) {
        return c;
    }
    if is_zero(a) || is_zero(b) {
        return match is_zero(c) {
            true if product_sign != addend_sign => 0,
            _ => c,
        };
    }
    let (a_exponent, a_significand) = unpack(a);
    let (b_exponent, b_significand) = unpack(b);
    let product = a_significand * b_significand;
    let scale = a_exponent + b_exponent - 300;
    if is_zero(c) {
        return normalise_and_round(product_sign, scale, product);
    }
    let (c_exponent, c_significand) = unpack(c);
    debug_assert!(c_significand & IMPLICIT != 0);
    add_exactly(product_sign, scale, product, addend_sign, c_exponent - 150, c_significand)
}
