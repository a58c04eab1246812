//! Canonical graph bytes, `PYROGRF1`: a network that is run step after step, as data.
//!
//! ```text
//!   0  magic "PYROGRF1"
//!   8  u32 profile            1 = I8, 2 = F32
//!  12  u32 weights            W, 1 … 65536
//!  16  u32 operations         N, 1 … 65536
//!  20  u32 steps              1 … 2^20, one token each
//!  24  u32 steps per segment  1 … steps
//!  28  u32 prompt tokens      1 … steps
//!  32  u64 model bytes        1 … 2^40
//!  40  u64 seed               of every draw
//!  48  input SHA-256          of the prompt: u32 token ids
//!  80  model SHA-256
//! 112  W weights, 24 bytes each, see [`Weight`]
//!      N operations, 40 bytes each, see [`Operation`]
//! ```
//!
//! The graph root is the SHA-256 of these bytes. A *step* executes all operations in order, those whose first step has not
//! come left out. Operands are named by number: 0 … W − 1 are the weights, W + i is what operation `i` writes, one row of
//! `columns` numbers per step. An operand stands before its reader, so that there is neither a cycle nor a second
//! writer to rule out; the one exception is [`Opcode::Token`], which reads what was chosen in the step before.
//!
//! A row of role *state* or *output* is kept for all later steps and never changed again. So a segment commits the rows it
//! added and nothing else, and the state between segments is all rows kept so far.

mod check;
#[cfg(feature = "alloc")]
mod encode;
#[cfg(feature = "alloc")]
mod llama;
mod plan;
mod record;

#[cfg(feature = "alloc")]
pub use encode::GraphBytes;
#[cfg(feature = "alloc")]
pub use llama::{LayerWeights, Llama, LlamaWeights};
pub use record::{Encoding, NONE, OPERATION_BYTES, Opcode, Operation, Role, WEIGHT_BYTES, Weight};

use crate::{
    commitment::Digest,
    little_endian::{u32_at, u64_at},
    plan::{MAX_SEGMENTS, PROFILE_F32, PROFILE_I8},
    real::Real,
    refusal::Refusal,
};

/// First eight bytes of a graph.
pub const GRAPH_MAGIC: [u8; 8] = *b"PYROGRF1";
/// Bytes before the first weight.
pub const GRAPH_HEADER_BYTES: usize = 112;
/// Most weights, and most operations.
pub const MAX_RECORDS: u32 = 65_536;
/// Most steps.
pub const MAX_STEPS: u32 = 1 << 20;
/// Most rows or columns of anything; below it every count is exact as a number of profile F32.
pub const MAX_EDGE: u32 = 1 << 24;
/// Most bytes of a model.
pub const MAX_MODEL_BYTES: u64 = 1 << 40;

/// A checked graph over its canonical bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graph<'a> {
    bytes: &'a [u8],
    profile: u32,
    weights: u32,
    operations: u32,
    steps: u32,
    segment_steps: u32,
    prompt_tokens: u32,
}

impl<'a> Graph<'a> {
    /// Reads and checks canonical bytes: every count, shape, reference and parameter, and that no total overflows.
    ///
    /// Never panics, takes time proportional to the bytes and no memory.
    pub fn parse<R: Real>(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() < GRAPH_HEADER_BYTES {
            return Err(Refusal::new("graph-length", "The graph ends within its header.", bytes.len()));
        }
        if bytes[..8] != GRAPH_MAGIC {
            return Err(Refusal::new("graph-magic", "These bytes are not a PYROGRF1 graph.", 0));
        }
        let graph = Self {
            bytes,
            profile: u32_at(bytes, 8),
            weights: u32_at(bytes, 12),
            operations: u32_at(bytes, 16),
            steps: u32_at(bytes, 20),
            segment_steps: u32_at(bytes, 24),
            prompt_tokens: u32_at(bytes, 28),
        };
        graph.check_header()?;
        let records =
            u64::from(graph.weights) * WEIGHT_BYTES as u64 + u64::from(graph.operations) * OPERATION_BYTES as u64;
        if bytes.len() as u64 != GRAPH_HEADER_BYTES as u64 + records {
            let sentence = "The length is not that of the weights and operations it names.";
            return Err(Refusal::new("graph-length", sentence, bytes.len()));
        }
        check::check_records::<R>(&graph)?;
        Ok(graph)
    }

    fn check_header(&self) -> Result<(), Refusal> {
        let counts = 1..=MAX_RECORDS;
        let bounded = [
            (matches!(self.profile, PROFILE_I8 | PROFILE_F32), 8, "The numeric profile is neither I8 nor F32."),
            (counts.contains(&self.weights), 12, "The weights are not between 1 and 65536."),
            (counts.contains(&self.operations), 16, "The operations are not between 1 and 65536."),
            ((1..=MAX_STEPS).contains(&self.steps), 20, "The steps are not between 1 and 2^20."),
            ((1..=self.steps).contains(&self.segment_steps), 24, "A segment is not between one step and all steps."),
            ((1..=self.steps).contains(&self.prompt_tokens), 28, "The prompt is empty or longer than the steps."),
            ((1..=MAX_MODEL_BYTES).contains(&self.model_length()), 32, "The model is empty or longer than 2^40 bytes."),
        ];
        for (holds, offset, sentence) in bounded {
            if !holds {
                return Err(Refusal::new("graph-range", sentence, offset));
            }
        }
        debug_assert!(u64::from(self.steps) <= MAX_SEGMENTS);
        Ok(())
    }

    /// Steps of the whole job.
    pub fn steps(&self) -> u32 {
        self.steps
    }
    /// Tokens given at the start; the ones after them are chosen.
    pub fn prompt_tokens(&self) -> u32 {
        self.prompt_tokens
    }
    /// Seed of every draw.
    pub fn seed(&self) -> u64 {
        u64_at(self.bytes, 40)
    }
    /// Steps of segment `index`, nothing beyond the last one.
    pub fn segment_range(&self, index: u32) -> core::ops::Range<u32> {
        let first = u64::from(index) * u64::from(self.segment_steps);
        let first = first.min(u64::from(self.steps)) as u32;
        first..first + self.segment_steps.min(self.steps - first)
    }
    /// The weights in order of their numbers.
    pub fn weights(&self) -> impl ExactSizeIterator<Item = Weight> + use<'a> {
        let table = &self.bytes[GRAPH_HEADER_BYTES..self.operations_offset()];
        table.as_chunks::<WEIGHT_BYTES>().0.iter().map(|record| Weight::read(record))
    }
    /// The operations in the order of execution.
    pub fn operations(&self) -> impl ExactSizeIterator<Item = Operation> + use<'a> {
        let table = &self.bytes[self.operations_offset()..];
        table.as_chunks::<OPERATION_BYTES>().0.iter().map(|record| Operation::read(record))
    }

    fn weight(&self, number: u32) -> Option<Weight> {
        let offset = GRAPH_HEADER_BYTES + number as usize * WEIGHT_BYTES;
        (number < self.weights).then(|| Weight::read(&self.bytes[offset..offset + WEIGHT_BYTES]))
    }
    /// The operation that writes operand `number`.
    fn writer(&self, number: u32) -> Option<Operation> {
        let index = number.checked_sub(self.weights).filter(|index| *index < self.operations)?;
        let offset = self.operation_offset(index);
        Some(Operation::read(&self.bytes[offset..offset + OPERATION_BYTES]))
    }
    fn operations_offset(&self) -> usize {
        GRAPH_HEADER_BYTES + self.weights as usize * WEIGHT_BYTES
    }
    fn operation_offset(&self, index: u32) -> usize {
        self.operations_offset() + index as usize * OPERATION_BYTES
    }
    fn model_length(&self) -> u64 {
        u64_at(self.bytes, 32)
    }
    fn digest_at(&self, offset: usize) -> Digest {
        let mut digest = [0; 32];
        digest.copy_from_slice(&self.bytes[offset..offset + 32]);
        digest
    }
}
