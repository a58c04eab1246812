//! e^x.

use super::{not_a_number, polynomial};
use crate::real::Real;

/// 1.5 · 2^23: a sum with it is an integer, rounded to nearest even, in its lower bits.
const INTEGERS: f32 = 12_582_912.0;
/// ln 2 in two parts, the first short enough that its product with an exponent is exact.
const LN_2: [f32; 2] = [0.693_145_75, 1.428_606_8e-6];
/// 1/n! from n = 0 on; the first term left out is below 2^-27 of the sum for |r| ≤ ln(2)/2.
const INVERSE_FACTORIALS: [f32; 8] = [1.0, 1.0, 0.5, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5_040.0];

/// e^x: x = n·ln 2 + r with |r| ≤ ln(2)/2, a polynomial in r, then a scaling by 2^n that rounds at most once.
#[inline(always)]
pub fn exp<R: Real>(x: R) -> R {
    if !(x <= R::constant(89.0)) {
        return if x > R::constant(89.0) { R::constant(f32::INFINITY) } else { not_a_number() };
    }
    if x < R::constant(-104.0) {
        return R::constant(0.0);
    }
    let shifted = x.fused_multiply_add(R::constant(core::f32::consts::LOG2_E), R::constant(INTEGERS));
    let count = shifted - R::constant(INTEGERS);
    let rest = count.fused_multiply_add(R::constant(-LN_2[0]), x);
    let rest = count.fused_multiply_add(R::constant(-LN_2[1]), rest);
    let power = polynomial(rest, &INVERSE_FACTORIALS);
    // |n| ≤ 150, so that neither half leaves the normal numbers and only the second product can round.
    let n = shifted.to_bits().wrapping_sub(INTEGERS.to_bits()) as i32;
    let half = n >> 1;
    power * power_of_two(half) * power_of_two(n - half)
}

/// 2^n for −126 ≤ n ≤ 127.
#[inline(always)]
fn power_of_two<R: Real>(n: i32) -> R {
    R::from_bits(((n + 127) as u32) << 23)
}
