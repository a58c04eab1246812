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
