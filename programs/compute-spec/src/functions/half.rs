//! Conversion from IEEE-754 binary16.

use crate::real::Real;

/// The number with these binary16 bits, exactly.
#[inline(always)]
pub fn from_half<R: Real>(bits: u16) -> R {
    let sign = u32::from(bits & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(bits >> 10 & 31), u32::from(bits & 0x3ff));
    match exponent {
        // Subnormal: a multiple of 2^-24, exact in binary32.
        0 => {
            let magnitude = R::from_u24(fraction) * R::constant(1.0 / 16_777_216.0);
            R::from_bits(magnitude.to_bits() | sign)
        }
        31 if fraction != 0 => super::not_a_number(),
        31 => R::from_bits(sign | crate::softfloat::INFINITY),
        _ => R::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}
