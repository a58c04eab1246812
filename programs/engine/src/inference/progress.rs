//! How far a generation is: the state between segments, as `pyronet_compute_spec::inference` lays it out.

use super::decoder::Cache;
use crate::fault::Fault;
use pyronet_compute_spec::{
    commitment::{Digest, HostSha256, MerkleTree},
    inference::{Generation, STATE_MAGIC, StateLayout, position_leaf, state_root},
    real::Real,
};

/// Tokens, cache and commitments of the positions so far.
pub struct Progress {
    /// The prompt and the tokens picked so far.
    pub tokens: Vec<u32>,
    /// Keys and values.
    pub cache: Cache,
    traces: Vec<Digest>,
    leaves: MerkleTree<HostSha256>,
}

impl Progress {
    /// Before the first position.
    pub fn begin(job: &Generation, prompt: &[u32]) -> Self {
        Self { tokens: prompt.to_vec(), cache: Cache::new(&job.shape), traces: Vec::new(), leaves: MerkleTree::new() }
    }

    /// Reads the state that the segment before `segment` left; the rows are taken as they are, for the root binds them.
    pub fn read(job: &Generation, prompt: &[u32], segment: Option<u32>, bytes: &[u8]) -> Result<Self, Fault> {
        let mismatch = |sentence| Err(Fault::state_mismatch(sentence));
        let Some((magic, [positions, tokens])) = header(bytes) else {
            return mismatch("The state is shorter than its header.");
        };
        let layout = StateLayout { shape: job.shape, positions, tokens };
        let counts_fit = positions <= job.positions() && tokens == (positions + 1).max(job.prompt_tokens);
        if magic != STATE_MAGIC || !counts_fit || layout.bytes() != bytes.len() as u64 {
            return mismatch("These bytes are not a state of this job.");
        }
        let (head, rows) = bytes.split_at(layout.rows() as usize);
        let (tokens, traces) = head[StateLayout::TOKENS as usize..].split_at(4 * tokens as usize);
        let mut progress = Self::begin(job, prompt);
        progress.tokens = tokens.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        if progress.tokens[..prompt.len()] != *prompt {
            return mismatch("The state goes on from another prompt.");
        }
        if progress.tokens.iter().any(|token| *token >= job.shape.vocabulary) {
            return mismatch("The state holds a token that the vocabulary does not have.");
        }
        let picked = &progress.tokens[prompt.len()..];
        let end = picked.iter().position(|token| Some(*token) == job.end_token);
        if end.is_some_and(|end| end + 1 < picked.len()) {
            return mismatch("The state goes on behind the end token.");
        }
        if segment.is_some_and(|segment| end.is_none() && positions != job.segment(segment).start) {
            return mismatch("The state is that of another segment.");
        }
        for (row, trace) in rows.chunks_exact(layout.row_bytes() as usize).zip(traces.as_chunks().0) {
            let numbers: Vec<f32> = row.as_chunks().0.iter().map(|word| f32::from_le_bytes(*word)).collect();
            progress.cache.push_row(&numbers);
            progress.commit(row, *trace);
        }
        Ok(progress)
    }

    /// Canonical bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = STATE_MAGIC.to_vec();
        for count in [self.traces.len(), self.tokens.len()] {
            bytes.extend_from_slice(&(count as u32).to_le_bytes());
        }
        bytes.extend_from_slice(&self.token_bytes());
        bytes.extend_from_slice(self.traces.as_flattened());
        for position in 0..self.traces.len() {
            bytes.extend(canonical_bytes(&self.cache.row(position)));
        }
        bytes
    }

    /// Root of the state.
    pub fn root(&self) -> Digest {
        state_root::<HostSha256>(&self.token_bytes(), &self.leaves)
    }

    /// Whether the end token was picked.
    pub fn ended(&self, job: &Generation) -> bool {
        self.tokens.len() > job.prompt_tokens as usize && job.end_token == self.tokens.last().copied()
    }

    /// Commits to the next position of those that the cache already holds.
    pub fn commit_position(&mut self, trace_root: Digest) {
        let row = canonical_bytes(&self.cache.row(self.traces.len()));
        self.commit(&row, trace_root);
    }

    fn commit(&mut self, row: &[u8], trace_root: Digest) {
        self.leaves.push(position_leaf::<HostSha256>(row, &trace_root));
        self.traces.push(trace_root);
    }

    fn token_bytes(&self) -> Vec<u8> {
        self.tokens.iter().flat_map(|token| token.to_le_bytes()).collect()
    }
}

/// Numbers as little-endian f32, every NaN the canonical one.
pub fn canonical_bytes(numbers: &[f32]) -> Vec<u8> {
    let mut bytes = vec![0; 4 * numbers.len()];
    for (word, number) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(numbers) {
        *word = number.to_canonical_bits().to_le_bytes();
    }
    bytes
}

fn header(bytes: &[u8]) -> Option<([u8; 8], [u32; 2])> {
    let (magic, rest) = bytes.split_first_chunk()?;
    let (positions, rest) = rest.split_first_chunk()?;
    let tokens = rest.first_chunk()?;
    Some((*magic, [u32::from_le_bytes(*positions), u32::from_le_bytes(*tokens)]))
}
