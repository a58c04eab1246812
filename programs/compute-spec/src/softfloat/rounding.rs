//! Normalisation and rounding shared by the operations.

use super::{FRACTION, IMPLICIT, INFINITY};

/// Leading zeros of `x` ≠ 0 by six compares and shifts.
#[inline(always)]
pub(super) fn leading_zeros(mut x: u64) -> u32 {
    let mut zeros = 0;
    for width in [32, 16, 8, 4, 2, 1] {
        if x >> (64 - width) == 0 {
            zeros += width;
            x <<= width;
        }
    }
    zeros
}

/// Shifts right and keeps in the last bit whether anything was lost.
#[inline(always)]
pub(super) fn shift_right_sticky(x: u64, distance: u32) -> u64 {
    match distance {
        0 => x,
        1..=63 => (x >> distance) | u64::from(x << (64 - distance) != 0),
        _ => u64::from(x != 0),
    }
}

/// Significand and exponent of a finite number that is not zero: value = significand · 2^(exponent − 150), 24 bits.
#[inline(always)]
pub(super) fn unpack(x: u32) -> (i32, u64) {
    let exponent = ((x >> 23) & 0xff) as i32;
    let fraction = u64::from(x & FRACTION);
    if exponent == 0 {
        let shift = leading_zeros(fraction) - 40;
        (1 - shift as i32, fraction << shift)
    } else {
        (exponent, fraction | IMPLICIT)
    }
}

/// Rounds value = x · 2^scale, x ≠ 0, to nearest even, through subnormals and overflow.
#[inline(always)]
pub(super) fn normalise_and_round(sign: u32, scale: i32, x: u64) -> u32 {
    let shift = leading_zeros(x);
    round_any(sign, scale - shift as i32 + 190, x << shift)
}

/// Rounds value = significand / 2^63 · 2^(exponent − 127), bit 63 set, for any exponent.
#[cold]
#[inline(never)]
fn round_any(sign: u32, exponent: i32, significand: u64) -> u32 {
    if exponent >= 255 {
        return sign | INFINITY;
    }
    let (significand, base) = if exponent <= 0 {
        (shift_right_sticky(significand, (1 - exponent) as u32), 0)
    } else {
        (significand, ((exponent - 1) as u32) << 23)
    };
    // The carry out of the fraction runs into the exponent, as it must.
    sign | base.wrapping_add(round_to_24_bits(significand))
}

#[inline(always)]
fn round_to_24_bits(significand: u64) -> u32 {
    let kept = significand >> 40;
    let lost = significand << 24;
    let half = 1 << 63;
    let up = if lost == half { kept & 1 } else { u64::from(lost > half) };
    (kept + up) as u32
}

/// Normalises `significand` ≠ 0, whose value is significand / 2^63 · 2^(exponent − 127), and rounds; fast where the result
/// is normal.
#[inline(never)]
pub(super) fn finish(sign: u32, exponent: i32, significand: u64) -> u32 {
    let (mut significand, mut exponent) = (significand, exponent);
    if significand >> 60 == 0 {
        let shift = leading_zeros(significand);
        significand <<= shift;
        exponent -= shift as i32;
    }
    if significand >> 62 == 0 {
        significand <<= 2;
        exponent -= 2;
    }
    if significand >> 63 == 0 {
        significand <<= 1;
        exponent -= 1;
    }
    if !(1..=254).contains(&exponent) {
        return round_any(sign, exponent, significand);
    }
    (sign | (((exponent - 1) as u32) << 23)).wrapping_add(round_half_even_39(significand))
}

/// Rounds away the lower 40 bits: half up first, then the tie repaired.
#[inline(always)]
pub(super) fn round_half_even_39(significand: u64) -> u32 {
    let with_round_bit = significand >> 39;
    if significand << 25 == 0 {
        return ((with_round_bit + ((with_round_bit >> 1) & 1)) >> 1) as u32;
    }
    ((with_round_bit + 1) >> 1) as u32
}

/// Adds two numbers given as 48-bit product · 2^product_scale and 24-bit addend · 2^addend_scale, both not zero, rounding
/// once.
#[inline(always)]
pub(super) fn add_exactly(
    product_sign: u32,
    product_scale: i32,
    product: u64,
    addend_sign: u32,
    addend_scale: i32,
    addend: u64,
) -> u32 {
    let (mut product, mut addend) = (product << 14, addend << 38);
    let (product_scale, addend_scale) = (product_scale - 14, addend_scale - 38);
    let scale = if product_scale >= addend_scale {
        addend = shift_right_sticky(addend, (product_scale - addend_scale) as u32);
        product_scale
    } else {
        product = shift_right_sticky(product, (addend_scale - product_scale) as u32);
        addend_scale
    };
    if product_sign == addend_sign {
        return normalise_and_round(product_sign, scale, product + addend);
    }
    match product.cmp(&addend) {
        core::cmp::Ordering::Equal => 0,
        core::cmp::Ordering::Greater => normalise_and_round(product_sign, scale, product - addend),
        core::cmp::Ordering::Less => normalise_and_round(addend_sign, scale, addend - product),
    }
}
