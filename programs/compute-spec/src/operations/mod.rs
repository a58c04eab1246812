//! What each operation of a network means: one function per output element, over any [`Real`].
//!
//! Shapes are in the terms of a decoder: a *row* is one row of a weight matrix or the activations of one position, its
//! elements the *columns*. Sums run in ascending order with one `fused_multiply_add` per term, from +0, unless a function
//! says otherwise. A NaN is never lost on the way: it reaches the logits, where it aborts the job.

mod activation;
mod attention;
mod choice;
mod normalise;
mod product;
mod quantise;
mod rotate;
mod weight;

pub use activation::{add, gated};
pub use attention::{mix_element, score, score_scale, softmax};
pub use choice::{Candidate, Sampling, argmax, choose};
pub use normalise::{normalise_element, root_mean_square_scale};
pub use product::{dot, dot_i8};
pub use quantise::{BLOCK, QuantisedBlock, quantise};
pub use rotate::{inverse_frequency, rotate, rotation};
pub use weight::{Encoding, element};

use crate::real::Real;

/// `integer` as a number; exact below 2^24 in magnitude.
#[inline(always)]
fn from_integer<R: Real>(integer: i32) -> R {
    let magnitude = R::from_u24(integer.unsigned_abs());
    if integer < 0 { -magnitude } else { magnitude }
}
