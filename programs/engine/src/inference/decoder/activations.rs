//! Rows of activations, with their quantised form.

use super::{instructions::Instructions, work::Quantise};
use pyronet_compute_spec::operations::{BLOCK, QuantisedBlock};

/// Activations of some positions: rows of `columns` numbers.
pub(super) struct Activations {
    pub columns: usize,
    /// Row after row.
    pub numbers: Vec<f32>,
    /// Row after row; empty where the columns are no whole number of blocks.
    pub blocks: Vec<QuantisedBlock<f32>>,
}

impl Activations {
    pub(super) fn new(instructions: Instructions, columns: usize, numbers: Vec<f32>) -> Self {
        let blocks =
            if columns.is_multiple_of(BLOCK) { instructions.enter(Quantise { numbers: &numbers }) } else { Vec::new() };
        Self { columns, numbers, blocks }
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.numbers.len() / self.columns
    }
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.numbers[row * self.columns..][..self.columns]
    }
    pub(super) fn row_blocks(&self, row: usize) -> &[QuantisedBlock<f32>] {
        let blocks = self.columns / BLOCK;
        &self.blocks[row * blocks..][..blocks]
    }
}
