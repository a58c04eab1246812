//! Rotary position embedding (Su et al.: "RoFormer", 2021) over pairs of neighbouring columns.

use crate::{
    functions::{cos, sin},
    real::Real,
};

/// `base ^ (−pair / pairs)` for a power of two `pairs`.
///
/// Square roots of 1 / base give its powers −1/2, −1/4, …; the product runs over those whose bit is set in `pair`, from the
/// highest bit down. At most one rounding per root and per product, so the error stays within a few units in the last place.
#[inline(always)]
pub fn inverse_frequency<R: Real>(base: R, pair: u32, pairs: u32) -> R {
    let mut root = R::constant(1.0) / base;
    let mut frequency = R::constant(1.0);
    let mut bit = pairs >> 1;
    while bit > 0 {
        root = root.sqrt();
        if pair & bit != 0 {
            frequency = frequency * root;
        }
        bit >>= 1;
    }
    frequency
}

/// Sine and cosine of `position · inverse frequency`; `position` below 2^24.
#[inline(always)]
pub fn rotation<R: Real>(position: u32, inverse_frequency: R) -> (R, R) {
    let angle = R::from_u24(position) * inverse_frequency;
    (sin(angle), cos(angle))
}

/// Turns the pair `(x, y)` by an angle of this sine and cosine: `fma(x, cos, −(y · sin))` and `fma(x, sin, y · cos)`.
#[inline(always)]
pub fn rotate<R: Real>(x: R, y: R, sine: R, cosine: R) -> (R, R) {
    (x.fused_multiply_add(cosine, -(y * sine)), x.fused_multiply_add(sine, y * cosine))
}
