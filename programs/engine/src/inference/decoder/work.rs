//! Operations between products, over whole rows, each compiled to the chosen instructions.

use crate::lanes::Work;
use pyronet_compute_spec::operations::{
    BLOCK, QuantisedBlock, add, gated, normalise_element, quantise, root_mean_square_scale, rotate,
};

/// RMSNorm of rows as long as `weights`, in place.
pub(super) struct Normalise<'a> {
    pub rows: &'a mut [f32],
    pub weights: &'a [f32],
    pub epsilon: f32,
}

impl Work for Normalise<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        for row in self.rows.chunks_exact_mut(self.weights.len()) {
            let scale = root_mean_square_scale(row, self.epsilon);
            for (x, weight) in row.iter_mut().zip(self.weights) {
                *x = normalise_element(*x, scale, *weight);
            }
        }
    }
}

/// Blocks of all numbers.
pub(super) struct Quantise<'a> {
    pub numbers: &'a [f32],
}

impl Work for Quantise<'_> {
    type Output = Vec<QuantisedBlock<f32>>;
    #[inline(always)]
    fn run(self) -> Self::Output {
        let (blocks, _) = self.numbers.as_chunks::<BLOCK>();
        let mut quantised = Vec::with_capacity(blocks.len());
        for block in blocks {
            quantised.push(quantise(block));
        }
        quantised
    }
}

/// Rotary embedding of rows of `columns`, in place; sine and cosine of a head's pairs, row after row.
pub(super) struct Rotate<'a> {
    pub heads: &'a mut [f32],
    pub columns: usize,
    pub rotation: &'a [(f32, f32)],
}

impl Work for Rotate<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        let pairs = self.rotation.len() / (self.heads.len() / self.columns);
        for (row, rotation) in self.heads.chunks_exact_mut(self.columns).zip(self.rotation.chunks_exact(pairs)) {
            for head in row.chunks_exact_mut(2 * pairs) {
                for ([x, y], (sine, cosine)) in head.as_chunks_mut::<2>().0.iter_mut().zip(rotation) {
                    (*x, *y) = rotate(*x, *y, *sine, *cosine);
                }
            }
        }
    }
}

/// SiLU of `gate` times `up`, in place of `gate`.
pub(super) struct Gate<'a> {
    pub gate: &'a mut [f32],
    pub up: &'a [f32],
}

impl Work for Gate<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        for (gate, up) in self.gate.iter_mut().zip(self.up) {
            *gate = gated(*gate, *up);
        }
    }
}

/// The residual path.
pub(super) struct Add<'a> {
    pub stream: &'a mut [f32],
    pub contribution: &'a [f32],
}

impl Work for Add<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        for (stream, contribution) in self.stream.iter_mut().zip(self.contribution) {
            *stream = add(*stream, *contribution);
        }
    }
}
