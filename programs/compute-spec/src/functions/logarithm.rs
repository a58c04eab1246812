//! Natural logarithm.

use super::{not_a_number, polynomial};
use crate::real::Real;

/// ln 2 in two parts, the first short enough that its product with an exponent is exact.
const LN_2: [f32; 2] = [0.693_145_75, 1.428_606_8e-6];
/// Bits of √½: significands are taken from there to √2.
const ROOT_HALF: u32 = 0x3f35_04f3;
/// 2/3, 2/5, …: ln((1+s)/(1−s)) = 2s + s·z·(2/3 + z·(2/5 + …)) with z = s².
const SERIES: [f32; 4] = [2.0 / 3.0, 2.0 / 5.0, 2.0 / 7.0, 2.0 / 9.0];

/// ln x: x = 2^e · m with √½ ≤ m < √2, and ln m by the series of the area hyperbolic tangent. Below zero it is NaN, at
/// either zero −∞.
#[inline(always)]
pub fn log<R: Real>(x: R) -> R {
    if !(x > R::constant(0.0)) {
        return if x == R::constant(0.0) { R::constant(f32::NEG_INFINITY) } else { not_a_number() };
    }
    if x == R::constant(f32::INFINITY) {
        return x;
    }
    let subnormal = x < R::constant(f32::MIN_POSITIVE);
    let (bits, extra) = if subnormal { ((x * R::constant(33_554_432.0)).to_bits(), 25) } else { (x.to_bits(), 0) };
    let from_root = bits.wrapping_sub(ROOT_HALF);
    let exponent = (from_root as i32 >> 23) - extra;
    let m = R::from_bits((from_root & 0x007f_ffff).wrapping_add(ROOT_HALF));
    let f = m - R::constant(1.0);
    let s = f / (R::constant(2.0) + f);
    let z = s * s;
    let series = z * polynomial(z, &SERIES);
    // ln(1+f) = f − (f²/2 − s·(f²/2 + series)), whose leading term is exact.
    let half_square = R::constant(0.5) * f * f;
    let e = R::from_i32(exponent);
    let low = s.fused_multiply_add(half_square + series, e * R::constant(LN_2[1]));
    e.fused_multiply_add(R::constant(LN_2[0]), f - (half_square - low))
}
