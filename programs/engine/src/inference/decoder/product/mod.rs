//! A matrix times rows of activations.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod eight_rows;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;

use super::{activations::Activations, instructions::Instructions, team::Team};
use crate::lanes::Work;
use pyronet_compute_spec::{
    inference::Matrix,
    operations::{dot, dot_i8},
    plan::PROFILE_I8,
};
use std::sync::{Mutex, PoisonError};

/// Rows of a matrix that a thread takes at once; a multiple of eight.
const PART_ROWS: usize = 64;

/// The products, row after row of activations.
pub(super) fn multiply(
    team: &Team<'_>,
    instructions: Instructions,
    profile: u32,
    matrix: &Matrix<'_>,
    x: &Activations,
) -> Vec<f32> {
    let count = x.rows();
    let mut by_matrix_row = vec![0.0; matrix.rows() * count];
    let parts: Vec<_> = by_matrix_row.chunks_mut(PART_ROWS * count).map(Mutex::new).collect();
    team.each(parts.len(), &|part| {
        let mut out = parts[part].lock().unwrap_or_else(PoisonError::into_inner);
        let rows = Rows { profile, matrix, first: part * PART_ROWS, x };
        rows.multiply(instructions, &mut out);
    });
    drop(parts);
    if count == 1 {
        return by_matrix_row;
    }
    let mut by_position = vec![0.0; by_matrix_row.len()];
    for (row, products) in by_matrix_row.chunks_exact(count).enumerate() {
        for (position, product) in products.iter().enumerate() {
            by_position[position * matrix.rows() + row] = *product;
        }
    }
    by_position
}

/// Some rows of a matrix against all rows of activations.
struct Rows<'a> {
    profile: u32,
    matrix: &'a Matrix<'a>,
    first: usize,
    x: &'a Activations,
}

impl Rows<'_> {
    /// `out`: matrix row after matrix row, one number per row of activations.
    fn multiply(&self, instructions: Instructions, out: &mut [f32]) {
        let count = self.x.rows();
        #[cfg(target_arch = "x86_64")]
        let done = if instructions.has_avx2() { avx2::multiply(self, out) } else { 0 };
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        let done = simd128::multiply(self, out);
        #[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
        let done = 0;
        let first = self.first + done;
        instructions.enter(OneByOne { rows: &Rows { first, ..*self }, out: &mut out[done * count..] });
    }
}

/// The element functions themselves.
struct OneByOne<'a> {
    rows: &'a Rows<'a>,
    out: &'a mut [f32],
}

impl Work for OneByOne<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        let Rows { profile, matrix, first, x } = *self.rows;
        for (row, out) in (first..).zip(self.out.chunks_exact_mut(x.rows())) {
            let bytes = matrix.row(row);
            for (position, out) in out.iter_mut().enumerate() {
                let in_integers =
                    if profile == PROFILE_I8 { dot_i8(matrix.encoding(), bytes, x.row_blocks(position)) } else { None };
                *out = match in_integers {
                    Some(product) => product,
                    None => dot(matrix.encoding(), bytes, x.row(position)),
                };
            }
        }
    }
}
