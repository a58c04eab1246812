//! Commitments, encoding version 1: what is hashed, in which order, under which tag.
//!
//! The table is `docs/contracts.md` §1; `vectors/commitment-v1.json` holds known answers.

/// A SHA-256 digest.
pub type Digest = [u8; 32];

/// Thirty-two zero bytes: the root of nothing, an absent root, the padding of trees.
pub const ZERO: Digest = [0; 32];
/// Most bytes of output under one leaf.
pub const LEAF_BYTES: usize = 256;

const NODE_TAG: [u8; 16] = *b"pyro.node.v1\0\0\0\0";
const LEAF_TAG: [u8; 16] = *b"pyro.leaf.v1\0\0\0\0";
const PLAN_TAG: [u8; 16] = *b"pyro.plan.v1\0\0\0\0";
const SEGMENT_TAG: [u8; 16] = *b"pyro.segm.v1\0\0\0\0";
const JOB_TAG: [u8; 16] = *b"pyro.job_.v1\0\0\0\0";

/// SHA-256 over the concatenation of parts; a host uses [`HostSha256`], a chain program its system call.
pub trait Sha256 {
    /// Digest of all parts in order.
    fn digest(parts: &[&[u8]]) -> Digest;
}

/// SHA-256 of this machine, by its instructions where it has them.
#[cfg(feature = "host")]
#[derive(Clone, Copy, Debug)]
pub struct HostSha256;

#[cfg(feature = "host")]
impl Sha256 for HostSha256 {
    fn digest(parts: &[&[u8]]) -> Digest {
        use sha2::Digest as _;
        let mut hasher = sha2::Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        hasher.finalize().into()
    }
}

/// Parent of two nodes.
pub fn node<H: Sha256>(left: &Digest, right: &Digest) -> Digest {
    H::digest(&[&NODE_TAG, left, right])
}

/// Leaf over at most 256 bytes of output; longer input belongs to several leaves.
pub fn output_leaf<H: Sha256>(bytes: &[u8]) -> Digest {
    debug_assert!(bytes.len() <= LEAF_BYTES);
    H::digest(&[&LEAF_TAG, bytes])
}

/// Leaf of the plan: after segment `number`, counted from 1, `cumulative_units` are done.
pub fn plan_leaf<H: Sha256>(number: u64, cumulative_units: u64) -> Digest {
    H::digest(&[&PLAN_TAG, &number.to_le_bytes(), &cumulative_units.to_le_bytes()])
}

/// Leaf of a finished segment; `index` counts from 0.
pub fn segment_leaf<H: Sha256>(
    index: u64,
    state_in: &Digest,
    operation_root: &Digest,
    state_out: &Digest,
    units: u64,
) -> Digest {
    let (index, units) = (index.to_le_bytes(), units.to_le_bytes());
    H::digest(&[&SEGMENT_TAG, &index, state_in, operation_root, state_out, &units])
}

/// What a lease binds: graph, inputs, model, numeric profile and segment plan.
pub fn job_root<H: Sha256>(
    graph_root: &Digest,
    input_root: &Digest,
    model_root: &Digest,
    profile: u32,
    plan_root: &Digest,
    segment_count: u64,
) -> Digest {
    let (profile, count) = (u64::from(profile).to_le_bytes(), segment_count.to_le_bytes());
    H::digest(&[&JOB_TAG, graph_root, input_root, model_root, &profile, plan_root, &count])
}

/// Root over the output of one operation, in leaves of 256 bytes.
pub fn operation_root<H: Sha256>(output: &[u8]) -> Digest {
    let mut tree = MerkleTree::<H>::new();
    for leaf in output.chunks(LEAF_BYTES) {
        tree.push(output_leaf::<H>(leaf));
    }
    tree.root()
}

/// A Merkle tree that takes leaves one after another and keeps one digest per level.
///
/// Leaves are padded with zeros to the next power of two; one leaf is its own root; no leaf is [`ZERO`].
pub struct MerkleTree<H> {
    /// `pending[level]` waits for its right sibling exactly when bit `level` of `count` is set.
    pending: [Digest; LEVELS],
    count: u64,
    hasher: core::marker::PhantomData<H>,
}

/// Enough for 2^40 leaves.
const LEVELS: usize = 41;

impl<H: Sha256> Default for MerkleTree<H> {
    fn default() -> Self {
        Self::new()
    }
}

impl<H: Sha256> MerkleTree<H> {
    /// An empty tree.
    pub const fn new() -> Self {
        Self { pending: [ZERO; LEVELS], count: 0, hasher: core::marker::PhantomData }
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Digest) {
        let mut carried = leaf;
        let mut level = 0;
        while self.count >> level & 1 == 1 {
            carried = node::<H>(&self.pending[level], &carried);
            level += 1;
        }
        self.pending[level] = carried;
        self.count += 1;
    }

    /// Leaves so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Root over the leaves so far.
    pub fn root(&self) -> Digest {
        if self.count == 0 {
            return ZERO;
        }
        let depth = self.count.next_power_of_two().trailing_zeros();
        // Climbing from the lowest level, the right edge is padding until the first pending digest, and a mix above it.
        let mut padding = ZERO;
        let mut edge: Option<Digest> = None;
        for level in 0..depth as usize {
            edge = match (self.count >> level & 1 == 1, edge) {
                (true, None) => Some(node::<H>(&self.pending[level], &padding)),
                (true, Some(right)) => Some(node::<H>(&self.pending[level], &right)),
                (false, None) => None,
                (false, Some(left)) => Some(node::<H>(&left, &padding)),
            };
            padding = node::<H>(&padding, &padding);
        }
        edge.unwrap_or(self.pending[depth as usize])
    }
}

#[cfg(all(test, feature = "host"))]
mod tests {
    use super::*;

    fn padded_root(leaves: &[Digest]) -> Digest {
        let mut level = leaves.to_vec();
        level.resize(leaves.len().next_power_of_two(), ZERO);
        while level.len() > 1 {
            level = level.chunks(2).map(|pair| node::<HostSha256>(&pair[0], &pair[1])).collect();
        }
        level[0]
    }

    #[test]
    fn the_streaming_tree_equals_the_padded_tree_for_every_small_count() {
        let mut tree = MerkleTree::<HostSha256>::new();
        assert_eq!(tree.root(), ZERO);
        let mut leaves = vec![];
        for index in 0..70 {
            let leaf = plan_leaf::<HostSha256>(index, index * 3);
            tree.push(leaf);
            leaves.push(leaf);
            assert_eq!(tree.root(), padded_root(&leaves), "{} leaves", leaves.len());
        }
    }
}
