//! What follows from a job's bytes alone, whatever kind of work it is: the numbers a lease fixes before the work begins.

use crate::commitment::{Digest, MerkleTree, Sha256, ZERO, job_root, plan_leaf};

/// Integer products summed in blocks, fixed chains of floats between them.
pub const PROFILE_I8: u32 = 1;
/// One rounded operation after the other in a written order.
pub const PROFILE_F32: u32 = 2;
/// Contributions computed in F32, summed as 64-bit integers.
pub const PROFILE_X64: u32 = 3;

/// Most segments of one job.
pub const MAX_SEGMENTS: u64 = 1 << 20;

/// A checked job, seen as a row of segments.
pub trait Plan {
    /// Numeric profile, one of the `PROFILE_` constants.
    fn profile(&self) -> u32;
    /// SHA-256 of the input's canonical bytes: a scene, an initial state, a prompt.
    fn input_root(&self) -> Digest;
    /// Length of the input's canonical bytes.
    fn input_bytes(&self) -> u64;
    /// SHA-256 of the model's bytes; [`ZERO`] where the job has none.
    fn model_root(&self) -> Digest {
        ZERO
    }
    /// Length of the model's bytes; 0 where the job has none.
    fn model_bytes(&self) -> u64 {
        0
    }
    /// Number of segments, 1 to [`MAX_SEGMENTS`].
    fn segment_count(&self) -> u32;
    /// Work units of segment `index`; 0 when there is no such segment.
    fn segment_units(&self, index: u32) -> u64;
    /// Most bytes that segment `index` puts out; 0 when there is no such segment.
    fn segment_output_bytes(&self, index: u32) -> u64;
    /// Whether each segment goes on from the state that the one before it left. Otherwise they can be done in any order.
    fn carries_state(&self) -> bool;
    /// Most bytes of a state between two segments; 0 where the job carries none.
    fn state_bytes(&self) -> u64 {
        0
    }
    /// Most bytes of the result, which is put together from all outputs.
    fn result_bytes(&self) -> u64;
    /// Upper bound for the memory an executor needs, in bytes.
    fn peak_memory_bytes(&self) -> u64;
}

/// Root of the plan: one leaf per segment with the units done after it.
pub fn plan_root<H: Sha256>(plan: &(impl Plan + ?Sized)) -> Digest {
    let mut tree = MerkleTree::<H>::new();
    let mut cumulative_units = 0;
    for index in 0..plan.segment_count() {
        cumulative_units += plan.segment_units(index);
        tree.push(plan_leaf::<H>(u64::from(index) + 1, cumulative_units));
    }
    tree.root()
}

/// Job root of a job whose canonical bytes hash to `graph_root`.
pub fn planned_job_root<H: Sha256>(plan: &(impl Plan + ?Sized), graph_root: &Digest, plan_root: &Digest) -> Digest {
    let segments = u64::from(plan.segment_count());
    job_root::<H>(graph_root, &plan.input_root(), &plan.model_root(), plan.profile(), plan_root, segments)
}
