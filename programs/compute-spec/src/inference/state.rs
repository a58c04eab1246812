//! What a segment leaves to the next one, and how it is committed.
//!
//! ```text
//!  0  magic "PYROKVC1"
//!  8  u32 positions      whose cache rows follow
//! 12  u32 tokens         known so far: the prompt and those picked
//! 16  tokens             u32 each
//!     trace roots        32 bytes per position: operation root over its layers' outputs and, where it picked, its logits
//!     cache rows         f32: per position, in each layer the rotated keys, then the values
//! ```
//!
//! Position leaf = SHA-256(`pyro.posn.v1` · operation root of the cache row · trace root). State root =
//! SHA-256(`pyro.gens.v1` · u64 positions · u64 tokens · operation root of the tokens · Merkle root over the position leaves).
//! Positions are never changed, only appended, and a Merkle tree is continued from one digest per level: a segment hashes
//! the rows it added, not the cache.

use super::Shape;
use crate::commitment::{Digest, MerkleTree, Sha256, operation_root};

/// First eight bytes of a state.
pub const STATE_MAGIC: [u8; 8] = *b"PYROKVC1";
const POSITION_TAG: [u8; 16] = *b"pyro.posn.v1\0\0\0\0";
const STATE_TAG: [u8; 16] = *b"pyro.gens.v1\0\0\0\0";

/// Where the parts of a state lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateLayout {
    /// Of the network.
    pub shape: Shape,
    /// Positions computed.
    pub positions: u32,
    /// Tokens known.
    pub tokens: u32,
}

impl StateLayout {
    /// Offset of the first token.
    pub const TOKENS: u64 = 16;

    /// Offset of the first trace root.
    pub fn traces(&self) -> u64 {
        Self::TOKENS + 4 * u64::from(self.tokens)
    }
    /// Offset of the first cache row.
    pub fn rows(&self) -> u64 {
        self.traces() + 32 * u64::from(self.positions)
    }
    /// Bytes of a cache row.
    pub fn row_bytes(&self) -> u64 {
        4 * self.shape.cache_row() as u64
    }
    /// Length of the state.
    pub fn bytes(&self) -> u64 {
        self.rows() + self.row_bytes() * u64::from(self.positions)
    }
}

/// Leaf of a position.
pub fn position_leaf<H: Sha256>(cache_row: &[u8], trace_root: &Digest) -> Digest {
    H::digest(&[&POSITION_TAG, &operation_root::<H>(cache_row), trace_root])
}

/// Root of the state with these tokens (u32 each) and position leaves.
pub fn state_root<H: Sha256>(tokens: &[u8], positions: &MerkleTree<H>) -> Digest {
    let (position_count, token_count) = (positions.count().to_le_bytes(), (tokens.len() as u64 / 4).to_le_bytes());
    H::digest(&[&STATE_TAG, &position_count, &token_count, &operation_root::<H>(tokens), &positions.root()])
}
