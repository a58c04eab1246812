//! What a lease fixes before the work begins.

use crate::{fault::Fault, hexadecimal::to_hex, workload::plan_of};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    plan::{plan_root, planned_job_root},
};
use serde::Serialize;

/// The answer to `plan`. Numbers that may pass 2^53 are decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Commits to everything below.
    pub job_root: String,
    /// SHA-256 of the job bytes.
    pub graph_root: String,
    /// SHA-256 of the input's bytes.
    pub input_root: String,
    /// SHA-256 of the model's bytes; zeros where the job has none.
    pub model_root: String,
    /// Numeric profile: 1 I8, 2 F32, 3 X64.
    pub profile: u32,
    /// Commits to the cumulative units.
    pub plan_root: String,
    /// Number of segments.
    pub segment_count: u32,
    /// Entry i: work units of segments 0 to i together.
    pub cumulative_units: Vec<String>,
    /// Upper bound for the memory the job needs.
    pub peak_memory_bytes: String,
    /// Length of the input.
    pub input_bytes: String,
    /// Length of the model; 0 where the job has none.
    pub model_bytes: String,
    /// Whether each segment goes on from the state that the one before it left.
    pub carries_state: bool,
    /// Most bytes of the result file.
    pub result_bytes: String,
}

/// Plans a job from its bytes alone.
pub fn plan(job_bytes: &[u8]) -> Result<Plan, Fault> {
    let job = plan_of(job_bytes)?;
    let graph_root = HostSha256::digest(&[job_bytes]);
    let plan_root = plan_root::<HostSha256>(job.as_ref());
    let mut done = 0;
    let cumulative_units = (0..job.segment_count()).map(|index| {
        done += job.segment_units(index);
        done.to_string()
    });
    Ok(Plan {
        job_root: to_hex(&planned_job_root::<HostSha256>(job.as_ref(), &graph_root, &plan_root)),
        graph_root: to_hex(&graph_root),
        input_root: to_hex(&job.input_root()),
        model_root: to_hex(&job.model_root()),
        profile: job.profile(),
        plan_root: to_hex(&plan_root),
        segment_count: job.segment_count(),
        cumulative_units: cumulative_units.collect(),
        peak_memory_bytes: job.peak_memory_bytes().to_string(),
        input_bytes: job.input_bytes().to_string(),
        model_bytes: job.model_bytes().to_string(),
        carries_state: job.carries_state(),
        result_bytes: job.result_bytes().to_string(),
    })
}
