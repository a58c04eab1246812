//! Conversions to and from integers.

use super::{SIGN, is_nan, rounding::normalise_and_round};

/// The nearest number to `integer`, ties to even.
pub fn from_i32(integer: i32) -> u32 {
    if integer == 0 {
        return 0;
    }
    normalise_and_round(integer as u32 & SIGN, 0, u64::from(integer.unsigned_abs()))
}

/// The nearest number to `integer`, ties to even.
pub fn from_i64(integer: i64) -> u32 {
    if integer == 0 {
        return 0;
    }
    let sign = if integer < 0 { SIGN } else { 0 };
    normalise_and_round(sign, 0, integer.unsigned_abs())
}

/// The nearest number to `integer`, ties to even.
pub fn from_u32(integer: u32) -> u32 {
    if integer == 0 {
        return 0;
    }
    normalise_and_round(0, 0, u64::from(integer))
}

/// Rounds towards zero; values beyond the range become the nearest end of it, NaN becomes 0.
pub fn to_i32_truncated(x: u32) -> i32 {
    if is_nan(x) {
        return 0;
    }
    let exponent = (x >> 23) & 0xff;
    if exponent < 127 {
        return 0;
    }
    let negative = x & SIGN != 0;
    if exponent >= 127 + 31 {
        return if negative { i32::MIN } else { i32::MAX };
    }
    let significand = u64::from(x & super::FRACTION) | super::IMPLICIT;
    let magnitude = ((significand << 8) >> (158 - exponent)) as i32;
    if negative { -magnitude } else { magnitude }
}

/// `x` in quanta of 2^-`fraction_bits` (at most 32), to nearest, ties to even; nothing for NaN and from 2^50 quanta upwards.
pub fn to_fixed(x: u32, fraction_bits: u32) -> Option<i64> {
    // value = significand · 2^(exponent − 150)
    let (exponent, fraction) = ((x >> 23 & 0xff) as i32, i64::from(x & super::FRACTION));
    let (exponent, significand) =
        if exponent == 0 { (1, fraction) } else { (exponent, fraction | super::IMPLICIT as i64) };
    let magnitude = match exponent - 150 + fraction_bits as i32 {
        // 24 bits, shifted by 26 at most, stay below 2^50.
        shift @ 0..=26 => significand << shift,
        27.. => return None,
        shift @ -25..0 => {
            let (kept, lost) = (significand >> -shift, significand & ((1 << -shift) - 1));
            let half = 1 << (-shift - 1);
            kept + i64::from(lost > half || (lost == half && kept & 1 == 1))
        }
        _ => 0,
    };
    Some(if x & SIGN != 0 { -magnitude } else { magnitude })
}
