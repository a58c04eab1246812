//! Element-wise operations between matrix products.

use crate::{functions::exp, real::Real};

/// SiLU of `gate` times `up`: `(gate / (1 + exp(−gate))) · up`.
#[inline(always)]
pub fn gated<R: Real>(gate: R, up: R) -> R {
    (gate / (R::constant(1.0) + exp(-gate))) * up
}

/// The residual path: `stream + contribution`, rounded once.
#[inline(always)]
pub fn add<R: Real>(stream: R, contribution: R) -> R {
    stream + contribution
}
