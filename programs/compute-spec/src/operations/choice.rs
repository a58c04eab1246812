//! The next token, from the logits.

use crate::{
    functions::exp,
    philox::{philox4x32, unit_interval},
    real::Real,
};
use core::cmp::Ordering;

/// How tokens are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling<R> {
    /// 0 takes the greatest logit; otherwise logits are divided by it.
    pub temperature: R,
    /// The most probable tokens that together reach this share are drawn from; above 0, at most 1.
    pub top_p: R,
    /// Seed of the draws.
    pub seed: u64,
}

/// A token with its weight, the exponential of its scaled logit.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<R> {
    /// Index into the vocabulary.
    pub token: u32,
    /// In [0, 1]; 1 for the greatest logit.
    pub weight: R,
}

/// The token of the greatest logit, the lowest one of equals; 0 where there is none.
#[inline(always)]
pub fn argmax<R: Real>(logits: &[R]) -> u32 {
    let mut best = 0;
    for (token, logit) in logits.iter().enumerate() {
        if *logit > logits[best] {
            best = token;
        }
    }
    best as u32
}

/// The token that follows `position`, from finite logits; `candidates` has their length and is overwritten.
///
/// Weights are `exp(logit / temperature − greatest)`, their total is summed in order of the vocabulary. Tokens are then put in
/// order of falling weight, of equals the lower one first. The shortest run of them whose sum reaches `top_p · total`, or
/// all of them, is kept, and the first whose running sum exceeds `u · kept sum` is taken, or the last kept one; `u` is the
/// first word of Philox at counter (position, 0, 0, 0).
pub fn choose<R: Real>(logits: &[R], sampling: &Sampling<R>, position: u32, candidates: &mut [Candidate<R>]) -> u32 {
    let zero = R::constant(0.0);
    if sampling.temperature == zero || logits.is_empty() {
        return argmax(logits);
    }
    let greatest = logits[argmax(logits) as usize] / sampling.temperature;
    let mut total = zero;
    for (token, (candidate, &logit)) in candidates.iter_mut().zip(logits).enumerate() {
        let weight = exp(logit / sampling.temperature - greatest);
        total = total + weight;
        *candidate = Candidate { token: token as u32, weight };
    }
    candidates.sort_unstable_by(in_order);
    let (mut kept, mut sum) = (0, zero);
    while kept < candidates.len() {
        sum = sum + candidates[kept].weight;
        kept += 1;
        if sum >= sampling.top_p * total {
            break;
        }
    }
    let threshold = unit_interval::<R>(philox4x32([position, 0, 0, 0], sampling.seed)[0]) * sum;
    let mut running = zero;
    for candidate in &candidates[..kept] {
        running = running + candidate.weight;
        if running > threshold {
            return candidate.token;
        }
    }
    candidates[kept - 1].token
}

/// Falling weight, then rising token: a total order, for weights are neither NaN nor negative.
fn in_order<R: Real>(a: &Candidate<R>, b: &Candidate<R>) -> Ordering {
    b.weight.to_bits().cmp(&a.weight.to_bits()).then(a.token.cmp(&b.token))
}
