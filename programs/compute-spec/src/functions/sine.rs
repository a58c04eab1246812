//! Sine and cosine.

use super::{not_a_number, polynomial};
use crate::real::Real;

/// Sine's Taylor coefficients from r³ on, in r².
const SINE: [f32; 4] = [-1.0 / 6.0, 1.0 / 120.0, -1.0 / 5_040.0, 1.0 / 362_880.0];
/// Cosine's Taylor coefficients from r² on, in r².
const COSINE: [f32; 5] = [-0.5, 1.0 / 24.0, -1.0 / 720.0, 1.0 / 40_320.0, -1.0 / 3_628_800.0];
/// 2/π as a binary fraction of 320 bits, the first word leading.
const TWO_OVER_PI: [u64; 5] =
    [0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0, 0xdb62_9599_3c43_9041, 0xfe51_63ab_debb_c561, 0xb724_6e3a_424d_d2e0];
/// π/2 in quanta of 2^-63.
const HALF_PI: i128 = 0xc90f_daa2_2168_c234;

/// sin x; NaN for infinities.
#[inline(always)]
pub fn sin<R: Real>(x: R) -> R {
    let magnitude = x.abs();
    if magnitude < R::constant(0.000_244_140_62) {
        // x³/6 is less than half of the last place.
        return x;
    }
    let Some((quadrant, rest)) = reduced(magnitude) else { return not_a_number() };
    let result = in_quadrant(quadrant, rest);
    if x < R::constant(0.0) { -result } else { result }
}

/// cos x; NaN for infinities.
#[inline(always)]
pub fn cos<R: Real>(x: R) -> R {
    match reduced(x.abs()) {
        Some((quadrant, rest)) => in_quadrant(quadrant + 1, rest),
        None => not_a_number(),
    }
}

/// sin(quadrant · π/2 + rest) for |rest| ≤ π/4.
#[inline(always)]
fn in_quadrant<R: Real>(quadrant: u32, rest: R) -> R {
    let square = rest * rest;
    let result = if quadrant & 1 == 0 {
        (rest * square).fused_multiply_add(polynomial(square, &SINE), rest)
    } else {
        square.fused_multiply_add(polynomial(square, &COSINE), R::constant(1.0))
    };
    if quadrant & 2 == 0 { result } else { -result }
}

/// A number ≥ 0 as a whole number of quarter turns and a rest of at most an eighth; nothing for infinity and NaN.
#[inline(always)]
fn reduced<R: Real>(magnitude: R) -> Option<(u32, R)> {
    if magnitude <= R::constant(core::f32::consts::FRAC_PI_4) {
        return Some((0, magnitude));
    }
    magnitude.is_finite().then(|| {
        let (quadrant, rest) = reduce_exactly(magnitude.to_bits());
        // A rest of at least 2^-35 in quanta of 2^-63: the conversion rounds, the scaling does not.
        (quadrant, R::from_i64(rest) * R::from_bits((127 - 63) << 23))
    })
}

/// The reduction of a normal number above ½ by its bits, in integers: the rest in quanta of 2^-63.
///
/// After Payne and Hanek (1983): only those bits of 2/π are multiplied that reach quarter turns modulo four and the fraction.
fn reduce_exactly(bits: u32) -> (u32, i64) {
    let significand = u128::from(bits & 0x007f_ffff | 0x0080_0000);
    // x = significand · 2^exponent, exponent from −24 to 104.
    let exponent = (bits >> 23) as i32 - 150;
    // In units of 2^-126 quarter turns, modulo four.
    let turned = significand.wrapping_mul(bits_of_two_over_pi(exponent - 2));
    let fraction = (turned << 2) as i128;
    // The fraction as a signed one: half and more counts down from the next quarter.
    let quadrant = (turned >> 126) as u32 + u32::from(fraction < 0);
    (quadrant & 3, (((fraction >> 64) * HALF_PI) >> 64) as i64)
}

/// 128 bits of 2/π from the bit `first` on, where bit 0 is worth ½; bits before it are zeros.
fn bits_of_two_over_pi(first: i32) -> u128 {
    let word = |index: usize| u128::from(TWO_OVER_PI.get(index).copied().unwrap_or(0));
    let from_word = |index: usize| word(index) << 64 | word(index + 1);
    if first < 0 {
        return from_word(0) >> -first;
    }
    let (index, shift) = (first as usize / 64, first as u32 % 64);
    if shift == 0 { from_word(index) } else { from_word(index) << shift | word(index + 2) >> (64 - shift) }
}
