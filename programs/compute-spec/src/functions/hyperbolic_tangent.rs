//! Hyperbolic tangent.

use super::{exp, polynomial};
use crate::real::Real;

/// Numerator and denominator of the fifth convergent of x/(1 + x²/(3 + x²/(5 + …))), in x².
const CONVERGENT: [&[f32]; 2] = [&[10_395.0, 1_260.0, 21.0], &[10_395.0, 4_725.0, 210.0, 1.0]];

/// tanh x: a convergent of its continued fraction below 5/8, 1 − 2/(e^2|x| + 1) above.
#[inline(always)]
pub fn tanh<R: Real>(x: R) -> R {
    let magnitude = x.abs();
    if magnitude < R::constant(0.000_244_140_62) {
        // x³/3 is less than half of the last place.
        return x;
    }
    if magnitude < R::constant(0.625) {
        let square = x * x;
        let [above, below] = CONVERGENT.map(|coefficients| polynomial(square, coefficients));
        return x * (above / below);
    }
    // From about 9 on this is 1; NaN stays NaN.
    let grown = exp(magnitude + magnitude) + R::constant(1.0);
    let result = R::constant(1.0) - R::constant(2.0) / grown;
    if x < R::constant(0.0) { -result } else { result }
}
