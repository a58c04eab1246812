//! Graphs put together record by record.

use super::{GRAPH_MAGIC, Graph, Operation, Weight};
use crate::{commitment::Digest, real::Real, refusal::Refusal};
use alloc::vec::Vec;

/// The parts of a graph, in the order of its bytes.
#[derive(Clone, Debug)]
pub struct GraphBytes {
    /// Numeric profile, `PROFILE_I8` or `PROFILE_F32`.
    pub profile: u32,
    /// Steps of the whole job.
    pub steps: u32,
    /// Steps of a segment.
    pub segment_steps: u32,
    /// Tokens of the prompt.
    pub prompt_tokens: u32,
    /// Length of the model.
    pub model_bytes: u64,
    /// Seed of every draw.
    pub seed: u64,
    /// SHA-256 of the prompt's token ids.
    pub input_sha256: Digest,
    /// SHA-256 of the model.
    pub model_sha256: Digest,
    /// Matrices of the model.
    pub weights: Vec<Weight>,
    /// Operations in order of execution.
    pub operations: Vec<Operation>,
}

impl GraphBytes {
    /// Canonical bytes, checked by parsing them back with arithmetic `R`.
    pub fn encode<R: Real>(&self) -> Result<Vec<u8>, Refusal> {
        let mut bytes = GRAPH_MAGIC.to_vec();
        let counts = [self.weights.len(), self.operations.len()].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        push(&mut bytes, &[self.profile, counts[0], counts[1], self.steps, self.segment_steps, self.prompt_tokens]);
        bytes.extend_from_slice(&self.model_bytes.to_le_bytes());
        bytes.extend_from_slice(&self.seed.to_le_bytes());
        bytes.extend_from_slice(&self.input_sha256);
        bytes.extend_from_slice(&self.model_sha256);
        for weight in &self.weights {
            let encoding = weight.encoding.map_or(0, |encoding| encoding as u32);
            push(&mut bytes, &[encoding, weight.rows, weight.columns, weight.zero]);
            bytes.extend_from_slice(&weight.offset.to_le_bytes());
        }
        for operation in &self.operations {
            let opcode = operation.opcode.map_or(0, |opcode| opcode as u32);
            let role = operation.role.map_or(0, |role| role as u32);
            push(&mut bytes, &[opcode, role, operation.first_step, operation.columns]);
            push(&mut bytes, &operation.operands);
            push(&mut bytes, &operation.parameters);
            push(&mut bytes, &[operation.zero]);
        }
        Graph::parse::<R>(&bytes)?;
        Ok(bytes)
    }
}

fn push(bytes: &mut Vec<u8>, words: &[u32]) {
    for word in words {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
}
