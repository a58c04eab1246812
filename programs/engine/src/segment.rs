//! One finished segment with its commitments.

use crate::hexadecimal::to_hex;
use pyronet_compute_spec::{
    commitment::{Digest, HostSha256, Sha256, ZERO, operation_root, segment_leaf},
    plan::Plan,
};
use serde::{Deserialize, Serialize};

/// A segment's output and what commits to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Counted from 0.
    pub index: u32,
    /// Work units, from the job.
    pub units: u64,
    /// Root of the state it went on from; [`ZERO`] where the job carries none.
    pub state_in: Digest,
    /// Root over what its operations put out.
    pub operation_root: Digest,
    /// Root of the state it left; [`ZERO`] where the job carries none.
    pub state_out: Digest,
    /// Leaf of the segments root.
    pub leaf: Digest,
    /// SHA-256 of the output, its name as a blob.
    pub sha256: Digest,
    /// What is delivered: the tile, the frames, the tokens.
    pub output: Vec<u8>,
    /// Canonical bytes of the state it left, from which any engine goes on; nothing where the job carries none.
    pub state: Option<Vec<u8>>,
}

/// What the work on a segment of a job with state came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Root of the state it went on from.
    pub state_in: Digest,
    /// Root over what its operations put out.
    pub operation_root: Digest,
    /// Root of the state it left.
    pub state_out: Digest,
    /// Canonical bytes of the state it left.
    pub state: Vec<u8>,
}

/// A segment as the protocol writes it, without its output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SegmentRecord {
    /// Counted from 0.
    pub index: u32,
    /// Work units as decimal text.
    pub units: String,
    /// Hexadecimal.
    pub state_in: String,
    /// Hexadecimal.
    pub operation_root: String,
    /// Hexadecimal.
    pub state_out: String,
    /// Hexadecimal.
    pub leaf: String,
    /// Hexadecimal.
    pub sha256: String,
    /// Length of the output.
    pub bytes: u64,
}

impl Segment {
    /// Commits to segment `index` of a job without state, whose operation root is that over the output.
    pub fn commit(plan: &dyn Plan, index: u32, output: Vec<u8>) -> Self {
        let operation_root = operation_root::<HostSha256>(&output);
        Self::bind(plan, index, output, [ZERO, operation_root, ZERO], None)
    }

    /// Commits to segment `index` of a job whose segments go on from each other.
    pub fn commit_carried(plan: &dyn Plan, index: u32, output: Vec<u8>, carried: Carried) -> Self {
        let Carried { state_in, operation_root, state_out, state } = carried;
        Self::bind(plan, index, output, [state_in, operation_root, state_out], Some(state))
    }

    fn bind(plan: &dyn Plan, index: u32, output: Vec<u8>, roots: [Digest; 3], state: Option<Vec<u8>>) -> Self {
        let units = plan.segment_units(index);
        let [state_in, operation_root, state_out] = roots;
        let leaf = segment_leaf::<HostSha256>(u64::from(index), &state_in, &operation_root, &state_out, units);
        let sha256 = HostSha256::digest(&[&output]);
        Self { index, units, state_in, operation_root, state_out, leaf, sha256, output, state }
    }

    /// The segment without its output and state.
    pub fn record(&self) -> SegmentRecord {
        SegmentRecord {
            index: self.index,
            units: self.units.to_string(),
            state_in: to_hex(&self.state_in),
            operation_root: to_hex(&self.operation_root),
            state_out: to_hex(&self.state_out),
            leaf: to_hex(&self.leaf),
            sha256: to_hex(&self.sha256),
            bytes: self.output.len() as u64,
        }
    }
}
