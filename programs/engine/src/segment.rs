//! One finished segment with its commitments.

use crate::hexadecimal::to_hex;
use pyronet_compute_spec::{
    commitment::{Digest, HostSha256, Sha256, ZERO, operation_root, segment_leaf},
    job::Job,
};
use serde::{Deserialize, Serialize};

/// A segment's output and what commits to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Counted from 0.
    pub index: u32,
    /// Work units, from the job.
    pub units: u64,
    /// Root over the output in leaves of 256 bytes.
    pub operation_root: Digest,
    /// Leaf of the segments root.
    pub leaf: Digest,
    /// SHA-256 of the output, its name as a blob.
    pub sha256: Digest,
    /// The tile: linear RGB as little-endian f32, row by row.
    pub output: Vec<u8>,
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
    pub operation_root: String,
    /// Hexadecimal.
    pub leaf: String,
    /// Hexadecimal.
    pub sha256: String,
    /// Length of the output.
    pub bytes: u64,
}

impl Segment {
    /// Commits to the output of segment `index`.
    pub fn commit(job: &Job, index: u32, output: Vec<u8>) -> Self {
        let units = job.segment_units(index);
        let operation_root = operation_root::<HostSha256>(&output);
        let leaf = segment_leaf::<HostSha256>(u64::from(index), &ZERO, &operation_root, &ZERO, units);
        let sha256 = HostSha256::digest(&[&output]);
        Self { index, units, operation_root, leaf, sha256, output }
    }

    /// The segment without its output.
    pub fn record(&self) -> SegmentRecord {
        SegmentRecord {
            index: self.index,
            units: self.units.to_string(),
            operation_root: to_hex(&self.operation_root),
            leaf: to_hex(&self.leaf),
            sha256: to_hex(&self.sha256),
            bytes: self.output.len() as u64,
        }
    }
}
