//! Attention of one query over the positions up to its own.

use crate::{functions::exp, real::Real};

/// `1 / sqrt(head size)`.
#[inline(always)]
pub fn score_scale<R: Real>(head_size: u32) -> R {
    R::constant(1.0) / R::from_u24(head_size).sqrt()
}

/// Score of one position: `(Σ query[k] · key[k]) · scale`.
#[inline(always)]
pub fn score<R: Real>(query: &[R], key: &[R], scale: R) -> R {
    let mut sum = R::constant(0.0);
    for (&query, &key) in query.iter().zip(key) {
        sum = query.fused_multiply_add(key, sum);
    }
    sum * scale
}

/// Replaces scores by weights: `exp(score − greatest) / Σ exp(score − greatest)`, all sums and comparisons in ascending order.
#[inline(always)]
pub fn softmax<R: Real>(scores: &mut [R]) {
    let Some(&first) = scores.first() else { return };
    let greatest = scores.iter().fold(first, |greatest, &score| score.greater(greatest));
    for score in scores.iter_mut() {
        *score = exp(*score - greatest);
    }
    let sum = scores.iter().fold(R::constant(0.0), |sum, &weight| sum + weight);
    for weight in scores.iter_mut() {
        *weight = *weight / sum;
    }
}

/// One element of the mixed values: `Σ weight[t] · value[t]` over the positions, ascending.
#[inline(always)]
pub fn mix_element<R: Real>(weights_and_values: impl Iterator<Item = (R, R)>) -> R {
    weights_and_values.fold(R::constant(0.0), |sum, (weight, value)| weight.fused_multiply_add(value, sum))
}
