//! RMSNorm (Zhang, Sennrich: "Root Mean Square Layer Normalization", 2019).

use crate::real::Real;

/// `1 / sqrt(Σ x² / columns + epsilon)` of a row of at most 2^24 columns.
#[inline(always)]
pub fn root_mean_square_scale<R: Real>(row: &[R], epsilon: R) -> R {
    let mut sum = R::constant(0.0);
    for &x in row {
        sum = x.fused_multiply_add(x, sum);
    }
    R::constant(1.0) / (sum / R::from_u24(row.len() as u32) + epsilon).sqrt()
}

/// One element: `(x · scale) · weight`.
#[inline(always)]
pub fn normalise_element<R: Real>(x: R, scale: R, weight: R) -> R {
    (x * scale) * weight
}
