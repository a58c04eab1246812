//! The plan of a generation job.
//!
//! A segment is a run of positions, those of the prompt first. A position at or behind the prompt's last token picks the
//! token that follows, and a segment's output is the tokens it picked, as u32. After the end token the segments that are
//! left put out nothing and leave the state as it is. The result is all outputs, one after the other.

use super::{Generation, StateLayout};
use crate::{commitment::Digest, plan::Plan};
use core::ops::Range;

/// Multiply–adds of a work unit: about as many as a processor does in the time of one unit of a rendering.
const PRODUCTS_PER_UNIT: u64 = 32;

impl Generation {
    /// Positions of segment `index`; empty when there is no such segment.
    pub fn segment(&self, index: u32) -> Range<u32> {
        let bound = |index: u64| (index * u64::from(self.segment_positions)).min(u64::from(self.positions())) as u32;
        bound(u64::from(index))..bound(u64::from(index) + 1)
    }

    /// Of `positions`, those that pick a token.
    fn picking(&self, positions: Range<u32>) -> u64 {
        u64::from(positions.end.saturating_sub(positions.start.max(self.prompt_tokens - 1)))
    }
}

impl Plan for Generation {
    fn profile(&self) -> u32 {
        self.profile
    }
    fn input_root(&self) -> Digest {
        self.prompt_sha256
    }
    fn input_bytes(&self) -> u64 {
        4 * u64::from(self.prompt_tokens)
    }
    fn model_root(&self) -> Digest {
        self.model_sha256
    }
    fn model_bytes(&self) -> u64 {
        self.model_bytes
    }
    fn segment_count(&self) -> u32 {
        self.positions().div_ceil(self.segment_positions)
    }
    /// The matrix products of each position, attention to itself and every position before it, and the logits where a token
    /// is picked.
    fn segment_units(&self, index: u32) -> u64 {
        let Range { start, end } = self.segment(index);
        let (count, first_and_last) = (u64::from(end - start), u64::from(start) + u64::from(end) + 1);
        let attended = count * first_and_last / 2;
        let products = count * self.shape.layer_products()
            + attended * self.shape.attention_products()
            + self.picking(start..end) * self.shape.logit_products();
        products.div_ceil(PRODUCTS_PER_UNIT)
    }
    fn segment_output_bytes(&self, index: u32) -> u64 {
        4 * self.picking(self.segment(index))
    }
    fn carries_state(&self) -> bool {
        true
    }
    fn state_bytes(&self) -> u64 {
        let positions = self.positions();
        StateLayout { shape: self.shape, positions, tokens: positions + 1 }.bytes()
    }
    fn result_bytes(&self) -> u64 {
        4 * u64::from(self.new_tokens)
    }
    /// 64 MiB for the program itself, the model's file, the cache once to compute on and twice as bytes of a state, the
    /// layers' outputs and logits of a segment, and for each candidate token 32 bytes.
    fn peak_memory_bytes(&self) -> u64 {
        let shape = &self.shape;
        let positions = u64::from(self.segment_positions.min(self.positions()));
        let outputs = positions * u64::from(shape.layers + 16) * u64::from(shape.width + shape.feed_forward) * 4;
        (64 << 20) + self.model_bytes + 3 * self.state_bytes() + outputs + 32 * u64::from(shape.vocabulary)
    }
}
