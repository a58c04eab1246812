//! Functions of one number, written from rounded operations alone: this source is what they mean.
//!
//! They are total: NaN gives NaN, infinities and subnormals are numbers like others. `docs/measurements/exactness.md` says
//! how far each was found from the true value, in units of the last place, and over which inputs.

mod exponential;
mod half;
mod hyperbolic_tangent;
mod logarithm;
mod sine;

pub use exponential::exp;
pub use half::from_half;
pub use hyperbolic_tangent::tanh;
pub use logarithm::log;
pub use sine::{cos, sin};

use crate::real::Real;

/// The NaN that every function returns for NaN and where it has no value.
#[inline(always)]
fn not_a_number<R: Real>() -> R {
    R::from_bits(crate::softfloat::CANONICAL_NAN)
}

/// coefficients[0] + x · (coefficients[1] + x · (…)), each step one fused operation.
#[inline(always)]
fn polynomial<R: Real>(x: R, coefficients: &[f32]) -> R {
    let mut terms = coefficients.iter().rev();
    let last = R::constant(terms.next().copied().unwrap_or(0.0));
    terms.fold(last, |sum, term| sum.fused_multiply_add(x, R::constant(*term)))
}
